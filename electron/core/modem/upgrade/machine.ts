import type { UpgradeTimeouts } from '../drivers/driver.ts';
import type { UpgradeSignal } from '../drivers/signal.ts';
import {
  applyEnded,
  applying,
  awaitReboot,
  checkVersion,
  cloudInformed,
  portBack,
  portLost,
  portStayedAway,
  ready,
  rebooting,
  resetDone,
  rollingBack,
  silent,
  versionRead,
} from './afterDownload.ts';
import { server } from './atServer.ts';
import {
  configured,
  held,
  identified,
  refused,
  resume,
  triggerAccepted,
  triggerRefused,
  uploadApplied,
  uploading,
} from './beforeDownload.ts';
import {
  explain,
  explained,
  failed,
  interrupted,
  progressed,
  started,
  stateTold,
  ticked,
  toldDone,
} from './duringDownload.ts';
import { judgeProblem, judgeReset } from './judge.ts';
import { judgeCancel } from './judgeStop.ts';
import { answered, answerNotTaken, answerTaken, conditionsRead, offered } from './offering.ts';
import {
  hasWholePackage,
  isAskedInDownload,
  nothingSeen,
  type TimerName,
  type UpgradeEffect,
  type UpgradeEvent,
  type UpgradeGoal,
  type UpgradeMachine,
} from './state.ts';
import { StepDraft } from './stepDraft.ts';
import { blockProgressed, blockRead, blockReady, imageTaken } from './takingImage.ts';

/**
 * The one state machine of an upgrade, pure: state and event in, state and effects out. It knows no port, no clock and no
 * dialect; the runner carries out the effects. What an event does is in `beforeDownload`, `duringDownload`, `atServer` and `afterDownload`.
 */
export interface UpgradeStep {
  readonly machine: UpgradeMachine;
  readonly effects: readonly UpgradeEffect[];
}

