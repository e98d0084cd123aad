import type { Job } from '../../../shared/contract/job.ts';
import { type Stage, stageSchema, type Verdict } from '../../../shared/contract/verdict.ts';
import { AppError } from '../../../shared/errors.ts';

const stageOrder = stageSchema.options;

/** Verdicts that the job itself could not give any more. */

export function verdictOfError(error: AppError, stage: Stage, evidence: readonly number[]): Verdict {
  const retries = { yes: 'helps', later: 'later', no: 'pointless' } as const;
  return {
    outcome: 'failed',
    code: 'job.error',
    params: { error: error.code },
    domain: 'airdock',
    stage,
    retry: retries[error.retry],
    remedies: [],
    evidence: [...evidence],
  };
}

export function cancelledVerdict(kind: Job['kind'], stage: Stage, evidence: readonly number[]): Verdict {
  return {
    outcome: 'cancelled',
    code: `${kind}.cancelled`,
    params: {},
    domain: 'person',
    stage,
    retry: 'helps',
    remedies: [],
    evidence: [...evidence],
  };
}

/**
 * What to do after Airdock died in the middle; most useful first. A build leaves nothing behind, and an upgrade nothing before
 * it touched the module; after the trigger the module goes on alone, with a URL that may point at us.
 */
function interruptedRemedies(kind: Job['kind'], stage: Stage): string[] {
  const reached = (other: Stage): boolean => stageOrder.indexOf(stage) >= stageOrder.indexOf(other);
  if (kind !== 'upgrade' || !reached('configure')) return ['tryAgain'];
  if (!reached('request')) return ['restoreUrlByHand', 'tryAgain'];
  return ['letModuleFinish', 'readVersionLater', 'restoreUrlByHand', 'tryAgain'];
}

export function interruptedVerdict(kind: Job['kind'], stage: Stage, evidence: readonly number[]): Verdict {
  return {
    outcome: 'interrupted',
    code: `${kind}.interrupted`,
    params: {},
    domain: 'airdock',
    stage,
    retry: kind === 'upgrade' ? 'later' : 'helps',
    remedies: interruptedRemedies(kind, stage),
    evidence: [...evidence],
  };
}

/** Whether a throw only answers the wish to cancel; any other error after that wish is one that must be seen. */
export function isCancellation(thrown: unknown, signal: AbortSignal): boolean {
  if (!signal.aborted) return false;
  if (thrown === signal.reason) return true;
  if (thrown instanceof AppError) return thrown.code === 'rpc.cancelled' || thrown.code === 'delta.cancelled';
  return thrown instanceof Error && thrown.name === 'AbortError';
}
