import type { ErrorData } from '../../../shared/errors.ts';
import type { Firmware } from '../firmware/image.ts';
import type { AppliedDelta } from './applyDelta.ts';
import type { BuildTask } from './buildDelta.ts';
import type { FormatEstimate } from './estimate/estimatePackages.ts';
import type { DeltaProgress, DeltaResult } from './result.ts';
import type { DeltaVerification } from './verifyDelta.ts';

/** What the worker is given, once. */
export interface DeltaTask {
  readonly work: 'build';
  /** Null for a format that needs none. */
  readonly old: Firmware | null;
  readonly new: Firmware;
  readonly options: BuildTask;
  /** Where the code of the helpers is; null: the worker is alone. */
  readonly helperUrl: string | null;
  /** Helpers beside the worker; fewer than two are none. */
  readonly helperCount: number;
}

export interface VerifyTask {
  readonly work: 'verify';
  readonly old: Firmware | null;
  readonly new: Firmware;
  readonly package: Uint8Array;
}

export interface ApplyTask {
  readonly work: 'apply';
  readonly old: Firmware | null;
  readonly package: Uint8Array;
}

export interface EstimateTask {
  readonly work: 'estimate';
  readonly old: Firmware | null;
  readonly new: Firmware;
}

export type DeltaWorkerTask = DeltaTask | VerifyTask | ApplyTask | EstimateTask;

/** What each kind of work ends with. */
export interface WorkResults {
  readonly build: DeltaResult;
  readonly verify: DeltaVerification;
  readonly apply: AppliedDelta;
  readonly estimate: readonly FormatEstimate[];
}

export type Work = keyof WorkResults;

/** The answer, by the kind of work. */
export type WorkAnswer = {
  readonly [W in Work]: { readonly kind: 'result'; readonly work: W; readonly result: WorkResults[W] };
}[Work];

/** What the worker says: any number of `progress`, then exactly one of the others. */
export type DeltaWorkerMessage =
  | { readonly kind: 'progress'; readonly progress: DeltaProgress }
  | { readonly kind: 'error'; readonly error: ErrorData }
  | WorkAnswer;