export function createUpgradeMachine(goal: UpgradeGoal): UpgradeMachine {
  return {
    state: { phase: 'idle' },
    facts: {
      goal,
      startedByModule: false,
      triggered: false,
      ...nothingSeen,
      applyPercent: null,
      offer: null,
      announced: {},
      reportedDone: false,
      resetDone: false,
      rolledBack: false,
      comebacks: 0,
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
  const step = new StepDraft(machine, timeouts);
  if (machine.state.phase !== 'ended') route(step, event);
  return { machine: { state: step.state, facts: step.facts }, effects: step.effects };
}

function route(step: StepDraft, event: UpgradeEvent): void {
  switch (event.kind) {
    case 'started':
      if (step.in('idle')) step.go({ phase: 'identifying' }, { do: 'identify' });
      return;
    case 'identified':
      identified(step, event.version, event.seqs);
      break;
    case 'configured':
      configured(step, event.seqs);
      break;
    case 'held':
      held(step, event.waitMs);
      break;
    case 'triggerAccepted':
      triggerAccepted(step, event.seqs);
      break;
    case 'triggerRefused':
      triggerRefused(step, event);
      break;
    case 'uploadProgressed':
      uploading(step, event);
      break;
    case 'uploadApplied':
      uploadApplied(step, event.seqs);
      break;
    case 'refused':
      refused(step, { kind: 'refused', refusal: event.refusal });
      break;
    case 'explained':
      explained(step, event.state, event.seqs);
      break;
    case 'versionRead':
      versionRead(step, event.version, event.seqs);
      break;
    case 'silent':
      silent(step, event.waitedMs);
      break;
    case 'signal':
      signal(step, event.signal, event.seq);
      break;
    case 'conditionsRead':
      conditionsRead(step, event.conditions);
      break;
    case 'offerAnswered':
      answered(step, event.answer);
      break;
    case 'answerTaken':
      answerTaken(step, event.seqs);
      break;
    case 'answerRefused':
      answerNotTaken(step, event.answer, event.seqs);
      break;
    case 'blockProgressed':
      blockProgressed(step, event.done);
      break;
    case 'blockRead':
      blockRead(step, event.block, event.seqs);
      break;
    case 'imageTaken':
      imageTaken(step, event.provenVersion, event.seqs);
      break;
    case 'resetDone':
      resetDone(step, event.seqs);
      break;
    case 'resetRefused':
      resetRefused(step, event.answer, event.seqs);
      break;
    case 'reported':
      step.prove(...event.seqs);
      break;
    case 'server':
      server(step, event.event);
      break;
    case 'portLost':
      portLost(step);
      break;
    case 'portBack':
      portBack(step, event.portId);
      break;
    case 'portStayedAway':
      portStayedAway(step, event.waitedMs);
      break;
    case 'timedOut':
      timedOut(step, event.timer);
      break;
    case 'cancelRequested':
      cancel(step);
      break;
    case 'restored':
      if (step.state.phase === 'restoring') step.state = { phase: 'ended', verdict: step.state.verdict };
      return;
  }
}

function signal(step: StepDraft, signal: UpgradeSignal, seq: number): void {
  switch (signal.kind) {
    case 'offered':
      offered(step, signal.offer, seq);
      break;
    case 'downloadStarted':
      started(step, signal.facts, seq);
      break;
    case 'downloadProgressed':
      progressed(step, signal.amount, seq);
      break;
    case 'downloadInterrupted':
      interrupted(step, seq);
      break;
    case 'blockReady':
      blockReady(step, signal.block, seq);
      break;
    case 'downloadDone':
      toldDone(step, seq);
      break;
    case 'failed':
      failed(step, signal.failure, seq);
      break;
    case 'stateTold':
      stateTold(step, signal.state, seq);
      break;
    default:
      signalOfBoot(step, signal, seq);
  }
}

function signalOfBoot(step: StepDraft, signal: UpgradeSignal, seq: number): void {
  switch (signal.kind) {
    case 'applyStarted':
      step.prove(seq);
      applying(step, null);
      break;
    case 'applyProgressed':
      applying(step, signal.percent);
      break;
    case 'applyEnded':
      applyEnded(step, signal.code, seq);
      break;
    case 'rollingBack':
      rollingBack(step, seq);
      break;
    case 'bootBannerShown':
      rebooting(step, seq);
      break;
    case 'moduleReady':
      ready(step, seq);
      break;
    case 'versionAnnounced':
      step.prove(seq);
      break;
    case 'cloudInformed':
      cloudInformed(step, signal.succeeded, seq);
      break;
    default:
  }
}

function timedOut(step: StepDraft, timer: TimerName): void {
  const { noProgressMs, downloadMs, rebootMs } = step.timeouts;
  if (timer === 'tick') {
    ticked(step);
    return;
  }
  if (timer === 'total') {
    if (!step.in('downloading') && !isAskedInDownload(step.state)) return;
    step.know({ problem: { kind: 'downloadTooLong', limitMs: downloadMs } });
    checkVersion(step);
    return;
  }
  switch (step.state.phase) {
    case 'requesting':
    case 'awaitingStart':
      nothingCame(step);
      break;
    case 'readingBlocks':
      step.know({ problem: { kind: 'stalled', waitedMs: noProgressMs } });
      checkVersion(step);
      break;
    case 'reporting':
      step.note('upgrade.reportUnheard', {});
      step.finish(step.state.verdict);
      break;
    case 'downloading':
      if (hasWholePackage(step.facts)) {
        explain(step, 'served');
        return;
      }
      step.know({ problem: { kind: 'stalled', waitedMs: noProgressMs } });
      explain(step, 'stalled');
      break;
    case 'downloaded':
      awaitReboot(step);
      break;
    case 'awaitingReboot':
    case 'rebooting':
    case 'applying':
    case 'settling':
      checkVersion(step);
      break;
    case 'deferred':
      resume(step);
      break;
    case 'reconnecting':
      step.note('upgrade.portStillGone', { waitedMs: rebootMs }, 'warning');
      break;
    default:
  }
}

/** No sign of a download, or no plan where one was asked for; without a plan there is nothing to be asked about. */
function nothingCame(step: StepDraft): void {
  const { offerMs, firstSignMs } = step.timeouts;
  const { goal, accepted, downloadSeen } = step.facts;
  if (step.in('awaitingStart') && downloadSeen) {
    step.know({ problem: { kind: 'stalled', waitedMs: offerMs } });
    explain(step, 'stalled');
    return;
  }
  if (step.in('awaitingStart') || (goal.dialect.description.needsConfirm && !accepted)) {
    step.finish(judgeProblem({ kind: 'noOffer', waitedMs: offerMs }, step.facts));
    return;
  }
  step.know({ problem: { kind: 'noFirstSign', waitedMs: firstSignMs } });
  explain(step, 'noFirstSign');
}

function resetRefused(step: StepDraft, answer: string, seqs: readonly number[]): void {
  if (!step.in('resetting')) return;
  step.prove(...seqs);
  step.finish(judgeReset(answer, step.facts));
}

function cancel(step: StepDraft): void {
  if (step.in('restoring')) return;
  step.note('upgrade.cancelRequested', {});
  step.finish(judgeCancel(step.state, step.facts));
}
