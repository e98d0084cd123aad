import type { ChangedSetting } from '../../../../../shared/contract/job.ts';
import { parseInteger } from '../../../../../shared/domain/atLine.ts';
import { isUpgradeCme, parseUpgradeQuery, type UpgradeQuery } from '../../../../../shared/domain/urc.ts';
import type { AtChannel } from '../../atChannel.ts';
import { writeCommand } from '../../settingCommands.ts';
import { finalText, readSetting } from '../../settings.ts';
import type {
  CommandOptions,
  ConfigureResult,
  StateAnswer,
  TriggerRequest,
  TriggerResult,
} from '../driver.ts';
import { failure, type ModuleState } from '../signal.ts';
import { settingDomain, stateOf, upgradeDomain } from './luatSignals.ts';

/**
 * Reads the URL that is set, then sets ours. A download may start by itself as soon as it is set (at-commands 1.1, confirmed), so
 * nothing is read back here: the module's request says more.
 */
export async function configureUrl(
  channel: AtChannel,
  url: string,
  save: boolean,
  onWillSet: (changed: ChangedSetting) => void,
  options: CommandOptions,
): Promise<ConfigureResult> {
  const command = writeCommand('URL', url, save);
  const before = await readSetting(channel, 'URL', options);
  onWillSet({ name: 'URL', before: before.value, during: url, restored: 'unknown' });
  const reply = await channel.send(command, options);
  if (reply.final !== 'ok') {
    return { kind: 'refused', name: 'URL', answer: finalText(reply), seqs: reply.seqs };
  }
  return { kind: 'set', seqs: reply.seqs };
}

/** `AT+UPGRADE`. OK comes before any contact with the network and proves only that the command was taken. */
export async function triggerUpgrade(
  channel: AtChannel,
  _request: TriggerRequest,
  options: CommandOptions,
): Promise<TriggerResult> {
  const reply = await channel.send('AT+UPGRADE', options);
  if (reply.final === 'ok') return { kind: 'accepted', seqs: reply.seqs };
  const refused = { kind: 'refused', answer: finalText(reply), seqs: reply.seqs } as const;
  const number = reply.final === 'cmeError' && isUpgradeCme(reply.code) ? parseInteger(reply.code) : null;
  return number === null ? refused : { ...refused, failure: failure(upgradeDomain, -number) };
}

/** `AT+UPGRADE?`. Some documents show state 2 without a final OK, so a silence after the line is no failure. */
export async function queryUpgrade(
  channel: AtChannel,
  options: CommandOptions,
  url?: string,
): Promise<StateAnswer> {
  const found: UpgradeQuery[] = [];
  const reply = await channel.send('AT+UPGRADE?', {
    ...options,
    // The state itself ends the answer; an OK behind it is waited for shortly.
    finalOf: (line) => {
      const query = parseUpgradeQuery(line);
      if (query === null) return null;
      found.push(query);
      return { kind: 'ok' };
    },
  });
  const query = found.at(-1);
  const state = query === undefined ? null : stateOf(query);
  const isLost = url !== undefined && state !== null && (await hasLostUrl(channel, state, url, options));
  return { state, seqs: reply.seqs, ...(isLost ? { trouble: failure(settingDomain, 'URL') } : {}) };
}

/** Codes of a module that did not come as far as our server: a bad URL, no connection. */
const beforeServer: readonly (number | string)[] = [-1000, -1002];

/** Some firmware answers OK to a setting and keeps its own; then it has asked somebody else. */
async function hasLostUrl(
  channel: AtChannel,
  state: ModuleState,
  url: string,
  options: CommandOptions,
): Promise<boolean> {
  if (state.state !== 'ended' || state.failure === null) return false;
  if (!beforeServer.includes(state.failure.code)) return false;
  const now = await readSetting(channel, 'URL', options);
  return now.value !== null && now.value !== url;
}
