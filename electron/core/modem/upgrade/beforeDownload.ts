import { downloaded, downloading, explain } from './duringDownload.ts';
import { judgeAlreadyThere, judgeProblem } from './judge.ts';
import type { Problem, UpgradeEvent } from './state.ts';
import type { StepDraft } from './stepDraft.ts';
import { isSameVersion } from './versionMatch.ts';

/** The road up to the download: who it is, what it is told, and the package over the AT port. */

export function identified(step: StepDraft, version: string, seqs: readonly number[]): void {
  if (!step.in('identifying')) return;
  step.know({ from: version });
  step.prove(...seqs);
  step.note('upgrade.identified', { version });
  const { goal, startedByModule, downloadDone } = step.facts;
  const already = goal.expectedVersion !== undefined && isSameVersion(version, goal.expectedVersion);
  if (already && !goal.allowSameVersion) {
    step.finish(judgeAlreadyThere(version, step.facts));
    return;
  }
  if (goal.way === 'serial') {
    step.go({ phase: 'uploading', step: 'testing', done: 0, total: 0 }, { do: 'upload' });
    return;
  }
  // A download that runs already is followed; its settings are left alone.
  if (!startedByModule) step.go({ phase: 'configuring' }, { do: 'configure' });
  else if (downloadDone) downloaded(step);
  else downloading(step, step.facts.percent);
}

export function configured(step: StepDraft, seqs: readonly number[]): void {
  if (!step.in('configuring')) return;
  step.prove(...seqs);
  const { problem, downloadSeen, downloadDone, percent } = step.facts;
  if (problem !== null) {
    explain(step, 'failed');
    return;
  }
  if (!downloadSeen) {
    step.go({ phase: 'requesting' }, { do: 'trigger' }, step.armStage(step.timeouts.firstSignMs));
    return;
  }
  step.note('upgrade.startedByUrl', {});
  if (downloadDone) downloaded(step);
  else downloading(step, percent);
}

export function triggerAccepted(step: StepDraft, seqs: readonly number[]): void {
  step.prove(...seqs);
  if (step.facts.triggered) return;
  step.know({ triggered: true });
  step.note('upgrade.triggered', {});
  // The time for a first sign counts from here, not from the sending.
  if (step.in('requesting')) step.add(step.armStage(step.timeouts.firstSignMs));
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
    event.failureCode === undefined
      ? { kind: 'triggerRefused', answer: event.answer }
      : { kind: 'module', code: event.failureCode, http: null, cause: null };
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
  step.go({ phase: 'applying', percent: null }, step.armStage(step.timeouts.applyMs));
}

/** The module refused what the stage needs; nothing was started. */
export function refused(step: StepDraft, problem: Problem): void {
  if (!step.in('configuring', 'uploading', 'identifying')) return;
  step.know({ problem });
  step.finish(judgeProblem(problem, step.facts));
}
