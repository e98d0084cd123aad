import type { ChangedSetting, Offer } from '../../../../shared/contract/job.ts';
import type { Stage, Verdict } from '../../../../shared/contract/verdict.ts';
import type { Clock } from '../../../../shared/domain/clock.ts';
import type { JournalPort } from '../../../../shared/domain/journalPort.ts';
import type { EventCode } from '../../../../shared/domain/upgradeTexts.ts';
import { AppError } from '../../../../shared/errors.ts';
import type { Lease } from '../../ports/lease.ts';
import type { PortRegistry } from '../../ports/registry.ts';
import { type AtChannel, createAtChannel } from '../atChannel.ts';
import type { OfferConditions, UpgradeDriver, UpgradeTimeouts } from '../drivers/driver.ts';
import { dialectOf } from './dialect.ts';
import type { OfferAnswer, ServerEvent, TimerName, UpgradeEffect, UpgradeEvent } from './events.ts';
import { ImageBuffer } from './imageTasks.ts';
import { createUpgradeMachine, isModuleBusy, stepUpgrade } from './machine.ts';
import { defaultOfferPolicy, type OfferPolicy } from './offerRules.ts';
import { offerViewOf } from './offerView.ts';
import { type Measure, measureOf } from './progress.ts';
import { restoreSetting } from './restoreSettings.ts';
import { stageOf } from './stages.ts';
import type { UpgradeGoal, UpgradeMachine, UpgradeState } from './state.ts';
import { type QuotaGate, type TaskEffect, taskOf, type UpgradeDelivery } from './taskOf.ts';
import type { TaskContext } from './tasks.ts';
import type { HeardSignal } from './unasked.ts';

export type { QuotaGate, UpgradeDelivery } from './taskOf.ts';

export interface RunUpgradeOptions {
  readonly ports: Pick<PortRegistry, 'waitForReturn'>;
  /** The port, acquired for `upgrade`. It is not released here; `UpgradeOutcome.lease` is the same holding. */
  readonly lease: Lease;
  readonly clock: Clock;
  readonly journal: JournalPort;
  readonly jobId: string;
  readonly driver: UpgradeDriver;
  readonly delivery: UpgradeDelivery;
  /**
   * What the package makes of the module: its new version, when it is known. `allowSame` goes on although the module already
   * bears that name; the end is then `unproven` at best.
   */
  readonly expected: { readonly version?: string; readonly allowSame?: boolean };
  /**
   * What was heard of an upgrade that runs already, in order, and the version that the module was known to run before: it is
   * followed from there.
   */
  readonly begun?: { readonly signals: readonly HeardSignal[]; readonly version?: string };
  /** Replaces single time-outs of the driver. */
  readonly timeouts?: Partial<UpgradeTimeouts>;
  /**
   * Asks again by itself when there was no network, as long as the driver's policy has it. Default false: beside a bench a person
   * wants to hear at once that there is none.
   */
  readonly waitForNetwork?: boolean;
  /** For a platform only, which bans modules that ask too often; leave out for a server of one's own. */
  readonly quota?: QuotaGate;
  /** Who decides on offers of a platform; default: whatever keeps their limits is accepted. */
  readonly offerPolicy?: Partial<OfferPolicy>;
  /** What the person says to an offer, where the policy is to ask. Returns the unsubscribe. */
  readonly offerAnswers?: (listener: (answer: OfferAnswer) => void) => () => void;
  /** Cancels at the next safe point; the promise still resolves, with a verdict. */
  readonly signal: AbortSignal;
  /** Every line of the module as it was heard. */
  readonly onLine?: (text: string) => void;
  /** What the OTA server sees of this module; leave out when another server is used. Returns the unsubscribe. */
  readonly serverEvents?: (listener: (event: ServerEvent) => void) => () => void;
  readonly onState?: (state: UpgradeState, stage: Stage) => void;
  readonly onProgress?: (progress: Measure) => void;
  /** The platform's offer whenever something about it has changed. */
  readonly onOffer?: (offer: Offer) => void;
  /** Nobody had told the module to download, and it does. */
  readonly onStartedByModule?: () => void;
  /** A person does not want to wait any longer: the listener says whether there was a wait that may be cut short. */
  readonly waitSkips?: (listener: () => boolean) => () => void;
}

