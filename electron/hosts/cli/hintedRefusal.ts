/** A refusal with what a person can do about it on the command line: told below the refusal, never before it. */
import type { AppError } from '../../../shared/errors.ts';

export class HintedRefusal extends Error {
  readonly refusal: AppError;
  /** Key of the text that helps. */
  readonly hint: string;

  constructor(refusal: AppError, hint: string) {
    super(refusal.message, { cause: refusal });
    this.refusal = refusal;
    this.hint = hint;
  }
}
