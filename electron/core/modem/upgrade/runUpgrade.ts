import type { ChangedSetting } from '../../../../shared/contract/job.ts';
import type { Verdict } from '../../../../shared/contract/verdict.ts';
import type { EventCode } from '../../../../shared/domain/upgradeTexts.ts';
import { AppError } from '../../../../shared/errors.ts';
import type { UpgradeTimeouts } from '../drivers/driver.ts';
import type { ServerEvent, UpgradeEffect, UpgradeEvent } from './events.ts';
import { ImageBuffer } from './imageTasks.ts';
import { createUpgradeMachine, isModuleBusy, stepUpgrade } from './machine.ts';
import { type ModulePort, openModulePort } from './modulePort.ts';
import { restoreSetting } from './restoreSettings.ts';
import { createRunningTask, type RunningTask } from './runningTask.ts';
import { goalOf, type RunUpgradeOptions, timeoutsOf, type UpgradeOutcome } from './runOptions.ts';
import { stageOf } from './stages.ts';
import { createStageTimers, type StageTimers } from './stageTimers.ts';
import type { UpgradeMachine } from './state.ts';
import { type TaskEffect, taskOf } from './taskOf.ts';
import type { TaskContext } from './tasks.ts';
import { createTellings, type Tellings } from './tellings.ts';

export type { RunUpgradeOptions, UpgradeOutcome } from './runOptions.ts';
export type { QuotaGate, UpgradeDelivery } from './taskOf.ts';

/**
 * Takes one module through an upgrade and ends with a verdict. A failed upgrade resolves; it rejects only for what Airdock itself
 * could not do (AppError, e.g. settings.invalid), after settings were put back as far as possible.
 */
export function runUpgrade(options: RunUpgradeOptions): Promise<UpgradeOutcome> {
  return new UpgradeRun(options).start();
}

/** Carries out what the machine decides, and nothing else. */
class UpgradeRun {
  readonly #options: RunUpgradeOptions;
  readonly #timeouts: UpgradeTimeouts;
  readonly #done = Promise.withResolvers<UpgradeOutcome>();
  readonly #timers: StageTimers;
  readonly #task: RunningTask;
  readonly #tellings: Tellings;
  readonly #port: ModulePort;
  readonly #events: UpgradeEvent[] = [];
  readonly #cleanups: (() => void)[] = [];
  readonly #image = new ImageBuffer();
  #machine: UpgradeMachine;
  #changed: ChangedSetting | null = null;
  #busyAtEnd = false;
  #servedBytes: number | undefined;
  #sentBytes: number | undefined;
  #failure: AppError | null = null;
  #draining = false;

