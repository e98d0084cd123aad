import { AppError } from '../../../shared/errors.ts';
import type { AtChannel } from './atChannel.ts';
import type { SettingsOptions } from './settings.ts';

/**
 * The IMEI of the module whose settings are read or written, so that a change is kept with the module and not with its port.
 * Null when it refuses or tells none (`AT+CGSN`, at-commands 1.6; bare digits, or behind its name).
 *
 * @throws AppError modem.timeout when the module answers nothing at all, port.closed, rpc.cancelled
 */
export async function readModuleId(
  channel: AtChannel,
  options: SettingsOptions = {},
): Promise<string | null> {
  const { timeoutMs = 3000, signal } = options;
  const signals = signal === undefined ? {} : { signal };
  await channel.train(signals);
  try {
    const reply = await channel.send('AT+CGSN', {
      timeoutMs,
      ...signals,
      isResponse: (line) => /\d{15}/.test(line),
    });
    for (const line of reply.lines) {
      const imei = /(?<!\d)\d{15}(?!\d)/.exec(line)?.[0];
      if (imei !== undefined && !/^(\d)\1{14}$/.test(imei)) return imei;
    }
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'modem.timeout') throw error;
  }
  return null;
}
