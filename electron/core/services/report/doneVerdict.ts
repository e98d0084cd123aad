import type { ErrorParams } from '../../../../shared/errors.ts';
import type { JobOutcome } from '../../jobs/jobs.ts';

/** A report job that did its work. `code` is a text key below `verdict.`. */
export function doneVerdict(code: string, params: ErrorParams, seq: number): JobOutcome {
  return {
    ...{ outcome: 'succeeded', code, params: { ...params }, domain: 'airdock', stage: 'done' },
    ...{ retry: 'pointless', remedies: [], evidence: [seq] },
  };
}
