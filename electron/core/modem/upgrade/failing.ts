import type { WaitReason } from '../../../../shared/domain/codeMeaning.ts';
import type { ModuleFailure, ModuleState } from '../drivers/signal.ts';
import { awaitReboot } from './afterDownload.ts';
import { checkVersion } from './checkingVersion.ts';
import { defer } from './deferring.ts';
import { downloaded, downloading, progressed } from './duringDownload.ts';
import { meaningOf, reasonOf } from './judge.ts';
import { type ExplainReason, isAskedInDownload } from './state.ts';
import type { StepDraft } from './stepDraft.ts';

/** A download that fails, and one of which it is not known: asked about, waited for, or judged. */

export function failed(step: StepDraft, failure: ModuleFailure, seq: number): void {
  // Nobody had asked: then the module has, and the platform counts that too.
  if (step.in('idle', 'identifying', 'awaitingStart', 'deferred') && !step.facts.downloadSeen)
    step.add({ do: 'countOwnRequest' });
  if (step.in('idle', 'identifying', 'uploading', 'deferred', 'reporting', 'restoring')) return;
  const isAsked = isAskedInDownload(step.state);
  if (step.in('explaining') && !isAsked) return;
  step.prove(seq);
  step.note('upgrade.moduleFailed', { code: failure.code }, 'warning');
  const whileApplying = step.in('applying', 'rebooting');
  step.know({ problem: { kind: 'module', failure, ...(whileApplying ? { whileApplying } : {}) } });
  // The version is looked at soon, whether another restart follows or not.
  if (whileApplying) step.add(step.armStage(step.timeouts.settleMs));
  // While configuring, the settings are finished first; after the reboot the version decides.
  if (!isAsked && !step.in(...failingPhases)) return;
  if (failure.cause === null) explain(step, 'failed');
  else decide(step);
}

/** Before an answer to our question it is the answer; later it may be the reason of what fails. */
export function troubled(step: StepDraft, failure: ModuleFailure, seq: number): void {
  const { accepted, downloadSeen } = step.facts;
  if (step.in('requesting') && !accepted && !downloadSeen) {
    failed(step, failure, seq);
    return;
  }
  if (step.in('reporting', 'restoring')) return;
  step.prove(seq);
  // The first of several is the root of the others.
  if (step.facts.trouble === null) step.know({ trouble: failure });
}

const failingPhases = [
  'requesting',
  'awaitingStart',
  'checkingOffer',
  'offered',
  'answeringOffer',
  'downloading',
  'readingBlocks',
  'downloaded',
  'awaitingReboot',
] as const;

export function stateTold(step: StepDraft, told: ModuleState, seq: number): void {
  if (told.state === 'downloading' && told.percent !== null)
    progressed(step, { unit: 'percent', done: told.percent }, seq);
  if (told.state === 'ended' && told.failure !== null) failed(step, told.failure, seq);
}

export function explain(step: StepDraft, because: ExplainReason): void {
  const canAsk = step.facts.goal.dialect.can('queryState');
  step.go({ phase: 'explaining', because }, ...(canAsk ? [{ do: 'queryState' } as const] : []));
  if (!isAskedInDownload(step.state)) step.add({ do: 'disarm', timer: 'total' });
  if (!canAsk) explained(step, null, []);
}

export function explained(
  step: StepDraft,
  told: ModuleState | null,
  seqs: readonly number[],
  trouble?: ModuleFailure,
): void {
  if (step.state.phase !== 'explaining') return;
  if (trouble !== undefined) step.know({ trouble });
  const { because } = step.state;
  if (told?.state === 'ended' && told.failure !== null) takeExplanation(step, told.failure, because, seqs);
  if (told?.state === 'ended' && told.failure === null) step.prove(...seqs);
  if (told?.state === 'downloading' && because !== 'failed') {
    // Without a number its word is taken; the time for the whole download still ends it.
    const moved = because !== 'stalled' || told.percent === null || told.percent !== step.facts.percent;
    if (moved) {
      step.prove(...seqs);
      stillDownloading(step, told.percent ?? step.facts.percent);
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
  downloading(step);
  step.add(step.armStage(step.timeouts.noProgressMs));
}

function takeExplanation(
  step: StepDraft,
  told: ModuleFailure,
  because: ExplainReason,
  seqs: readonly number[],
): void {
  const { problem } = step.facts;
  const known = problem?.kind === 'module' ? problem.failure : null;
  // After a refused trigger the state may be that of an older attempt.
  if (because === 'refused' && known === null) return;
  step.prove(...seqs);
  const { domain, code } = known ?? told;
  const { http, cause } = told;
  step.note('upgrade.explained', {
    code,
    ...(http === null ? {} : { http }),
    ...(cause === null ? {} : { cause }),
  });
  step.know({ problem: { kind: 'module', failure: { domain, code, http, cause } } });
}

/** Asks again where that helps, else looks which version runs and judges. */
function decide(step: StepDraft): void {
  const { problem, retries } = step.facts;
  if (problem?.kind === 'module') {
    const { wait } = meaningOf(reasonOf(problem.failure, step.facts), step.facts);
    const waitMs = wait === undefined ? undefined : waitsFor(step, wait)[retries];
    if (wait !== undefined && waitMs !== undefined && asksAgain(step)) {
      step.know({ retries: retries + 1 });
      defer(step, waitMs, wait, problem.failure.cause ?? problem.failure.code);
      return;
    }
  }
  checkVersion(step);
}

/** Whoever only follows has nothing to ask after a wait. */
function asksAgain({ facts }: StepDraft): boolean {
  return facts.goal.delivery === 'http' || facts.goal.asks;
}

function waitsFor({ timeouts }: StepDraft, wait: WaitReason): readonly number[] {
  return wait === 'build' ? timeouts.waitsForBuildMs : timeouts.waitsForNetworkMs;
}
