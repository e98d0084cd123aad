import { AppError } from '../../../../../../shared/errors.ts';

/** What a check of the proof found; `offset` counts from the first byte of the package file as given. */
export interface Finding {
  /** Stable id of the check, e.g. `parHash`. */
  readonly check: string;
  readonly offset: number;
  readonly expected: string;
  readonly found: string;
}

/** `delta.damagedPackage`: the package breaks its own format. */
export function damagedPackage(finding: Finding): AppError {
  return new AppError('delta.damagedPackage', { ...finding });
}

/** `delta.wrongBase`: the package is whole but made for another firmware. */
export function wrongBase(finding: Finding & { readonly image: string }): AppError {
  return new AppError('delta.wrongBase', { ...finding });
}
