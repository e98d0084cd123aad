import type { ModuleFailure } from '../drivers/signal.ts';
import { defer } from './deferring.ts';
import { downloaded, downloading } from './duringDownload.ts';
import type { UpgradeEvent } from './events.ts';
import { explain } from './failing.ts';
import { judgeAlreadyThere, judgeProblem } from './judge.ts';
import { weighOffer } from './offering.ts';
import { needsHostReset, resetting } from './resetting.ts';
import { nothingSeen, type Problem } from './state.ts';
import type { StepDraft } from './stepDraft.ts';
import { takeOver, takeOverUnasked } from './takingOver.ts';

/** The road up to the download: who it is, what it is told, and the package over the AT port. */

export function identified(step: StepDraft, version: string | null, seqs: readonly number[]): void {
  if (!step.in('identifying')) return;
  if (version === null) {
    if (step.facts.startedByModule) takeOverUnasked(step);
    else begin(step);
    return;
  }
  step.know({ from: version });
  step.prove(...seqs);
  step.note('upgrade.identified', { version });
  const { goal, startedByModule } = step.facts;
  const already =
    goal.expectedVersion !== undefined && goal.dialect.isSameVersion(version, goal.expectedVersion);
  if (already && !goal.allowSameVersion && !startedByModule) {
    step.finish(judgeAlreadyThere(version, step.facts));
    return;
  }
  if (goal.delivery === 'serial') {
    step.go({ phase: 'uploading', step: 'testing', done: 0, total: 0 }, { do: 'upload' });
    return;
  }
  // A download that runs already is followed; its settings are left alone.
  if (startedByModule) takeOver(step, version);
  else begin(step);
}

/** Sets, asks or only waits: whatever the family and the way of delivery have. */
export function begin(step: StepDraft, resume = false): void {
  const { goal, offer } = step.facts;
  if (offer !== null) weighOffer(step, offer);
  else if (goal.delivery === 'http' && goal.dialect.can('configure')) {
    step.go({ phase: 'configuring' }, { do: 'configure' });
  } else if ((goal.delivery === 'http' || goal.asks) && goal.dialect.can('trigger')) request(step, resume);
  else awaitStart(step);
}

/** After a wait: an offer that the person put off is weighed again, everything else is asked for anew. */
export function resume(step: StepDraft): void {
  const { state } = step;
  if (state.phase !== 'deferred') return;
  const { interrupted } = step.facts;
  if (interrupted) step.note('upgrade.resuming', {});
  step.know({ ...nothingSeen, problem: null, triggered: false });
  if (state.reason !== 'person') step.know({ offer: null });
  begin(step, interrupted);
}

function request(step: StepDraft, resume = false): void {
  step.go({ phase: 'requesting' }, { do: 'trigger', resume }, step.armStage(step.timeouts.firstSignMs));
}

/** Asking now could get the module banned: the wait is counted down like any other. */
export function held(step: StepDraft, waitMs: number): void {
  if (!step.in('requesting')) return;
  step.note('upgrade.requestHeld', { waitMs }, 'warning');
  defer(step, waitMs, 'quota', 'quota');
}

export function awaitStart(step: StepDraft): void {
  step.note('upgrade.following', {});
  step.go({ phase: 'awaitingStart' }, step.armStage(step.timeouts.offerMs));
}

export function configured(step: StepDraft, seqs: readonly number[]): void {
  if (!step.in('configuring')) return;
  step.prove(...seqs);
  const { problem, downloadSeen, downloadDone } = step.facts;
  if (problem !== null) {
    explain(step, 'failed');
    return;
  }
  if (!downloadSeen) {
    request(step);
    return;
  }
  step.note('upgrade.startedByUrl', {});
  if (downloadDone) downloaded(step);
  else downloading(step);
}

export function triggerAccepted(step: StepDraft, seqs: readonly number[], doubt: ModuleFailure | null): void {
  step.prove(...seqs);
  if (doubt !== null) step.know({ trouble: doubt });
  if (step.facts.triggered) return;
  step.know({ triggered: true });
  step.note('upgrade.triggered', {});
  // The time for a first sign counts from here, not from the sending.
  if (step.in('requesting')) step.add(step.armStage(answerTimeMs(step)));
}

/** A family that asks for a plan, or only logs in, hears of it or not; the others begin to download. */
function answerTimeMs({ facts, timeouts }: StepDraft): number {
  const { needsConfirm, triggers } = facts.goal.dialect.description;
  return needsConfirm || !triggers.includes('host') ? timeouts.offerMs : timeouts.firstSignMs;
}

export function triggerRefused(
  step: StepDraft,
  event: Extract<UpgradeEvent, { kind: 'triggerRefused' }>,
): void {
  if (!step.in('requesting')) {
    // Our own AT+UPGRADE came into a download that had begun meanwhile.
    step.note('upgrade.triggerIgnored', { answer: event.answer });
    return;
  }
  step.prove(...event.seqs);
  const problem: Problem =
    event.failure === undefined
      ? { kind: 'triggerRefused', answer: event.answer }
      : { kind: 'module', failure: event.failure };
  step.know({ problem });
  explain(step, 'refused');
}

export function uploading(step: StepDraft, event: Extract<UpgradeEvent, { kind: 'uploadProgressed' }>): void {
  if (!step.in('uploading')) return;
  const { done, total } = event;
  step.state = { phase: 'uploading', step: event.step, done, total };
  // From the order to apply on, the module may restart at any moment, with or without an OK.
  if (event.step === 'applying') step.know({ downloadSeen: true, downloadDone: true, triggered: true });
}

export function uploadApplied(step: StepDraft, seqs: readonly number[]): void {
  if (!step.in('uploading')) return;
  step.prove(...seqs);
  step.know({ downloadSeen: true, downloadDone: true, triggered: true });
  if (needsHostReset(step)) resetting(step);
  else step.go({ phase: 'applying', percent: null }, step.armStage(step.timeouts.applyMs));
}

/** The module refused what the stage needs; nothing was started. */
export function refused(step: StepDraft, problem: Problem): void {
  if (!step.in('configuring', 'uploading', 'identifying', 'readingBlocks', 'handingOn')) return;
  step.know({ problem });
  step.finish(judgeProblem(problem, step.facts));
}
