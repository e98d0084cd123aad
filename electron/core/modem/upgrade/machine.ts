import type { Verdict } from '../../../../shared/contract/verdict.ts';
import type { EventCode } from '../../../../shared/domain/upgradeTexts.ts';
import type { UpgradeQuery, UrcEvent } from '../../../../shared/domain/urc.ts';
import type { UpgradeTimeouts } from '../drivers/driver.ts';
import {
  judgeAlreadyThere,
  judgeCancel,
  judgeOldVersion,
  judgeProblem,
  judgeSilence,
  judgeVersion,
  meaningOf,
} from './judge.ts';
import type {
  ExplainReason,
  Problem,
  ServerEvent,
  UpgradeEffect,
  UpgradeEvent,
  UpgradeFacts,
  UpgradeGoal,
  UpgradeState,
} from './state.ts';
import { isSameVersion } from './versionMatch.ts';

/**
 * The one state machine of an upgrade, pure: state and event in, state and effects out. It knows no port, no clock and no
 * dialect; the runner carries out the effects. Longer than usual because the whole road is read best in one place.
 */
export interface UpgradeMachine {
  readonly state: UpgradeState;
  readonly facts: UpgradeFacts;
}

export interface UpgradeStep {
  readonly machine: UpgradeMachine;
  readonly effects: readonly UpgradeEffect[];
}

/** A port that comes and goes more often than any known upgrade makes it. */
const lossLimit = 8;
const buildingCause = 43;

/** Before any sign of a download. */
const nothingSeen: Pick<UpgradeFacts, 'downloadSeen' | 'downloadDone' | 'percent' | 'server'> = {
  downloadSeen: false,
  downloadDone: false,
  percent: null,
  server: { asked: false, sentBytes: 0, totalBytes: null, complete: false, status: null },
};

export function createUpgradeMachine(goal: UpgradeGoal): UpgradeMachine {
  return {
    state: { phase: 'idle' },
    facts: {
      goal,
      startedByModule: false,
      triggered: false,
      ...nothingSeen,
      rebootSeen: false,
      problem: null,
      applyError: null,
      retries: 0,
      losses: 0,
      sawOldVersion: false,
      evidence: [],
    },
  };
}

/** Whether the module may be busy with a download or its application. */
export function isModuleBusy({ state, facts }: UpgradeMachine): boolean {
  if (state.phase === 'restoring' || state.phase === 'ended') return false;
  return (facts.downloadSeen || facts.triggered) && facts.problem === null;
}

/** The next state. Events that mean nothing in a state leave it as it is. */
export function stepUpgrade(
  machine: UpgradeMachine,
  event: UpgradeEvent,
  timeouts: UpgradeTimeouts,
): UpgradeStep {
  return new Step(machine, timeouts).take(event);
}

type Phase = UpgradeState['phase'];

/** Phases in which the module goes its own way and its lines move the state. */
const followed: ReadonlySet<Phase> = new Set([
  'requesting',
  'downloading',
  'downloaded',
  'awaitingReboot',
  'rebooting',
  'applying',
  'checkingVersion',
  'settling',
]);
const beforeReboot: ReadonlySet<Phase> = new Set([
  'requesting',
  'downloading',
  'downloaded',
  'awaitingReboot',
]);
const afterReboot: ReadonlySet<Phase> = new Set([
  'rebooting',
  'applying',
  'reconnecting',
  'checkingVersion',
  'settling',
]);

/** One step under construction. A fresh one per event, so the machine outside stays immutable. */
class Step {
  readonly #timeouts: UpgradeTimeouts;
  readonly #effects: UpgradeEffect[] = [];
  #state: UpgradeState;
  #facts: UpgradeFacts;

  constructor({ state, facts }: UpgradeMachine, timeouts: UpgradeTimeouts) {
    this.#state = state;
    this.#facts = facts;
    this.#timeouts = timeouts;
  }

