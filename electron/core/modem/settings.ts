import type { SettingName, SettingOutcome, SettingValue } from '../../../shared/contract/modem.ts';
import { parseUpgradeTag } from '../../../shared/domain/urc.ts';
import { AppError } from '../../../shared/errors.ts';
import type { AtChannel, AtReply } from './atChannel.ts';
import {
  readCommand,
  type SettingValues,
  sameSetting,
  settingOrder,
  writeCommand,
} from './settingCommands.ts';

export interface SettingsOptions {
  /** Ends reading at once. Writing ends between two settings: one that was begun is carried to its read-back. */
  readonly signal?: AbortSignal;
  /** Per command, default 5000 ms: a saved setting is written to flash first. */
  readonly timeoutMs?: number;
}

/** One setting that is about to be sent. */
export interface BegunSetting {
  readonly name: SettingName;
  readonly before: SettingValue;
  readonly value: string;
}

/** How one setting was written. */
export interface WrittenSetting {
  readonly name: SettingName;
  readonly before: SettingValue;
  readonly after: SettingValue;
  /** The module said OK. What it then holds is in `after`. */
  readonly accepted: boolean;
  readonly outcome: SettingOutcome;
  /** What it said when it refused, e.g. `+CME ERROR: 53`. */
  readonly answer?: string;
  readonly seqs: readonly number[];
}

/** Told before and after each setting, so that the old value is kept before anything is sent. */
export interface SettingsKeeper {
  /** What it throws keeps the setting from being sent. */
  begin(setting: BegunSetting): Promise<void>;
  end(written: WrittenSetting): void;
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
  return unknown(name);
}

/**
 * Writes settings one by one: reads the old value, sends, reads back. All values are checked before the first is sent.
 *
 * @param save false: the module forgets it at its next restart
 * @throws AppError settings.invalid; modem.timeout when a module fell silent, port.closed, rpc.cancelled: settings before that
 * one are written
 */
export async function writeSettings(
  channel: AtChannel,
  values: SettingValues,
  save: boolean,
  options: SettingsOptions & { readonly keeper?: SettingsKeeper } = {},
): Promise<WrittenSetting[]> {
  const given = settingOrder.flatMap((name) => {
    const value = values[name];
    return value === undefined ? [] : [{ name, value, command: writeCommand(name, value, save) }];
  });
  const written: WrittenSetting[] = [];
  for (const setting of given) {
    if (options.signal?.aborted) throw new AppError('rpc.cancelled');
    written.push(await writeSetting(channel, setting, options));
  }
  return written;
}

interface Setting {
  readonly name: SettingName;
  readonly value: string;
  readonly command: string;
}

async function writeSetting(
  channel: AtChannel,
  setting: Setting,
  { timeoutMs = 5000, signal, keeper }: SettingsOptions & { readonly keeper?: SettingsKeeper },
): Promise<WrittenSetting> {
  const { name, value, command } = setting;
  const before = await readSetting(channel, name, { timeoutMs, ...(signal === undefined ? {} : { signal }) });
  await keeper?.begin({ name, before, value });
  const progress: Progress = { reply: null, readBack: unknown(name) };
  try {
    // From here on no cancelling: a setting that may have arrived must be looked at.
    progress.reply = await replyOrSilence(channel, command, timeoutMs);
    progress.readBack = await readSetting(channel, name, { timeoutMs });
  } finally {
    keeper?.end(judge(setting, before, progress));
  }
  const written = judge(setting, before, progress);
  if (written.outcome === 'noAnswer') {
    throw new AppError('modem.timeout', { command, timeoutMs }, { retry: 'yes' });
  }
  return written;
}

interface Progress {
  /** Null: none came. */
  reply: AtReply | null;
  readBack: SettingValue;
}

async function replyOrSilence(
  channel: AtChannel,
  command: string,
  timeoutMs: number,
): Promise<AtReply | null> {
  try {
    return await channel.send(command, { timeoutMs });
  } catch (error) {
    if (error instanceof AppError && error.code === 'modem.timeout') return null;
    throw error;
  }
}

function judge(
  { name, value }: Setting,
  before: SettingValue,
  { reply, readBack }: Progress,
): WrittenSetting {
  const accepted = reply?.final === 'ok';
  const isKnown = readBack.source === 'readBack';
  return {
    ...{ name, before, accepted },
    after: !isKnown && accepted ? { name, value, source: 'sentOnly' } : readBack,
    outcome: outcomeOf(reply, isKnown, isKnown && sameSetting(name, readBack.value ?? '', value)),
    ...(reply === null || accepted ? {} : { answer: finalText(reply) }),
    seqs: reply?.seqs ?? [],
  };
}

function outcomeOf(reply: AtReply | null, isKnown: boolean, isSame: boolean): SettingOutcome {
  if (reply !== null && reply.final !== 'ok') return 'refused';
  if (isSame) return 'stored';
  if (reply === null) return isKnown ? 'notStored' : 'noAnswer';
  return isKnown ? 'notStored' : 'sentOnly';
}

/** The final line of a refusal, as a person would read it in the terminal. */
export function finalText(reply: {
  readonly final: 'ok' | 'error' | 'cmeError';
  readonly code?: string;
}): string {
  if (reply.final === 'ok') return 'OK';
  return reply.final === 'cmeError' ? `+CME ERROR: ${reply.code ?? ''}`.trim() : 'ERROR';
}

function unknown(name: SettingName): SettingValue {
  return { name, value: null, source: 'unknown' };
}
