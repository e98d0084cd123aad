import type { OnenetState } from '../../../../shared/contract/onenet.ts';

/** Why a request was not granted; each interface has a number of its own for it. */
export type OnenetRefusal =
  | 'auth'
  | 'badCode'
  | 'badResult'
  | 'notFound'
  | 'tokenExpired'
  | 'invalidState'
  | 'finished'
  | 'cancelled'
  | 'noTask'
  | 'alreadyThere'
  | 'badParameter'
  | 'internal';

export type StepOutcome =
  | { readonly ok: true; readonly state: OnenetState }
  | { readonly ok: false; readonly refusal: OnenetRefusal };

/** Why an ended task takes nothing more; undefined for an open one. */
export function endedRefusal(state: OnenetState): OnenetRefusal | undefined {
  if (state === 'cancelled') return 'cancelled';
  return state === 'succeeded' || state === 'failed' ? 'finished' : undefined;
}

/**
 * What a step code makes of a task (platform-apis 2.4). Percents count only while it downloads; a download's result only then
 * too; an upgrade's result also later.
 */
export function applyStep(state: OnenetState, step: number): StepOutcome {
  const effect = effectOf(step);
  if (effect === undefined) return { ok: false, refusal: 'badCode' };
  const ended = endedRefusal(state);
  if (ended !== undefined) return { ok: false, refusal: ended };
  const allowed = state === 'downloading' || (state === 'upgrading' && step >= 200);
  return allowed ? { ok: true, state: effect } : { ok: false, refusal: 'invalidState' };
}

function effectOf(step: number): OnenetState | undefined {
  if (!Number.isInteger(step) || step < 0) return undefined;
  if (step < 100) return 'downloading';
  if (step <= 101) return 'upgrading';
  if (step <= 107) return 'failed';
  if (step === 201) return 'succeeded';
  return step > 201 && step <= 208 ? 'failed' : undefined;
}
