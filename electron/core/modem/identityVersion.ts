import { findAirVersion } from '../../../shared/domain/airVersion.ts';
import { AppError } from '../../../shared/errors.ts';
import type { AtChannel } from './atChannel.ts';

export interface IdentifyOptions {
  readonly signal?: AbortSignal;
  /** Per command, default 3000 ms. */
  readonly timeoutMs?: number;
}

/** A version as the module wrote it, with the journal rows that show it. */
export interface VersionAnswer {
  readonly version: string;
  readonly seqs: readonly number[];
}

/**
 * The module's own word on its version: ATI, else AT+CGMR. A log line that slips into the answer is passed over when one
 * of the lines is an AirM2M name.
 *
 * @throws AppError modem.timeout, modem.notSupported {feature: 'ATI'}, port.closed, rpc.cancelled
 */
export function readVersion(channel: AtChannel, options: IdentifyOptions = {}): Promise<VersionAnswer> {
  return readVersionBy(channel, ['ATI', 'AT+CGMR'], options);
}

/**
 * The first of these commands that is answered with a line.
 *
 * @throws AppError modem.timeout, modem.notSupported {feature: the first command}, port.closed, rpc.cancelled
 */
export async function readVersionBy(
  channel: AtChannel,
  commands: readonly string[],
  { timeoutMs = 3000, signal }: IdentifyOptions = {},
): Promise<VersionAnswer> {
  const send = { timeoutMs, ...(signal === undefined ? {} : { signal }) };
  const seqs: number[] = [];
  for (const command of commands) {
    const reply = await channel.send(command, send);
    seqs.push(...reply.seqs);
    const version = reply.final === 'ok' ? pickVersion(reply.lines) : undefined;
    if (version !== undefined) return { version, seqs };
  }
  throw new AppError('modem.notSupported', { feature: commands[0] ?? '' });
}

/** An AirM2M name where one stands among the lines, else the first that says anything. */
export function pickVersion(lines: readonly string[]): string | undefined {
  const candidates = lines.map((line) =>
    line
      .replace(/^(\+(CGMR|QGMR):|Revision:)\s*/i, '')
      .replace(/^"(.*)"$/, '$1')
      .trim(),
  );
  return candidates.find((line) => findAirVersion(line) !== null) ?? candidates.find((line) => line !== '');
}
