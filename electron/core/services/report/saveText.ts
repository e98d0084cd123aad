/** A text at a path that a person named, for doors that may name one. */
import { isAbsolute } from 'node:path';
import { AppError } from '../../../../shared/errors.ts';
import type { Files } from '../files.ts';
import { checkTarget, writeResult } from '../writeFile.ts';

export interface Place {
  /** Absent: nothing is written. */
  readonly path?: string | undefined;
  readonly overwrite?: boolean | undefined;
}

/** @throws AppError `host.notAvailable`, and what `checkTarget` throws */
export async function saveText(
  { paths }: Pick<Files, 'paths'>,
  { path, overwrite = false }: Place,
  text: string,
): Promise<void> {
  if (path === undefined) return;
  if (!paths || !isAbsolute(path)) throw new AppError('host.notAvailable', { capability: 'path' });
  await checkTarget(path, overwrite);
  await writeResult(path, Buffer.from(text), overwrite);
}
