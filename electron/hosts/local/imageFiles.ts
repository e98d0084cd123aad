/** Images that jobs took out of modules, as files, by the contract alone. */
import type { CoreClient } from '../../../shared/contract/index.ts';
import { AppError } from '../../../shared/errors.ts';
import type { OpenImage } from './downloads.ts';
import { openResultFile } from './resultFile.ts';

export function createOpenImage(client: Pick<CoreClient, 'jobs'>): OpenImage {
  return async (jobId) => {
    const { result } = await client.jobs.get({ id: jobId });
    const image = result?.kind === 'upgrade' ? result.image : undefined;
    if (image === undefined) throw new AppError('file.notFound', { path: jobId });
    return openResultFile(image);
  };
}