  take(event: UpgradeEvent): UpgradeStep {
    if (this.#state.phase !== 'ended') this.#route(event);
    return { machine: { state: this.#state, facts: this.#facts }, effects: this.#effects };
  }

  #route(event: UpgradeEvent): void {
    switch (event.kind) {
      case 'started':
        if (this.#in('idle')) this.#go({ phase: 'identifying' }, { do: 'identify' });
        return;
      case 'identified':
        return this.#identified(event.version, event.seqs);
      case 'configured':
        return this.#configured(event.seqs);
      case 'triggerAccepted':
        return this.#triggerAccepted(event.seqs);
      case 'triggerRefused':
        return this.#triggerRefused(event);
      case 'uploadProgressed':
        return this.#uploading(event);
      case 'uploadApplied':
        return this.#uploadApplied(event.seqs);
      case 'refused':
        return this.#refused({ kind: 'refused', refusal: event.refusal });
      case 'explained':
        return this.#explained(event.query, event.seqs);
      case 'versionRead':
        return this.#versionRead(event.version, event.seqs);
      case 'silent':
        return this.#silent(event.waitedMs);
      case 'urc':
        return this.#urc(event.urc, event.seq);
      case 'server':
        return this.#server(event.event);
      case 'portLost':
        return this.#portLost();
      case 'portBack':
        return this.#portBack(event.portId);
      case 'portStayedAway':
        if (this.#in('reconnecting'))
          this.#finish(
            judgeSilence({ kind: 'portGone', waitedMs: event.waitedMs }, this.#state, this.#facts),
          );
        return;
      case 'timedOut':
        return this.#timedOut(event.timer);
      case 'cancelRequested':
        return this.#cancel();
      case 'restored':
        if (this.#state.phase === 'restoring') this.#state = { phase: 'ended', verdict: this.#state.verdict };
        return;
    }
  }

  // --- before the download

  #identified(version: string, seqs: readonly number[]): void {
    if (!this.#in('identifying')) return;
    this.#know({ from: version });
    this.#prove(...seqs);
    this.#note('upgrade.identified', { version });
    const { goal, startedByModule, downloadDone } = this.#facts;
    const already = goal.expectedVersion !== undefined && isSameVersion(version, goal.expectedVersion);
    if (already && !goal.allowSameVersion) return this.#finish(judgeAlreadyThere(version, this.#facts));
    if (goal.way === 'serial') {
      return this.#go({ phase: 'uploading', step: 'testing', done: 0, total: 0 }, { do: 'upload' });
    }
    // A download that runs already is followed; its settings are left alone.
    if (startedByModule) return downloadDone ? this.#downloaded() : this.#downloading(this.#facts.percent);
    this.#go({ phase: 'configuring' }, { do: 'configure' });
  }

  #configured(seqs: readonly number[]): void {
    if (!this.#in('configuring')) return;
    this.#prove(...seqs);
    const { problem, downloadSeen, downloadDone, percent } = this.#facts;
    if (problem !== null) return this.#explain('failed');
    if (!downloadSeen) {
      return this.#go({ phase: 'requesting' }, { do: 'trigger' }, this.#armStage(this.#timeouts.firstSignMs));
    }
    this.#note('upgrade.startedByUrl', {});
    if (downloadDone) this.#downloaded();
    else this.#downloading(percent);
  }

  #triggerAccepted(seqs: readonly number[]): void {
    this.#prove(...seqs);
    if (this.#facts.triggered) return;
    this.#know({ triggered: true });
    this.#note('upgrade.triggered', {});
    // The time for a first sign counts from here, not from the sending.
    if (this.#in('requesting')) this.#effects.push(this.#armStage(this.#timeouts.firstSignMs));
  }

  #triggerRefused(event: Extract<UpgradeEvent, { kind: 'triggerRefused' }>): void {
    if (!this.#in('requesting')) {
      // Our own AT+UPGRADE came into a download that had begun meanwhile.
      this.#note('upgrade.triggerIgnored', { answer: event.answer });
      return;
    }
    this.#prove(...event.seqs);
    const problem: Problem =
      event.failureCode === undefined
        ? { kind: 'triggerRefused', answer: event.answer }
        : { kind: 'module', code: event.failureCode, http: null, cause: null };
    this.#know({ problem });
    this.#explain('refused');
  }

  #uploading({ step, done, total }: Extract<UpgradeEvent, { kind: 'uploadProgressed' }>): void {
    if (!this.#in('uploading')) return;
    this.#state = { phase: 'uploading', step, done, total };
    // From the order to apply on, the module may restart at any moment, with or without an OK.
    if (step === 'applying') this.#know({ downloadSeen: true, downloadDone: true, triggered: true });
  }

  #uploadApplied(seqs: readonly number[]): void {
    if (!this.#in('uploading')) return;
    this.#prove(...seqs);
    this.#go({ phase: 'applying', percent: null }, this.#armStage(this.#timeouts.applyMs));
  }

  /** The module refused what the stage needs; nothing was started. */
  #refused(problem: Problem): void {
    if (!this.#in('configuring', 'uploading', 'identifying')) return;
    this.#know({ problem });
    this.#finish(judgeProblem(problem, this.#facts));
  }

  // --- download

  #downloading(percent: number | null): void {
    this.#know({ problem: null });
    const first = this.#state.phase !== 'downloading';
    const stage = this.#armStage(this.#timeouts.noProgressMs);
    if (first)
      this.#go({ phase: 'downloading', percent }, stage, {
        do: 'arm',
        timer: 'total',
        afterMs: this.#timeouts.downloadMs,
      });
    else this.#go({ phase: 'downloading', percent }, stage);
  }

  /** 100 % is no success: the package is checked now, and a refusal may follow. */
  #downloaded(): void {
    this.#know({ downloadDone: true, problem: null });
    this.#note('upgrade.downloaded', {});
    this.#go({ phase: 'downloaded' }, this.#armStage(this.#timeouts.quietMs), {
      do: 'disarm',
      timer: 'total',
    });
  }

  #progressed(percent: number, seq: number): void {
    const first = !this.#facts.downloadSeen;
    this.#know({ downloadSeen: true, percent: Math.max(percent, this.#facts.percent ?? 0) });
    if (first || percent === 100) this.#prove(seq);
    if (this.#in('idle', 'identifying') && first) {
      this.#know({ startedByModule: true });
      this.#note('upgrade.startedByModule', {});
    }
    if (percent === 100 && this.#in('idle', 'identifying', 'configuring')) this.#know({ downloadDone: true });
    if (this.#in('deferred') && first) this.#note('upgrade.startedByModule', {});
    if (this.#in('requesting', 'downloading', 'deferred')) {
      if (percent === 100) this.#downloaded();
      else this.#downloading(percent);
    } else if (this.#in('rebooting', 'applying')) {
      // Very old firmware uses one word for both bars.
      this.#applying(percent);
    }
  }

  #failed(code: number, http: number | null, cause: number | null, seq: number): void {
    if (this.#in('idle', 'identifying', 'uploading', 'deferred', 'explaining', 'restoring')) return;
    this.#prove(seq);
    this.#note('upgrade.moduleFailed', { code }, 'warning');
    this.#know({ problem: { kind: 'module', code, http, cause } });
    // While configuring, the settings are finished first; after the reboot the version decides.
    if (!this.#in('requesting', 'downloading', 'downloaded', 'awaitingReboot')) return;
    if (cause === null) this.#explain('failed');
    else this.#decide();
  }

  #explain(because: ExplainReason): void {
    this.#go({ phase: 'explaining', because }, { do: 'queryState' }, { do: 'disarm', timer: 'total' });
  }

  #explained(query: UpgradeQuery | null, seqs: readonly number[]): void {
    if (this.#state.phase !== 'explaining') return;
    const { because } = this.#state;
    if (query?.state === 'ended') this.#takeExplanation(query, because, seqs);
    if (query?.state === 'downloading' && because !== 'failed') {
      const percent = query.percent ?? this.#facts.percent;
      const moved = because !== 'stalled' || (percent ?? 0) > (this.#facts.percent ?? 0);
      if (moved) {
        this.#know({ problem: null, downloadSeen: true, percent });
        this.#prove(...seqs);
        return this.#downloading(percent);
      }
    }
    this.#decide();
  }

  #takeExplanation(
    query: Extract<UpgradeQuery, { state: 'ended' }>,
    because: ExplainReason,
    seqs: readonly number[],
  ): void {
    const { problem } = this.#facts;
    const known = problem?.kind === 'module' ? problem.code : null;
    const code = known ?? query.code;
    // After a refused trigger the state may be that of an older attempt.
    if (code === null || (because === 'refused' && known === null)) return;
    this.#prove(...seqs);
    const { http, cause } = query;
    this.#note('upgrade.explained', {
      code,
      ...(http === null ? {} : { http }),
      ...(cause === null ? {} : { cause }),
    });
    this.#know({ problem: { kind: 'module', code, http, cause } });
  }

  /** Asks again where that helps, else looks which version runs and judges. */
  #decide(): void {
    const { problem, retries } = this.#facts;
    const waits = problem?.kind === 'module' ? this.#waitsFor(problem) : [];
    const waitMs = waits[retries];
    if (problem?.kind !== 'module' || waitMs === undefined) return this.#checkVersion();
    const cause = problem.cause ?? problem.code;
    this.#know({ retries: retries + 1 });
    this.#note('upgrade.waiting', { waitMs, cause });
    this.#go({ phase: 'deferred', waitMs, cause }, this.#armStage(waitMs), { do: 'stopTask' });
  }

  #waitsFor(problem: Extract<Problem, { kind: 'module' }>): readonly number[] {
    if (problem.cause === buildingCause) return this.#timeouts.waitsForBuildMs;
    return problem.cause === null && meaningOf(problem, this.#facts).domain === 'network'
      ? this.#timeouts.waitsForNetworkMs
      : [];
  }

  #resume(): void {
    this.#know({ ...nothingSeen, problem: null, triggered: false });
    this.#go({ phase: 'configuring' }, { do: 'configure' });
  }

  // --- server

  #server(event: ServerEvent): void {
    switch (event.kind) {
      case 'requestSeen':
        this.#prove(event.seq);
        if (!this.#facts.server.asked)
          this.#note('upgrade.serverAsked', event.remote === undefined ? {} : { remote: event.remote });
        this.#know({ downloadSeen: true, server: { ...this.#facts.server, asked: true } });
        if (this.#in('requesting', 'downloading')) this.#downloading(this.#facts.percent);
        return;
      case 'bytesSent': {
        const { sentBytes, totalBytes } = event;
        this.#know({
          downloadSeen: true,
          server: { ...this.#facts.server, asked: true, sentBytes, totalBytes },
        });
        if (this.#in('requesting', 'downloading')) this.#downloading(this.#facts.percent);
        return;
      }
      case 'answered':
        return this.#served(event);
    }
  }

  #served(event: Extract<ServerEvent, { kind: 'answered' }>): void {
    const { status, sentBytes, totalBytes } = event;
    const complete = this.#facts.server.complete || event.complete;
    this.#prove(event.seq);
    this.#note('upgrade.serverServed', { status, sentBytes });
    this.#know({ downloadSeen: true, server: { asked: true, status, sentBytes, totalBytes, complete } });
    if (!complete) {
      if (this.#in('requesting', 'downloading')) this.#downloading(this.#facts.percent);
      return;
    }
    this.#know({ downloadDone: true });
    // The module may never say 100: what follows is awaited as if it had, and its own 100 starts the quiet time anew.
    if (this.#in('requesting', 'downloading')) {
      this.#downloading(this.#facts.percent);
      this.#effects.push(this.#armStage(this.#timeouts.quietMs));
    }
  }

  // --- reboot, application, return

  #urc(urc: UrcEvent, seq: number): void {
    switch (urc.kind) {
      case 'downloadProgressed':
        return this.#progressed(urc.percent, seq);
      case 'upgradeFailed':
        return this.#failed(urc.code, null, null, seq);
      case 'upgradeStateTold':
        return this.#stateTold(urc.state, seq);
      case 'applyStarted':
        this.#prove(seq);
        return this.#applying(null);
      case 'applyProgressed':
        return this.#applying(urc.percent);
      case 'applyEnded':
        return this.#applyEnded(urc.code, seq);
      case 'bootBannerShown':
        return this.#rebooting(seq);
      case 'moduleReady':
        return this.#ready(seq);
      case 'versionAnnounced':
        return this.#prove(seq);
      case 'cloudInformed':
        this.#note('upgrade.cloudInformed', { succeeded: urc.succeeded });
        return;
      default:
    }
  }

  #stateTold(query: UpgradeQuery, seq: number): void {
    if (query.state === 'downloading' && query.percent !== null) this.#progressed(query.percent, seq);
    else if (query.state === 'ended' && query.code !== null)
      this.#failed(query.code, query.http, query.cause, seq);
  }

  #applying(percent: number | null): void {
    if (!this.#isFollowed()) return;
    this.#know({ rebootSeen: true, sawOldVersion: false });
    this.#go(
      { phase: 'applying', percent },
      ...this.#leaveDownload(),
      this.#armStage(this.#timeouts.applyMs),
    );
  }

  #applyEnded(code: number, seq: number): void {
    if (!this.#isFollowed()) return;
    this.#prove(seq);
    this.#note('upgrade.applyEnded', { code }, code === 0 ? 'info' : 'warning');
    this.#know({ rebootSeen: true, applyError: code === 0 ? null : code });
    this.#go(
      { phase: 'applying', percent: code === 0 ? 100 : null },
      ...this.#leaveDownload(),
      this.#armStage(this.#timeouts.rebootMs),
    );
  }

  #rebooting(seq: number): void {
    if (!this.#isFollowed()) return;
    this.#prove(seq);
    this.#note('upgrade.bootSeen', {});
    this.#know({ rebootSeen: true, sawOldVersion: false });
    this.#go({ phase: 'rebooting' }, ...this.#leaveDownload(), this.#armStage(this.#timeouts.applyMs));
  }

  #ready(seq: number): void {
    if (!this.#isFollowed() || this.#in('checkingVersion')) return;
    this.#prove(seq);
    this.#know({ rebootSeen: true });
    this.#checkVersion();
  }

  #portLost(): void {
    const { phase } = this.#state;
    if (phase === 'restoring' || phase === 'idle' || phase === 'reconnecting') return;
    this.#know({ losses: this.#facts.losses + 1, sawOldVersion: false });
    this.#note('upgrade.portVanished', {});
    const { downloadSeen, losses, triggered } = this.#facts;
    const nothingBegan = !downloadSeen && !triggered;
    if (nothingBegan && this.#in('identifying', 'configuring', 'uploading')) {
      return this.#finish(judgeSilence({ kind: 'portGone', waitedMs: 0 }, this.#state, this.#facts));
    }
    if (losses > lossLimit) {
      return this.#finish(judgeSilence({ kind: 'portUnstable', waitedMs: 0 }, this.#state, this.#facts));
    }
    const timeoutMs = this.#timeouts.rebootMs + this.#timeouts.applyMs;
    this.#go(
      { phase: 'reconnecting' },
      ...this.#leaveDownload(),
      { do: 'reconnect', timeoutMs },
      this.#armStage(this.#timeouts.rebootMs),
    );
  }

  #portBack(portId: string): void {
    if (!this.#in('reconnecting')) return;
    // A USB module takes its port away when it restarts; a pulled cable looks the same, and then the version tells.
    this.#know({ rebootSeen: true });
    this.#note('upgrade.portReturned', { portId });
    this.#checkVersion();
  }

  #checkVersion(): void {
    this.#go({ phase: 'checkingVersion' }, ...this.#leaveDownload(), { do: 'checkVersion' });
  }

  #versionRead(version: string, seqs: readonly number[]): void {
    if (!this.#in('checkingVersion')) return;
    this.#know({ to: version });
    this.#prove(...seqs);
    this.#note('upgrade.versionRead', { version });
    const verdict = judgeVersion(version, this.#facts);
    if (verdict !== null) return this.#finish(verdict);
    if (this.#facts.sawOldVersion || this.#facts.applyError !== null) {
      return this.#finish(judgeOldVersion(version, this.#facts));
    }
    const waitMs = this.#timeouts.settleMs;
    this.#know({ sawOldVersion: true });
    this.#note('upgrade.versionStillOld', { version, waitMs });
    this.#go({ phase: 'settling' }, this.#armStage(waitMs));
  }

  #silent(waitedMs: number): void {
    if (!this.#in('identifying', 'checkingVersion')) return;
    this.#finish(judgeSilence({ kind: 'silent', waitedMs }, this.#state, this.#facts));
  }

  // --- time and the person

  #timedOut(timer: 'stage' | 'total'): void {
    const { firstSignMs, noProgressMs, downloadMs, rebootMs } = this.#timeouts;
    if (timer === 'total') {
      if (!this.#in('downloading')) return;
      this.#know({ problem: { kind: 'downloadTooLong', limitMs: downloadMs } });
      return this.#checkVersion();
    }
    switch (this.#state.phase) {
      case 'requesting':
        this.#know({ problem: { kind: 'noFirstSign', waitedMs: firstSignMs } });
        return this.#explain('noFirstSign');
      case 'downloading':
        if (this.#facts.downloadDone) return this.#awaitReboot();
        this.#know({ problem: { kind: 'stalled', waitedMs: noProgressMs } });
        return this.#explain('stalled');
      case 'downloaded':
        return this.#awaitReboot();
      case 'awaitingReboot':
      case 'rebooting':
      case 'applying':
      case 'settling':
        return this.#checkVersion();
      case 'deferred':
        return this.#resume();
      case 'reconnecting':
        return this.#note('upgrade.portStillGone', { waitedMs: rebootMs }, 'warning');
      default:
    }
  }

  #awaitReboot(): void {
    this.#go(
      { phase: 'awaitingReboot' },
      { do: 'disarm', timer: 'total' },
      this.#armStage(this.#timeouts.rebootMs),
    );
  }

  #cancel(): void {
    if (this.#in('restoring')) return;
    this.#note('upgrade.cancelRequested', {});
    this.#finish(judgeCancel(this.#state, this.#facts));
  }

  // --- helpers

  #finish(verdict: Verdict): void {
    this.#go({ phase: 'restoring', verdict }, { do: 'disarm', timer: 'total' }, { do: 'restore' });
  }

  /** Every state has its own time: what was armed for the one before is void. */
  #go(state: UpgradeState, ...effects: UpgradeEffect[]): void {
    this.#state = state;
    this.#effects.push({ do: 'disarm', timer: 'stage' }, ...effects);
  }

  #leaveDownload(): UpgradeEffect[] {
    return beforeReboot.has(this.#state.phase)
      ? [{ do: 'disarm', timer: 'total' }, { do: 'stopTask' }]
      : afterReboot.has(this.#state.phase)
        ? [{ do: 'stopTask' }]
        : [];
  }

  #armStage(afterMs: number): UpgradeEffect {
    return { do: 'arm', timer: 'stage', afterMs };
  }

  #isFollowed(): boolean {
    return (
      followed.has(this.#state.phase) ||
      (this.#state.phase === 'uploading' && this.#state.step === 'applying')
    );
  }

  #in(...phases: readonly Phase[]): boolean {
    return phases.includes(this.#state.phase);
  }

  #know(facts: Partial<UpgradeFacts>): void {
    this.#facts = { ...this.#facts, ...facts };
  }

  #prove(...seqs: readonly number[]): void {
    const fresh = seqs.filter((seq) => !this.#facts.evidence.includes(seq));
    if (fresh.length > 0) this.#know({ evidence: [...this.#facts.evidence, ...fresh] });
  }

  #note(event: EventCode, params: Verdict['params'], level: 'info' | 'warning' | 'error' = 'info'): void {
    this.#effects.push({ do: 'note', event, params, level });
  }
}
