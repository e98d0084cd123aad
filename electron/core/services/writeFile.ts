import { randomBytes } from 'node:crypto';
import { access, constants, lstat, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '../../../shared/errors.ts';
import { exists } from './files.ts';

/**
 * Whether a result could be written there now, so that nobody waits for work whose result has no place. Creates nothing. Throws
 * AppError file.noFolder {path, folder}, file.isFolder {path}, file.exists {path} (unless `overwrite`), file.notWritable.
 */
export async function checkTarget(path: string, overwrite: boolean): Promise<void> {
  await checkFolder(path);
  const there = await lstat(path).catch(() => null);
  if (there === null) return;
  if (there.isDirectory()) throw new AppError('file.isFolder', { path });
  if (!overwrite) throw new AppError('file.exists', { path });
}

/** The folder of a path is there and can be written to; throws as `checkTarget`. */
export async function checkFolder(path: string): Promise<void> {
  const folder = dirname(path);
  const info = await stat(folder).catch(() => null);
  if (info === null || !info.isDirectory()) throw new AppError('file.noFolder', { path, folder });
  await access(folder, constants.W_OK | constants.X_OK).catch((error: unknown) => {
    throw new AppError('file.notWritable', { path, reason: codeOf(error) }, { cause: error });
  });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

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
    throw new AppError('file.notWritable', { path, reason: codeOf(error) }, { cause: error });
  }
}