export interface UpgradeOutcome {
  readonly verdict: Verdict;
  readonly from?: string;
  readonly to?: string;
  /** Settings that were changed and how putting them back went; a failure there never changes the verdict. */
  readonly settings: readonly ChangedSetting[];
  /** http: body bytes the server told of. */
  readonly servedBytes?: number;
  /** serial: package bytes that the module acknowledged. */
  readonly sentBytes?: number;
  /** The holding as it is now; the port may have another name. */
  readonly lease: Lease;
}

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
  readonly #timers = new Map<TimerName, () => void>();
  readonly #events: UpgradeEvent[] = [];
  readonly #cleanups: (() => void)[] = [];
  readonly #image = new ImageBuffer();
  #measure: Measure | null = null;
  #conditions: OfferConditions | null = null;
  #offer: Offer | null = null;
  #machine: UpgradeMachine;
  #lease: Lease;
  #channel: AtChannel;
  #portOpen = true;
  #lastReopen: Promise<unknown> = Promise.resolve();
  #running: AbortController | null = null;
  #changed: ChangedSetting | null = null;
  #busyAtEnd = false;
  #servedBytes: number | undefined;
  #sentBytes: number | undefined;
  #failure: AppError | null = null;
  #draining = false;

  constructor(options: RunUpgradeOptions) {
    const { lease } = options;
    this.#options = options;
    this.#timeouts = timeoutsOf(options);
    this.#machine = createUpgradeMachine(goalOf(options));
    this.#lease = lease;
    this.#channel = this.#attach(lease);
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
    this.#tellProgress();
    if (event.kind === 'conditionsRead') this.#conditions = event.conditions;
    this.#tellOffer();
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

  #tellProgress(): void {
    const [last, next] = [this.#measure, measureOf(this.#machine)];
    if (next === null) return;
    if (JSON.stringify(last) === JSON.stringify(next)) return;
    this.#measure = next;
    this.#options.onProgress?.(next);
  }

  #tellOffer(): void {
    const last = this.#offer;
    const next = offerViewOf(this.#machine, this.#conditions, last);
    if (next === null || JSON.stringify(last) === JSON.stringify(next)) return;
    this.#offer = next;
    this.#options.onOffer?.(next);
  }

  /** A platform that was asked too often bans the module, so that wait is kept. */
  #skipWait(): boolean {
    const { state } = this.#machine;
    if (state.phase !== 'deferred' || state.reason === 'quota') return false;
    this.#disarm('stage');
    this.#dispatch({ kind: 'timedOut', timer: 'stage' });
    return true;
  }

  #carryOut(effect: UpgradeEffect): void {
    switch (effect.do) {
      case 'note':
        this.#note(effect.event, effect.params, effect.level);
        break;
      case 'arm':
        this.#arm(effect.timer, effect.afterMs);
        break;
      case 'disarm':
        this.#disarm(effect.timer);
        break;
      case 'stopTask':
        this.#stopTask();
        break;
      case 'countOwnRequest':
        this.#options.quota?.onRequest('module');
        break;
      case 'reconnect':
        this.#run((signal) => this.#reconnect(effect.timeoutMs, signal));
        break;
      case 'restore':
        this.#run(() => this.#restore());
        break;
      default:
        this.#run((signal) => this.#task(effect, signal));
    }
  }

  /** One task at a time: a new one ends the one before, whose result then counts no more. */
  #run(task: (signal: AbortSignal) => Promise<UpgradeEvent | null>): void {
    this.#stopTask();
    const controller = new AbortController();
    this.#running = controller;
    task(controller.signal).then(
      (event) => {
        if (event !== null && !controller.signal.aborted) this.#dispatch(event);
      },
      (error: unknown) => {
        if (!controller.signal.aborted) this.#taskFailed(AppError.from(error));
      },
    );
  }

  #stopTask(): void {
    this.#running?.abort();
    this.#running = null;
  }

  #taskFailed(error: AppError): void {
    // The lease tells of a lost port, and the machine follows that.
    if (error.code === 'port.closed' && !this.#portOpen) return;
    this.#failure ??= error;
    this.#dispatch({ kind: 'cancelRequested' });
  }

  #task(effect: TaskEffect, signal: AbortSignal): Promise<UpgradeEvent | null> {
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
      await this.#reopen(timeoutMs, signal);
      return { kind: 'portBack', portId: this.#lease.info.id };
    } catch (error) {
      if (AppError.from(error).code !== 'port.notReady') throw error;
      return { kind: 'portStayedAway', waitedMs: timeoutMs };
    }
  }

  /** One wait at a time: an aborted one has to let go of the holding first. */
  async #reopen(timeoutMs: number, signal: AbortSignal): Promise<void> {
    await this.#lastReopen;
    if (this.#portOpen) return;
    const reopened = this.#options.ports.waitForReturn(this.#lease.identity, { timeoutMs, signal });
    this.#lastReopen = reopened.catch(() => undefined);
    const lease = await reopened;
    this.#lease = lease;
    this.#channel = this.#attach(lease);
    this.#portOpen = true;
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
          if (!this.#portOpen) await this.#reopen(this.#timeouts.restoreMs, signal);
          return this.#channel;
        },
      });
    }
    return { kind: 'restored' };
  }

  #attach(lease: Lease): AtChannel {
    const { journal, clock, jobId, driver } = this.#options;
    const channel = createAtChannel({
      transport: lease.transport,
      journal,
      clock,
      portId: lease.info.id,
      jobId,
    });
    channel.onHeard(({ text, role, seq }) => {
      if (role === 'echo' || role === 'final') return;
      this.#options.onLine?.(text);
      for (const signal of driver.decode(text, role)) this.#dispatch({ kind: 'signal', signal, seq });
    });
    lease.onLost(() => {
      this.#portOpen = false;
      channel.dispose();
      this.#dispatch({ kind: 'portLost' });
    });
    return channel;
  }

  #takeServerEvent(event: ServerEvent): void {
    if (event.kind !== 'requestSeen') this.#servedBytes = event.sentBytes;
    this.#dispatch({ kind: 'server', event });
  }

  #arm(timer: TimerName, afterMs: number): void {
    this.#disarm(timer);
    const stop = this.#options.clock.after(afterMs, () => {
      this.#timers.delete(timer);
      this.#dispatch({ kind: 'timedOut', timer });
    });
    this.#timers.set(timer, stop);
  }

  #disarm(timer: TimerName): void {
    this.#timers.get(timer)?.();
    this.#timers.delete(timer);
  }

  #note(event: EventCode, params: Verdict['params'], level: 'info' | 'warning' | 'error' = 'info'): void {
    const { journal, jobId } = this.#options;
    journal.append({ kind: 'jobEvent', event, params, level, jobId, portId: this.#lease.info.id });
  }

  #context(signal: AbortSignal): TaskContext {
    const { driver, clock } = this.#options;
    return { driver, channel: this.#channel, clock, timeouts: this.#timeouts, signal };
  }

  #end(verdict: Verdict): void {
    this.#stopTask();
    for (const stop of this.#timers.values()) stop();
    for (const cleanup of this.#cleanups) cleanup();
    this.#channel.dispose();
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
      lease: this.#lease,
    });
  }
}

function timeoutsOf({ driver, timeouts, waitForNetwork }: RunUpgradeOptions): UpgradeTimeouts {
  const { description } = driver;
  const { waitsForNetworkMs } = description.retryPolicy;
  return {
    ...description.timeouts,
    ...description.retryPolicy,
    waitsForNetworkMs: waitForNetwork === true ? waitsForNetworkMs : [],
    ...timeouts,
  };
}

function goalOf(options: RunUpgradeOptions): UpgradeGoal {
  const { delivery, driver, expected, offerPolicy, serverEvents, begun } = options;
  return {
    delivery: delivery.kind,
    dialect: dialectOf(driver),
    asks: 'asks' in delivery && delivery.asks && driver.trigger !== undefined,
    offerPolicy: { ...defaultOfferPolicy, ...offerPolicy },
    ...(delivery.kind === 'http' ? { url: delivery.url } : {}),
    ...(expected.version === undefined ? {} : { expectedVersion: expected.version }),
    ...(begun?.version === undefined ? {} : { knownVersion: begun.version }),
    allowSameVersion: expected.allowSame ?? false,
    hasServer: serverEvents !== undefined,
  };
}
