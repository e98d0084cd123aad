/** Images that jobs took out of modules, as files, by the contract alone. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import type { CoreClient } from '../../../shared/contract/index.ts';
import { AppError } from '../../../shared/errors.ts';
import type { OpenImage } from './downloads.ts';

/** The file lies where the job has put it; one that somebody has changed since is not handed out as the image. */
export function createOpenImage(client: Pick<CoreClient, 'jobs'>): OpenImage {
  return async (jobId) => {
    const { result } = await client.jobs.get({ id: jobId });
    const image = result?.kind === 'upgrade' ? result.image : undefined;
    if (image === undefined) throw new AppError('file.notFound', { path: jobId });
    const { path, sizeBytes, sha256 } = image;
    if ((await digestOf(path)) !== sha256)
      throw new AppError('file.notReadable', { path, reason: 'changed' });
    return { path, fileName: basename(path), sizeBytes, dispose: () => Promise.resolve() };
  };
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
