import type { SettingName, SettingValue } from '../../../shared/contract/modem.ts';
import { parseUpgradeTag } from '../../../shared/domain/urc.ts';
import { AppError } from '../../../shared/errors.ts';
import type { AtChannel } from './atChannel.ts';
import { readCommand, type SettingValues, settingOrder, writeCommand } from './settingCommands.ts';

export interface SettingsOptions {
  readonly signal?: AbortSignal;
  /** Per command, default 5000 ms: a saved setting is written to flash first. */
  readonly timeoutMs?: number;
}

/** How one setting was written. */
export interface WrittenSetting {
  readonly name: SettingName;
  readonly before: SettingValue;
  readonly after: SettingValue;
  /** The module said OK. What it then holds is in `after`. */
  readonly accepted: boolean;
  /** What it said when it refused, e.g. `+CME ERROR: 53`. */
  readonly answer?: string;
  readonly seqs: readonly number[];
}

/** Reads URL, KEY, AUTO and PERIOD; what the dialect cannot read back has the source `unknown`. */
export async function readSettings(
  channel: AtChannel,
  options: SettingsOptions = {},
): Promise<SettingValue[]> {
  const values: SettingValue[] = [];
  for (const name of settingOrder) values.push(await readSetting(channel, name, options));
  return values;
}

/**
 * Reads one setting: `+UPGRADE:URL,http://...`, quotes and blanks optional. A refusal or silence is `unknown`.
 *
 * @throws AppError port.closed, rpc.cancelled
 */
export async function readSetting(
  channel: AtChannel,
  name: SettingName,
  options: SettingsOptions = {},
): Promise<SettingValue> {
  const { timeoutMs = 5000, signal } = options;
  try {
    const reply = await channel.send(readCommand(name), {
      timeoutMs,
      ...(signal === undefined ? {} : { signal }),
    });
    const value = reply.lines.map((line) => parseUpgradeTag(line, name)).find((found) => found !== null);
    if (value !== undefined && value !== null) return { name, value, source: 'readBack' };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'modem.timeout') throw error;
  }
  return { name, value: null, source: 'unknown' };
}

/**
 * Writes settings one by one: reads the old value, sends, reads back. All values are checked before the first is sent.
 *
 * @param save false: the module forgets it at its next restart
 * @throws AppError settings.invalid, modem.timeout, port.closed, rpc.cancelled
 */
export async function writeSettings(
  channel: AtChannel,
  values: SettingValues,
  save: boolean,
  options: SettingsOptions = {},
): Promise<WrittenSetting[]> {
  const given = settingOrder.flatMap((name) => {
    const value = values[name];
    return value === undefined ? [] : [{ name, value, command: writeCommand(name, value, save) }];
  });
  const written: WrittenSetting[] = [];
  for (const setting of given) written.push(await writeSetting(channel, setting, options));
  return written;
}

async function writeSetting(
  channel: AtChannel,
  setting: { readonly name: SettingName; readonly value: string; readonly command: string },
  options: SettingsOptions,
): Promise<WrittenSetting> {
  const { name, value, command } = setting;
  const { timeoutMs = 5000, signal } = options;
  const before = await readSetting(channel, name, options);
  const reply = await channel.send(command, { timeoutMs, ...(signal === undefined ? {} : { signal }) });
  const accepted = reply.final === 'ok';
  const readBack = await readSetting(channel, name, options);
  const after = readBack.source === 'unknown' && accepted ? sentOnly(name, value) : readBack;
  return {
    name,
    before,
    after,
    accepted,
    ...(accepted ? {} : { answer: finalText(reply) }),
    seqs: reply.seqs,
  };
}

/** The final line of a refusal, as a person would read it in the terminal. */
export function finalText(reply: {
  readonly final: 'ok' | 'error' | 'cmeError';
  readonly code?: string;
}): string {
  if (reply.final === 'ok') return 'OK';
  return reply.final === 'cmeError' ? `+CME ERROR: ${reply.code ?? ''}`.trim() : 'ERROR';
}

function sentOnly(name: SettingName, value: string): SettingValue {
  return { name, value, source: 'sentOnly' };
}
