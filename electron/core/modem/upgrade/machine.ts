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
        this.#identified(event.version, event.seqs);
        break;
      case 'configured':
        this.#configured(event.seqs);
        break;
      case 'triggerAccepted':
        this.#triggerAccepted(event.seqs);
        break;
      case 'triggerRefused':
        this.#triggerRefused(event);
        break;
      case 'uploadProgressed':
        this.#uploading(event);
        break;
      case 'uploadApplied':
        this.#uploadApplied(event.seqs);
        break;
      case 'refused':
        this.#refused({ kind: 'refused', refusal: event.refusal });
        break;
      case 'explained':
        this.#explained(event.query, event.seqs);
        break;
      case 'versionRead':
        this.#versionRead(event.version, event.seqs);
        break;
      case 'silent':
        this.#silent(event.waitedMs);
        break;
      case 'urc':
        this.#urc(event.urc, event.seq);
        break;
      case 'server':
        this.#server(event.event);
        break;
      case 'portLost':
        this.#portLost();
        break;
      case 'portBack':
        this.#portBack(event.portId);
        break;
      case 'portStayedAway':
        if (this.#in('reconnecting'))
          this.#finish(
            judgeSilence({ kind: 'portGone', waitedMs: event.waitedMs }, this.#state, this.#facts),
          );
        return;
      case 'timedOut':
        this.#timedOut(event.timer);
        break;
      case 'cancelRequested':
        this.#cancel();
        break;
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
    if (already && !goal.allowSameVersion) {
      this.#finish(judgeAlreadyThere(version, this.#facts));
      return;
    }
    if (goal.way === 'serial') {
      this.#go({ phase: 'uploading', step: 'testing', done: 0, total: 0 }, { do: 'upload' });
      return;
    }
    // A download that runs already is followed; its settings are left alone.
    if (!startedByModule) this.#go({ phase: 'configuring' }, { do: 'configure' });
    else if (downloadDone) this.#downloaded();
    else this.#downloading(this.#facts.percent);
  }

  #configured(seqs: readonly number[]): void {
    if (!this.#in('configuring')) return;
    this.#prove(...seqs);
    const { problem, downloadSeen, downloadDone, percent } = this.#facts;
    if (problem !== null) {
      this.#explain('failed');
      return;
    }
    if (!downloadSeen) {
      this.#go({ phase: 'requesting' }, { do: 'trigger' }, this.#armStage(this.#timeouts.firstSignMs));
      return;
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
        this.#downloading(percent);
        return;
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
    if (problem?.kind !== 'module' || waitMs === undefined) {
      this.#checkVersion();
      return;
    }
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
        this.#served(event);
        break;
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
        this.#progressed(urc.percent, seq);
        break;
      case 'upgradeFailed':
        this.#failed(urc.code, null, null, seq);
        break;
      case 'upgradeStateTold':
        this.#stateTold(urc.state, seq);
        break;
      case 'applyStarted':
        this.#prove(seq);
        this.#applying(null);
        break;
      case 'applyProgressed':
        this.#applying(urc.percent);
        break;
      case 'applyEnded':
        this.#applyEnded(urc.code, seq);
        break;
      case 'bootBannerShown':
        this.#rebooting(seq);
        break;
      case 'moduleReady':
        this.#ready(seq);
        break;
      case 'versionAnnounced':
        this.#prove(seq);
        break;
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
      this.#finish(judgeSilence({ kind: 'portGone', waitedMs: 0 }, this.#state, this.#facts));
      return;
    }
    if (losses > lossLimit) {
      this.#finish(judgeSilence({ kind: 'portUnstable', waitedMs: 0 }, this.#state, this.#facts));
      return;
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
    if (verdict !== null) {
      this.#finish(verdict);
      return;
    }
    if (this.#facts.sawOldVersion || this.#facts.applyError !== null) {
      this.#finish(judgeOldVersion(version, this.#facts));
      return;
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
      this.#checkVersion();
      return;
    }
    switch (this.#state.phase) {
      case 'requesting':
        this.#know({ problem: { kind: 'noFirstSign', waitedMs: firstSignMs } });
        this.#explain('noFirstSign');
        break;
      case 'downloading':
        if (this.#facts.downloadDone) {
          this.#awaitReboot();
          return;
        }
        this.#know({ problem: { kind: 'stalled', waitedMs: noProgressMs } });
        this.#explain('stalled');
        break;
      case 'downloaded':
        this.#awaitReboot();
        break;
      case 'awaitingReboot':
      case 'rebooting':
      case 'applying':
      case 'settling':
        this.#checkVersion();
        break;
      case 'deferred':
        this.#resume();
        break;
      case 'reconnecting':
        this.#note('upgrade.portStillGone', { waitedMs: rebootMs }, 'warning');
        break;
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
