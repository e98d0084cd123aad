import type { UpgradeTimeouts } from '../drivers/driver.ts';
import { server } from './atServer.ts';
import {
  configured,
  held,
  identified,
  refused,
  triggerAccepted,
  triggerRefused,
  uploadApplied,
  uploading,
} from './beforeDownload.ts';
import { silent, versionRead } from './checkingVersion.ts';
import type { UpgradeEffect, UpgradeEvent } from './events.ts';
import { explained } from './failing.ts';
import { judgeReset } from './judge.ts';
import { judgeCancel } from './judgeStop.ts';
import { portBack, portLost, portStayedAway } from './losingPort.ts';
import { answered, answerNotTaken, answerTaken, conditionsRead } from './offering.ts';
import { reported } from './reporting.ts';
import { resetDone } from './resetting.ts';
import { signal } from './signals.ts';
import { nothingSeen, type UpgradeGoal, type UpgradeMachine } from './state.ts';
import { StepDraft } from './stepDraft.ts';
import { blockProgressed, blockRead, imageTaken } from './takingImage.ts';
import { takeOverUnasked } from './takingOver.ts';
import { timedOut } from './timing.ts';

/**
 * The one state machine of an upgrade, pure: state and event in, state and effects out. It knows no port, no clock and no
 * dialect; the runner carries out the effects. What an event does is in the files that are named after the stretches of the road.
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
      triggerAccepted(step, event.seqs, event.doubt ?? null);
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
      explained(step, event.state, event.seqs, event.trouble);
      break;
    case 'versionRead':
      versionRead(step, event.version, event.seqs);
      break;
    case 'silent':
      if (step.in('identifying') && step.facts.startedByModule) takeOverUnasked(step);
      else silent(step, event.waitedMs);
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
      imageTaken(step, event);
      break;
    case 'resetDone':
      resetDone(step, event.seqs);
      break;
    case 'resetRefused':
      resetRefused(step, event.answer, event.seqs);
      break;
    case 'reported':
      reported(step, event.seqs, event.reached);
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
