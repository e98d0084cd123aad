import { AppError } from '../../../../../../shared/errors.ts';

/** `delta.damagedPackage`: the file breaks its own format. `offset` counts from its first byte. */
export function damagedOta(
  check: string,
  offset: number,
  expected: string | number,
  found: string | number,
): AppError {
  return new AppError('delta.damagedPackage', { check, offset, expected, found });
}
