import { mkdir } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { AppError } from '../../../../shared/errors.ts';
import type { JobContext } from '../../jobs/jobContext.ts';
import type { TakeImage } from '../../modem/upgrade/imageTasks.ts';
import { exists, type Files } from '../files.ts';
import { writeResult } from '../writeFile.ts';

export interface SaveImageParts {
  readonly dataFolder: string;
  readonly context: Pick<JobContext, 'id' | 'event' | 'result'>;
  /** Absent: a name of its own below `images` in the data folder. */
  readonly path: string | undefined;
}

/**
 * Asked before the job begins, so that an image is not read out for minutes and then lost. Throws AppError host.notAvailable {what},
 * file.notWritable, file.exists.
 */
export async function checkImagePath(files: Pick<Files, 'paths'>, path: string | undefined): Promise<void> {
  if (path === undefined) return;
  if (!files.paths) throw new AppError('host.notAvailable', { what: 'path' });
  if (!isAbsolute(path)) throw new AppError('file.notWritable', { path, reason: 'ENOENT' });
  if (await exists(path)) throw new AppError('file.exists', { path });
}

/** Saves an image that was taken out of a module, whole and checked, and says where it is. */
export function saveImage({ dataFolder, context, path }: SaveImageParts): TakeImage {
  return async ({ bytes, sha256, md5, offer }) => {
    const target = path ?? (await ownPath(dataFolder, context.id, offer));
    await writeResult(target, bytes, false);
    context.event('upgrade.imageSaved', { path: target, sizeBytes: bytes.length, sha256 });
    context.result({ kind: 'upgrade', image: { path: target, sizeBytes: bytes.length, sha256, md5 } });
    return {};
  };
}

async function ownPath(
  dataFolder: string,
  jobId: string,
  offer: { readonly component: string; readonly to: string } | null,
): Promise<string> {
  const folder = join(dataFolder, 'images');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const name = [offer?.component, offer?.to, jobId].filter(Boolean).join('_');
  return join(folder, `${name.replace(/[^A-Za-z0-9._-]/g, '-')}.bin`);
}
