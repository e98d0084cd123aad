import type { UpgradeQuery } from '../../../../shared/domain/urc.ts';
import { applying, awaitReboot, checkVersion } from './afterDownload.ts';
import { meaningOf } from './judge.ts';
import {
  type ExplainReason,
  hasWholePackage,
  isAskedInDownload,
  nothingSeen,
  type Problem,
} from './state.ts';
import type { StepDraft } from './stepDraft.ts';

/** The download as the module tells of it, and what is done when it fails. */

const buildingCause = 43;
/** A module that downloads over and over is not followed for ever. */
const comebackLimit = 3;

export function downloading(step: StepDraft, percent: number | null): void {
  step.know({ problem: null });
  const first = step.state.phase !== 'downloading' && !isAskedInDownload(step.state);
  // It may have all of it and never say 100: soon enough it is asked.
  const { quietMs, noProgressMs } = step.timeouts;
  const stage = step.armStage(hasWholePackage(step.facts) ? quietMs : noProgressMs);
  const total = { do: 'arm', timer: 'total', afterMs: step.timeouts.downloadMs } as const;
  step.go({ phase: 'downloading', percent }, stage, ...(first ? [total] : []));
}

/** Whether a sign of a download makes it one: also while it is being asked why there was none. */
export function awaitsDownload(step: StepDraft): boolean {
  const { state } = step;
  return (
    step.in('requesting', 'downloading', 'deferred') ||
    (state.phase === 'explaining' && state.because !== 'failed')
  );
}

/** 100 % is no success: the package is checked now, and a refusal may follow. */
export function downloaded(step: StepDraft): void {
  step.know({ downloadDone: true, problem: null });
  step.note('upgrade.downloaded', {});
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
  downloading(step, percent);
}

export function progressed(step: StepDraft, percent: number, seq: number): void {
  const first = !step.facts.downloadSeen;
  step.know({ downloadSeen: true });
  if (seemedDone(step) && percent < 100) {
    comeBack(step, percent, seq);
    return;
  }
  if (!isAfterDownload(step)) step.know({ percent });
  if (first || percent === 100) step.prove(seq);
  if (step.in('idle', 'identifying') && first) {
    step.know({ startedByModule: true });
    step.note('upgrade.startedByModule', {});
  }
  if (percent === 100 && step.in('idle', 'identifying', 'configuring')) step.know({ downloadDone: true });
  if (step.in('deferred') && first) step.note('upgrade.startedByModule', {});
  if (awaitsDownload(step)) {
    if (percent === 100) downloaded(step);
    else downloading(step, percent);
  } else if (step.in('rebooting', 'applying')) {
    // Very old firmware uses one word for both bars.
    applying(step, percent);
  }
}

/** Then a count is that of another bar, or of another download. */
function isAfterDownload(step: StepDraft): boolean {
  return step.in('rebooting', 'applying', 'reconnecting', 'checkingVersion', 'settling', 'restoring');
}

export function failed(
  step: StepDraft,
  code: number,
  http: number | null,
  cause: number | null,
  seq: number,
): void {
  if (step.in('idle', 'identifying', 'uploading', 'deferred', 'restoring')) return;
  const isAsked = isAskedInDownload(step.state);
  if (step.in('explaining') && !isAsked) return;
  step.prove(seq);
  step.note('upgrade.moduleFailed', { code }, 'warning');
  step.know({ problem: { kind: 'module', code, http, cause } });
  // While configuring, the settings are finished first; after the reboot the version decides.
  if (!isAsked && !step.in('requesting', 'downloading', 'downloaded', 'awaitingReboot')) return;
  if (cause === null) explain(step, 'failed');
  else decide(step);
}

export function stateTold(step: StepDraft, query: UpgradeQuery, seq: number): void {
  if (query.state === 'downloading' && query.percent !== null) progressed(step, query.percent, seq);
  if (query.state === 'ended' && query.code !== null) failed(step, query.code, query.http, query.cause, seq);
}

export function explain(step: StepDraft, because: ExplainReason): void {
  step.go({ phase: 'explaining', because }, { do: 'queryState' });
  if (!isAskedInDownload(step.state)) step.add({ do: 'disarm', timer: 'total' });
}

export function explained(step: StepDraft, query: UpgradeQuery | null, seqs: readonly number[]): void {
  if (step.state.phase !== 'explaining') return;
  const { because } = step.state;
  if (query?.state === 'ended') takeExplanation(step, query, because, seqs);
  if (query?.state === 'downloading' && because !== 'failed') {
    // Without a number its word is taken; the time for the whole download still ends it.
    const moved = because !== 'stalled' || query.percent === null || query.percent !== step.facts.percent;
    if (moved) {
      step.prove(...seqs);
      stillDownloading(step, query.percent ?? step.facts.percent);
      return;
    }
  }
  if (because === 'served' && step.facts.problem === null) awaitReboot(step);
  else decide(step);
}

function stillDownloading(step: StepDraft, percent: number | null): void {
  step.know({ downloadSeen: true, percent });
  if (percent === 100) {
    downloaded(step);
    return;
  }
  downloading(step, percent);
  step.add(step.armStage(step.timeouts.noProgressMs));
}

function takeExplanation(
  step: StepDraft,
  query: Extract<UpgradeQuery, { state: 'ended' }>,
  because: ExplainReason,
  seqs: readonly number[],
): void {
  const { problem } = step.facts;
  const known = problem?.kind === 'module' ? problem.code : null;
  const code = known ?? query.code;
  // After a refused trigger the state may be that of an older attempt.
  if (code === null || (because === 'refused' && known === null)) return;
  step.prove(...seqs);
  const { http, cause } = query;
  step.note('upgrade.explained', {
    code,
    ...(http === null ? {} : { http }),
    ...(cause === null ? {} : { cause }),
  });
  step.know({ problem: { kind: 'module', code, http, cause } });
}

/** Asks again where that helps, else looks which version runs and judges. */
function decide(step: StepDraft): void {
  const { problem, retries } = step.facts;
  const waits = problem?.kind === 'module' ? waitsFor(step, problem) : [];
  const waitMs = waits[retries];
  if (problem?.kind !== 'module' || waitMs === undefined) {
    checkVersion(step);
    return;
  }
  const cause = problem.cause ?? problem.code;
  step.know({ retries: retries + 1 });
  step.note('upgrade.waiting', { waitMs, cause });
  step.go({ phase: 'deferred', waitMs, cause }, { do: 'disarm', timer: 'total' }, step.armStage(waitMs), {
    do: 'stopTask',
  });
}

function waitsFor(step: StepDraft, problem: Extract<Problem, { kind: 'module' }>): readonly number[] {
  if (problem.cause === buildingCause) return step.timeouts.waitsForBuildMs;
  return problem.cause === null && meaningOf(problem, step.facts).domain === 'network'
    ? step.timeouts.waitsForNetworkMs
    : [];
}

export function resume(step: StepDraft): void {
  step.know({ ...nothingSeen, problem: null, triggered: false });
  step.go({ phase: 'configuring' }, { do: 'configure' });
}
