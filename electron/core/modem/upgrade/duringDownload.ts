import type { UpgradeQuery } from '../../../../shared/domain/urc.ts';
import { applying, checkVersion } from './afterDownload.ts';
import { meaningOf } from './judge.ts';
import { type ExplainReason, nothingSeen, type Problem, type ServerEvent } from './state.ts';
import type { StepDraft } from './stepDraft.ts';

/** The download as the module and the server tell of it, and what is done when it fails. */

const buildingCause = 43;

export function downloading(step: StepDraft, percent: number | null): void {
  step.know({ problem: null });
  const first = step.state.phase !== 'downloading';
  const stage = step.armStage(step.timeouts.noProgressMs);
  const total = { do: 'arm', timer: 'total', afterMs: step.timeouts.downloadMs } as const;
  step.go({ phase: 'downloading', percent }, stage, ...(first ? [total] : []));
}

/** Whether a sign of a download makes it one: also while it is being asked why there was none. */
function awaitsDownload(step: StepDraft): boolean {
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

export function progressed(step: StepDraft, percent: number, seq: number): void {
  const first = !step.facts.downloadSeen;
  step.know({ downloadSeen: true, percent: Math.max(percent, step.facts.percent ?? 0) });
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

export function failed(
  step: StepDraft,
  code: number,
  http: number | null,
  cause: number | null,
  seq: number,
): void {
  if (step.in('idle', 'identifying', 'uploading', 'deferred', 'explaining', 'restoring')) return;
  step.prove(seq);
  step.note('upgrade.moduleFailed', { code }, 'warning');
  step.know({ problem: { kind: 'module', code, http, cause } });
  // While configuring, the settings are finished first; after the reboot the version decides.
  if (!step.in('requesting', 'downloading', 'downloaded', 'awaitingReboot')) return;
  if (cause === null) explain(step, 'failed');
  else decide(step);
}

export function stateTold(step: StepDraft, query: UpgradeQuery, seq: number): void {
  if (query.state === 'downloading' && query.percent !== null) progressed(step, query.percent, seq);
  if (query.state === 'ended' && query.code !== null) failed(step, query.code, query.http, query.cause, seq);
}

export function explain(step: StepDraft, because: ExplainReason): void {
  step.go({ phase: 'explaining', because }, { do: 'queryState' }, { do: 'disarm', timer: 'total' });
}

export function explained(step: StepDraft, query: UpgradeQuery | null, seqs: readonly number[]): void {
  if (step.state.phase !== 'explaining') return;
  const { because } = step.state;
  if (query?.state === 'ended') takeExplanation(step, query, because, seqs);
  if (query?.state === 'downloading' && because !== 'failed') {
    const percent = query.percent ?? step.facts.percent;
    const moved = because !== 'stalled' || (percent ?? 0) > (step.facts.percent ?? 0);
    if (moved) {
      step.know({ problem: null, downloadSeen: true, percent });
      step.prove(...seqs);
      downloading(step, percent);
      return;
    }
  }
  decide(step);
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
  step.go({ phase: 'deferred', waitMs, cause }, step.armStage(waitMs), { do: 'stopTask' });
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

export function server(step: StepDraft, event: ServerEvent): void {
  switch (event.kind) {
    case 'requestSeen':
      step.prove(event.seq);
      if (!step.facts.server.asked) {
        step.note('upgrade.serverAsked', event.remote === undefined ? {} : { remote: event.remote });
      }
      step.know({ downloadSeen: true, server: { ...step.facts.server, asked: true } });
      if (awaitsDownload(step)) downloading(step, step.facts.percent);
      return;
    case 'bytesSent': {
      const { sentBytes, totalBytes } = event;
      step.know({
        downloadSeen: true,
        server: { ...step.facts.server, asked: true, sentBytes, totalBytes },
      });
      if (awaitsDownload(step)) downloading(step, step.facts.percent);
      return;
    }
    case 'answered':
      served(step, event);
      break;
  }
}

function served(step: StepDraft, event: Extract<ServerEvent, { kind: 'answered' }>): void {
  const { status, sentBytes, totalBytes } = event;
  const complete = step.facts.server.complete || event.complete;
  step.prove(event.seq);
  step.note('upgrade.serverServed', { status, sentBytes });
  step.know({ downloadSeen: true, server: { asked: true, status, sentBytes, totalBytes, complete } });
  if (!complete) {
    if (awaitsDownload(step)) downloading(step, step.facts.percent);
    return;
  }
  step.know({ downloadDone: true });
  // The module may never say 100: what follows is awaited as if it had, and its own 100 starts the quiet time anew.
  if (awaitsDownload(step)) {
    downloading(step, step.facts.percent);
    step.add(step.armStage(step.timeouts.quietMs));
  }
}
