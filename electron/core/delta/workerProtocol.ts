import type { ErrorData } from '../../../shared/errors.ts';
import type { Firmware } from '../firmware/image.ts';
import type { BuildTask } from './buildDelta.ts';
import type { DeltaProgress, DeltaResult } from './result.ts';

/** What the worker is given, once. */
export interface DeltaTask {
  /** Null for a format that needs none. */
  readonly old: Firmware | null;
  readonly new: Firmware;
  readonly options: BuildTask;
  /** Where the code of the helpers is; null: the worker is alone. */
  readonly helperUrl: string | null;
  /** Helpers beside the worker; fewer than two are none. */
  readonly helperCount: number;
}

/** What the worker says: any number of `progress`, then exactly one of the others. */
export type DeltaWorkerMessage =
  | { readonly kind: 'progress'; readonly progress: DeltaProgress }
  | { readonly kind: 'result'; readonly result: DeltaResult }
  | { readonly kind: 'error'; readonly error: ErrorData };
