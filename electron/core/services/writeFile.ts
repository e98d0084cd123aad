import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '../../../shared/errors.ts';
import { exists } from './files.ts';

/**
 * Writes a result beside its final name and moves it there, so that a cut-off write never looks like a file.
 * Throws AppError file.exists (unless `overwrite`) and file.notWritable.
 */
export async function writeResult(path: string, bytes: Uint8Array, overwrite: boolean): Promise<void> {
  if (!overwrite && (await exists(path))) throw new AppError('file.exists', { path });
  const temporary = join(dirname(path), `.airdock-${randomBytes(6).toString('hex')}`);
  try {
    const handle = await open(temporary, 'wx');
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new AppError('file.notWritable', { path, reason }, { cause: error });
  }
}
