import type { ChangedSetting } from '../../../../shared/contract/job.ts';
import type { Clock } from '../../../../shared/domain/clock.ts';
import { AppError } from '../../../../shared/errors.ts';
import { sleep } from '../../ports/wait.ts';
import type { AtChannel } from '../atChannel.ts';
import type {
  CommandOptions,
  Refusal,
  TriggerRequest,
  UpgradeDriver,
  UpgradeTimeouts,
  UploadHooks,
} from '../drivers/driver.ts';
import type { UpgradeEvent } from './events.ts';

/** What a task has at hand. */
export interface TaskContext {
  readonly driver: UpgradeDriver;
  readonly channel: AtChannel;
  readonly clock: Clock;
  readonly timeouts: UpgradeTimeouts;
  readonly signal: AbortSignal;
}

/** Pauses between questions to a module that is starting. */
const askAgainMs = 1000;
const trainMs = 1000;
const trainTries = 5;

/** Asks for the version that runs now. */
export async function identifyTask(context: TaskContext): Promise<UpgradeEvent> {
  const { channel, driver, signal } = context;
  if (driver.description.listensOnly) return { kind: 'identified', version: null, seqs: [] };
  try {
    await channel.train({ tries: trainTries, timeoutMs: trainMs, signal });
    const { version, seqs } = await driver.readVersion(channel, commandOptions(context));
    return { kind: 'identified', version, seqs };
  } catch (error) {
    if (!isNoAnswer(error)) throw error;
    return { kind: 'silent', waitedMs: trainTries * trainMs };
  }
}

/** Asks until there is an answer or the time is over: a module that starts is silent, or answers with half a line. */
export async function checkVersionTask(context: TaskContext): Promise<UpgradeEvent> {
  const { channel, driver, clock, signal, timeouts } = context;
  const startMs = clock.monoMs();
  if (driver.description.listensOnly) {
    // Whatever it says meanwhile is heard as a signal, and ends this wait.
    await sleep(clock, timeouts.answerMs, signal);
    return { kind: 'silent', waitedMs: timeouts.answerMs };
  }
  while (clock.monoMs() - startMs < timeouts.answerMs) {
    try {
      await channel.train({ tries: 1, timeoutMs: trainMs, signal });
      const { version, seqs } = await driver.readVersion(channel, commandOptions(context));
      return { kind: 'versionRead', version, seqs };
    } catch (error) {
      if (!isNoAnswer(error)) throw error;
    }
    await sleep(clock, askAgainMs, signal);
  }
  return { kind: 'silent', waitedMs: timeouts.answerMs };
}

export async function configureTask(
  context: TaskContext,
  delivery: { readonly url: string; readonly saveUrl: boolean },
  onWillSet: (changed: ChangedSetting) => void,
): Promise<UpgradeEvent> {
  const { driver, channel } = context;
  const { url, saveUrl } = delivery;
  if (driver.configure === undefined) throw new Error('the family has no setting for it');
  try {
    const result = await driver.configure(channel, url, saveUrl, onWillSet, commandOptions(context));
    if (result.kind === 'set') return { kind: 'configured', seqs: result.seqs };
    return { kind: 'refused', refusal: settingRefused(result.name, result.answer, result.seqs) };
  } catch (error) {
    if (!isNoAnswer(error)) throw error;
    return { kind: 'refused', refusal: settingRefused('URL', '-', []) };
  }
}

export async function triggerTask(context: TaskContext, request: TriggerRequest): Promise<UpgradeEvent> {
  const { driver, channel } = context;
  if (driver.trigger === undefined) throw new Error('the family cannot be told to start');
  try {
    const result = await driver.trigger(channel, request, commandOptions(context));
    if (result.kind === 'accepted') return { ...result, kind: 'triggerAccepted' };
    return { ...result, kind: 'triggerRefused' };
  } catch (error) {
    if (!isNoAnswer(error)) throw error;
    return { kind: 'triggerRefused', answer: '-', seqs: [] };
  }
}

export async function queryStateTask(context: TaskContext, url: string | undefined): Promise<UpgradeEvent> {
  try {
    const answer = await context.driver.queryState?.(context.channel, commandOptions(context), url);
    return { kind: 'explained', state: null, seqs: [], ...answer };
  } catch (error) {
    if (!isNoAnswer(error)) throw error;
    return { kind: 'explained', state: null, seqs: [] };
  }
}

export async function uploadTask(
  context: TaskContext,
  bytes: Uint8Array,
  hooks: UploadHooks,
): Promise<UpgradeEvent> {
  const { driver, channel } = context;
  if (driver.upload === undefined) throw new Error('the family takes nothing over the AT port');
  const result = await driver.upload(channel, bytes, hooks, commandOptions(context));
  if (result.kind === 'applied') return { kind: 'uploadApplied', seqs: result.seqs };
  return { kind: 'refused', refusal: result.refusal };
}

export function commandOptions({ signal, timeouts, clock }: TaskContext): CommandOptions {
  return { signal, timeoutMs: timeouts.commandMs, clock };
}

/** Silence, or an answer without what was asked for. */
export function isNoAnswer(error: unknown): boolean {
  return error instanceof AppError && (error.code === 'modem.timeout' || error.code === 'modem.notSupported');
}

function settingRefused(name: string, answer: string, seqs: readonly number[]): Refusal {
  return {
    verdict: 'upgrade.settingRefused',
    domain: 'module',
    retry: 'later',
    remedies: ['checkUrl', 'checkQuotes', 'updateFirmwareFirst'],
    params: { name, answer },
    rawCode: answer,
    stage: 'configure',
    seqs,
  };
}
