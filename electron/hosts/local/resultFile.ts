/** A file that a job has left behind, as a download: the job names it, never the visitor. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { AppError } from '../../../shared/errors.ts';
import type { PackageFile } from './downloads.ts';

/** The file stays where the job has put it; one that was changed since is not handed out. Throws file.notFound, file.notReadable. */
export async function openResultFile({
  path,
  sizeBytes,
  sha256,
}: {
  readonly path: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}): Promise<PackageFile> {
  if ((await digestOf(path)) !== sha256) throw new AppError('file.notReadable', { path, reason: 'changed' });
  return { path, fileName: basename(path), sizeBytes, dispose: () => Promise.resolve() };
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk);
  } catch (error) {
    throw new AppError('file.notFound', { path }, { cause: error });
  }
  return hash.digest('hex');
}
