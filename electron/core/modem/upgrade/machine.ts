import type { UrcEvent } from '../../../../shared/domain/urc.ts';
import type { UpgradeTimeouts } from '../drivers/driver.ts';
import {
  applyEnded,
  applying,
  awaitReboot,
  checkVersion,
  portBack,
  portLost,
  portStayedAway,
  ready,
  rebooting,
  silent,
  versionRead,
} from './afterDownload.ts';
import { server } from './atServer.ts';
import {
  configured,
  identified,
  refused,
  triggerAccepted,
  triggerRefused,
  uploadApplied,
  uploading,
} from './beforeDownload.ts';
import { explain, explained, failed, progressed, resume, stateTold } from './duringDownload.ts';
import { judgeCancel } from './judgeStop.ts';
import {
  hasWholePackage,
  isAskedInDownload,
  nothingSeen,
  type UpgradeEffect,
  type UpgradeEvent,
  type UpgradeGoal,
  type UpgradeMachine,
} from './state.ts';
import { StepDraft } from './stepDraft.ts';

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
      explained(step, event.query, event.seqs);
      break;
    case 'versionRead':
      versionRead(step, event.version, event.seqs);
      break;
    case 'silent':
      silent(step, event.waitedMs);
      break;
    case 'urc':
      urc(step, event.urc, event.seq);
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

function urc(step: StepDraft, urc: UrcEvent, seq: number): void {
  switch (urc.kind) {
    case 'downloadProgressed':
      progressed(step, urc.percent, seq);
      break;
    case 'upgradeFailed':
      failed(step, urc.code, null, null, seq);
      break;
    case 'upgradeStateTold':
      stateTold(step, urc.state, seq);
      break;
    case 'applyStarted':
      step.prove(seq);
      applying(step, null);
      break;
    case 'applyProgressed':
      applying(step, urc.percent);
      break;
    case 'applyEnded':
      applyEnded(step, urc.code, seq);
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
      step.note('upgrade.cloudInformed', { succeeded: urc.succeeded });
      return;
    default:
  }
}

function timedOut(step: StepDraft, timer: 'stage' | 'total'): void {
  const { firstSignMs, noProgressMs, downloadMs, rebootMs } = step.timeouts;
  if (timer === 'total') {
    if (!step.in('downloading') && !isAskedInDownload(step.state)) return;
    step.know({ problem: { kind: 'downloadTooLong', limitMs: downloadMs } });
    checkVersion(step);
    return;
  }
  switch (step.state.phase) {
    case 'requesting':
      step.know({ problem: { kind: 'noFirstSign', waitedMs: firstSignMs } });
      explain(step, 'noFirstSign');
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

function cancel(step: StepDraft): void {
  if (step.in('restoring')) return;
  step.note('upgrade.cancelRequested', {});
  step.finish(judgeCancel(step.state, step.facts));
}