  constructor(options: RunUpgradeOptions) {
    this.#options = options;
    this.#timeouts = timeoutsOf(options);
    this.#machine = createUpgradeMachine(goalOf(options));
    this.#tellings = createTellings(options);
    this.#timers = createStageTimers(options.clock, (timer) => this.#dispatch({ kind: 'timedOut', timer }));
    this.#task = createRunningTask(
      (event) => this.#dispatch(event),
      (error) => this.#taskFailed(error),
    );
    this.#port = openModulePort({
      ...options,
      onSignal: (heard) => this.#dispatch({ kind: 'signal', ...heard }),
      onLost: () => this.#dispatch({ kind: 'portLost' }),
    });
  }

  start(): Promise<UpgradeOutcome> {
    const { signal, serverEvents, offerAnswers } = this.#options;
    const cancel = (): void => this.#dispatch({ kind: 'cancelRequested' });
    signal.addEventListener('abort', cancel, { once: true });
    this.#cleanups.push(() => signal.removeEventListener('abort', cancel));
    const unsubscribe = serverEvents?.((event) => this.#takeServerEvent(event));
    if (unsubscribe !== undefined) this.#cleanups.push(unsubscribe);
    const unanswer = offerAnswers?.((answer) => this.#dispatch({ kind: 'offerAnswered', answer }));
    if (unanswer !== undefined) this.#cleanups.push(unanswer);
    const unskip = this.#options.waitSkips?.(() => this.#skipWait());
    if (unskip !== undefined) this.#cleanups.push(unskip);
    if (signal.aborted) cancel();
    else this.#dispatch({ kind: 'started' });
    for (const heard of this.#options.begun?.signals ?? []) this.#dispatch({ kind: 'signal', ...heard });
    return this.#done.promise;
  }

  /** Events in order, also those that come while an effect is carried out. */
  #dispatch(event: UpgradeEvent): void {
    this.#events.push(event);
    if (this.#draining) return;
    this.#draining = true;
    try {
      for (let next = this.#events.shift(); next !== undefined; next = this.#events.shift()) this.#step(next);
    } finally {
      this.#draining = false;
    }
  }

  #step(event: UpgradeEvent): void {
    const before = this.#machine;
    const { machine, effects } = stepUpgrade(before, event, this.#timeouts);
    this.#machine = machine;
    if (machine.state.phase !== before.state.phase) this.#enter(before);
    if (event.kind === 'conditionsRead') this.#tellings.conditions(event.conditions);
    this.#tellings.after(machine);
    if (machine.facts.startedByModule && !before.facts.startedByModule) this.#options.onStartedByModule?.();
    for (const effect of effects) this.#carryOut(effect);
    if (machine.state.phase === 'ended' && before.state.phase !== 'ended') this.#end(machine.state.verdict);
  }

  #enter(before: UpgradeMachine): void {
    const { state, facts } = this.#machine;
    const stage = stageOf(state, facts);
    if (state.phase === 'restoring')
      this.#busyAtEnd = isModuleBusy(before) && state.verdict.outcome !== 'succeeded';
    this.#options.onState?.(state, stage);
  }

  /** A platform that was asked too often bans the module, so that wait is kept. */
  #skipWait(): boolean {
    const { state } = this.#machine;
    if (state.phase !== 'deferred' || state.reason === 'quota') return false;
    this.#timers.disarm('stage');
    this.#dispatch({ kind: 'timedOut', timer: 'stage' });
    return true;
  }

  #carryOut(effect: UpgradeEffect): void {
    switch (effect.do) {
      case 'note':
        this.#note(effect.event, effect.params, effect.level);
        break;
      case 'arm':
        this.#timers.arm(effect.timer, effect.afterMs);
        break;
      case 'disarm':
        this.#timers.disarm(effect.timer);
        break;
      case 'stopTask':
        this.#task.stop();
        break;
      case 'countOwnRequest':
        this.#options.quota?.onRequest('module');
        break;
      case 'reconnect':
        this.#task.run((signal) => this.#reconnect(effect.timeoutMs, signal));
        break;
      case 'restore':
        this.#task.run(() => this.#restore());
        break;
      default:
        this.#task.run((signal) => this.#carryOutTask(effect, signal));
    }
  }

  #taskFailed(error: AppError): void {
    // The lease tells of a lost port, and the machine follows that.
    if (error.code === 'port.closed' && !this.#port.isOpen) return;
    this.#failure ??= error;
    this.#dispatch({ kind: 'cancelRequested' });
  }

  #carryOutTask(effect: TaskEffect, signal: AbortSignal): Promise<UpgradeEvent | null> {
    return taskOf(effect, {
      context: this.#context(signal),
      delivery: this.#options.delivery,
      image: this.#image,
      quota: this.#options.quota,
      dispatch: (event) => {
        if (signal.aborted) return;
        if (event.kind === 'uploadProgressed') this.#sentBytes = event.done;
        this.#dispatch(event);
      },
      note: (event, params, level) => this.#note(event, params, level),
      onWillSet: (changed) => {
        // At a second try the module still has our URL: what it had before the first one counts.
        this.#changed ??= changed;
      },
      onSettingRefused: () => {
        this.#changed = null;
      },
    });
  }

  async #reconnect(timeoutMs: number, signal: AbortSignal): Promise<UpgradeEvent> {
    try {
      await this.#port.reopen(timeoutMs, signal);
      return { kind: 'portBack', portId: this.#port.lease.info.id };
    } catch (error) {
      if (AppError.from(error).code !== 'port.notReady') throw error;
      return { kind: 'portStayedAway', waitedMs: timeoutMs };
    }
  }

  async #restore(): Promise<UpgradeEvent> {
    const { delivery, driver, clock } = this.#options;
    if (this.#changed !== null) {
      this.#changed = await restoreSetting({
        driver,
        changed: this.#changed,
        clock,
        timeouts: this.#timeouts,
        context: {
          rebootSeen: this.#machine.facts.rebootSeen,
          moduleBusy: this.#busyAtEnd,
          saved: delivery.kind === 'http' && delivery.saveUrl,
        },
        note: (event, params, level) => this.#note(event, params, level),
        connect: async (signal) => {
          if (!this.#port.isOpen) await this.#port.reopen(this.#timeouts.restoreMs, signal);
          return this.#port.channel;
        },
      });
    }
    return { kind: 'restored' };
  }

  #takeServerEvent(event: ServerEvent): void {
    if (event.kind !== 'requestSeen') this.#servedBytes = event.sentBytes;
    this.#dispatch({ kind: 'server', event });
  }

  #note(event: EventCode, params: Verdict['params'], level: 'info' | 'warning' | 'error' = 'info'): void {
    const { journal, jobId } = this.#options;
    journal.append({ kind: 'jobEvent', event, params, level, jobId, portId: this.#port.lease.info.id });
  }

  #context(signal: AbortSignal): TaskContext {
    const { driver, clock } = this.#options;
    return { driver, channel: this.#port.channel, clock, timeouts: this.#timeouts, signal };
  }

  #end(verdict: Verdict): void {
    this.#task.stop();
    this.#timers.stop();
    for (const cleanup of this.#cleanups) cleanup();
    this.#port.channel.dispose();
    if (this.#failure !== null) {
      this.#done.reject(this.#failure);
      return;
    }
    const { from, to } = this.#machine.facts;
    this.#done.resolve({
      verdict,
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      settings: this.#changed === null ? [] : [this.#changed],
      ...(this.#servedBytes === undefined ? {} : { servedBytes: this.#servedBytes }),
      ...(this.#sentBytes === undefined ? {} : { sentBytes: this.#sentBytes }),
      lease: this.#port.lease,
    });
  }
}
