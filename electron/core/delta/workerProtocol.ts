import type { ErrorData } from '../../../shared/errors.ts';
import type { Firmware } from '../firmware/image.ts';
import type { PlanOptions } from './plan.ts';
import type { DeltaProgress, DeltaResult } from './result.ts';

/** What the worker is given, once. */
export interface DeltaTask {
  readonly old: Firmware;
  readonly new: Firmware;
  readonly options: PlanOptions;
}

/** What the worker says: any number of `progress`, then exactly one of the others. */
export type DeltaWorkerMessage =
  | { readonly kind: 'progress'; readonly progress: DeltaProgress }
  | { readonly kind: 'result'; readonly result: DeltaResult }
  | { readonly kind: 'error'; readonly error: ErrorData };
