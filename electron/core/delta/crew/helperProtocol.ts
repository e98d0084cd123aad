import type { ErrorData } from '../../../../shared/errors.ts';
import type { JobName, JobTypes } from './jobs.ts';

/** What a helper is told, one at a time. */
export interface HelperRequest<N extends JobName> {
  readonly name: N;
  readonly input: JobTypes[N]['input'];
}

/** What it answers, once for each request. */
export type HelperAnswer =
  | { readonly kind: 'output'; readonly output: unknown }
  | { readonly kind: 'error'; readonly error: ErrorData };
