import type { DownloadAmount, DownloadFacts } from '../drivers/signal.ts';
import { applying } from './afterDownload.ts';
import { checkVersion } from './checkingVersion.ts';
import { defer } from './deferring.ts';
import { needsHostReset, resetting } from './resetting.ts';
import { hasWholePackage, isAskedInDownload } from './state.ts';
import type { StepDraft } from './stepDraft.ts';

/** The download as the module tells of it. */

/** A module that downloads over and over is not followed for ever. */
const comebackLimit = 3;

/** At it, as far as the facts know by now. */
export function downloading(step: StepDraft): void {
  step.know({ problem: null, interrupted: false });
  const first = step.state.phase !== 'downloading' && !isAskedInDownload(step.state);
  // It may have all of it and never say 100: soon enough it is asked.
  const { quietMs, noProgressMs } = step.timeouts;
  const stage = step.armStage(hasWholePackage(step.facts) ? quietMs : noProgressMs);
  const total = { do: 'arm', timer: 'total', afterMs: step.timeouts.downloadMs } as const;
  step.go({ phase: 'downloading', percent: step.facts.percent }, stage, ...(first ? [total] : []));
}

/** Whether a sign of a download makes it one: also while it is being asked why there was none. */
export function awaitsDownload(step: StepDraft): boolean {
  const { state } = step;
  return (
    step.in('requesting', 'awaitingStart', 'downloading', 'deferred') ||
    (state.phase === 'explaining' && state.because !== 'failed')
  );
}

/** 100 % is no success: the package is checked now, and a refusal may follow. */
export function downloaded(step: StepDraft): void {
  step.know({ downloadDone: true, problem: null });
  step.note('upgrade.downloaded', {});
  if (needsHostReset(step)) {
    resetting(step);
    return;
  }
  step.go({ phase: 'downloaded' }, step.armStage(step.timeouts.quietMs), {
    do: 'disarm',
    timer: 'total',
  });
}

/** Whether everything had seemed to be there, or to stand still, and no sign of a restart was seen since. */
function seemedDone(step: StepDraft): boolean {
  if (step.in('downloaded', 'awaitingReboot')) return true;
  const { problem, rebootSeen } = step.facts;
  const stoodStill = problem === null || problem.kind === 'stalled';
  return step.in('checkingVersion', 'settling') && !rebootSeen && stoodStill;
}

/** A count below 100 where a restart was awaited: the server was far ahead of the module, or it downloads once more. */
function comeBack(step: StepDraft, percent: number, seq: number): void {
  if (step.facts.comebacks >= comebackLimit) return;
  step.prove(seq);
  step.know({
    ...{ percent, downloadDone: false, sawOldVersion: false },
    comebacks: step.facts.comebacks + 1,
  });
  if (step.in('checkingVersion')) step.add({ do: 'stopTask' });
  downloading(step);
}

/** It begins, and may say what will come. */
export function started(step: StepDraft, facts: DownloadFacts, seq: number): void {
  step.know({ announced: { ...step.facts.announced, ...facts } });
  step.prove(seq);
  progressed(step, { unit: 'unknown' }, seq);
}

/** It says that it will go on by itself; a restart in between ends nothing. */
export function interrupted(step: StepDraft, seq: number): void {
  if (!step.in('downloading', 'requesting', 'awaitingStart')) return;
  step.prove(seq);
  step.know({ interrupted: true });
  step.note('upgrade.downloadInterrupted', {}, 'warning');
  const { goal, comebacks } = step.facts;
  if (!goal.asks || !goal.dialect.description.resumesAtLogin) return;
  if (comebacks >= comebackLimit) {
    step.know({ problem: { kind: 'brokenOff' } });
    checkVersion(step);
    return;
  }
  step.know({ comebacks: comebacks + 1 });
  defer(step, step.timeouts.settleMs, 'network', 'interrupted');
}

/** By its own word everything is there, for families that say so without a percentage. */
export function toldDone(step: StepDraft, seq: number): void {
  if (step.in('idle', 'identifying', 'configuring')) {
    step.know({ downloadSeen: true, downloadDone: true });
    noteSelfStart(step);
  }
  if (!awaitsDownload(step)) return;
  step.prove(seq);
  step.know({ downloadSeen: true });
  downloaded(step);
}

export function progressed(step: StepDraft, amount: DownloadAmount, seq: number): void {
  const first = !step.facts.downloadSeen;
  const percent = percentOf(amount);
  if (first) noteSelfStart(step);
  step.know({ downloadSeen: true });
  if (seemedDone(step) && percent !== null && percent < 100) {
    comeBack(step, percent, seq);
    return;
  }
  if (!isAfterDownload(step)) takeAmount(step, amount, percent);
  if (first || percent === 100) step.prove(seq);
  if (percent === 100 && step.in('idle', 'identifying', 'configuring')) step.know({ downloadDone: true });
  if (awaitsDownload(step)) {
    if (percent === 100) downloaded(step);
    else downloading(step);
  } else if (step.in('rebooting', 'applying') && percent !== null) {
    // Very old firmware uses one word for both bars.
    applying(step, percent);
  }
}

function percentOf(amount: DownloadAmount): number | null {
  if (amount.unit === 'percent') return amount.done;
  if (amount.unit === 'unknown' || amount.total === null || amount.total <= 0) return null;
  return Math.min(100, Math.floor((amount.done * 100) / amount.total));
}

/** A line without a number takes nothing back that was counted before. */
function takeAmount(step: StepDraft, amount: DownloadAmount, percent: number | null): void {
  if (amount.unit === 'unknown') return;
  step.know({ percent, bytes: amount.unit === 'bytes' ? { done: amount.done, total: amount.total } : null });
}

/** A download that nobody here had asked for (at-commands 7, rule 8). */
export function noteSelfStart(step: StepDraft): void {
  const follows = step.in('awaitingStart') && step.facts.offer === null;
  if (!step.in('idle', 'identifying', 'deferred') && !follows) return;
  if (step.in('idle', 'identifying')) step.know({ startedByModule: true });
  step.note('upgrade.startedByModule', {});
  step.add({ do: 'countOwnRequest' });
}

/** Then a count is that of another bar, or of another download. */
function isAfterDownload(step: StepDraft): boolean {
  return step.in('rebooting', 'applying', 'reconnecting', 'checkingVersion', 'settling', 'restoring');
}
