/** Rebuilds the images that a package brings and writes them: in the delta worker, as a job. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ApplyResult } from '../../../shared/contract/delta.ts';
import type { CoreHandlers } from '../../../shared/contract/index.ts';
import { AppError } from '../../../shared/errors.ts';
import type { AppliedImage } from '../delta/applyDelta.ts';
import { runInWorker } from '../delta/client.ts';
import { exists, type Files } from './files.ts';
import { openPackage } from './openPackage.ts';
import { readNamed } from './readNamed.ts';
import type { WorkerJobParts } from './verifyJob.ts';
import { checkFolder, writeResult } from './writeFile.ts';

/** Files, package and target are judged first, so that what is wrong with the question is an error of the call and no failed job. */
export async function startApply(
  { jobs, deltaWorkerUrl: workerUrl }: WorkerJobParts,
  files: Files,
  { old: base, package: given, outPath }: Parameters<CoreHandlers['delta']['apply']>[0],
): Promise<{ jobId: string }> {
  await checkFolder(outPath);
  if (await exists(outPath)) throw new AppError('file.neverOverwritten', { path: outPath });
  const old = base === undefined ? null : await readNamed(files, base, undefined);
  const packed = await openPackage(files, given);
  const task = { work: 'apply', old, package: packed.bytes } as const;
  const job = jobs.start({
    kind: 'apply',
    title: { package: packed.fileName },
    resources: [],
    guarded: false,
    async run(context) {
      context.stage('apply');
      const { signal, progress: onProgress } = context;
      const { images } = await runInWorker(task, { workerUrl, signal, onProgress });
      const written = await writeImages(images, outPath);
      context.result({ kind: 'apply', files: written });
      const row = context.event('apply.rebuilt', { images: written.length, path: outPath });
      return {
        outcome: 'succeeded',
        code: 'apply.rebuilt',
        params: { images: written.length, path: outPath },
        domain: 'airdock',
        stage: 'done',
        retry: 'pointless',
        remedies: [],
        evidence: [row.seq],
      };
    },
  });
  return { jobId: job.id };
}

/** One file for one image, a new folder for several; nothing is overwritten. */
async function writeImages(images: readonly AppliedImage[], outPath: string): Promise<ApplyResult['files']> {
  const [only] = images;
  const single = images.length === 1 && only !== undefined;
  if (!single) await makeFolder(outPath);
  const written = [];
  for (const { name, bytes, sha256 } of images) {
    const path = single ? outPath : join(outPath, `${name.replace(/[^A-Za-z0-9._-]+/g, '_')}.bin`);
    await writeResult(path, bytes, false);
    written.push({ name, path, sizeBytes: bytes.length, sha256 });
  }
  return written;
}

/** The folder itself, never those above it. */
async function makeFolder(path: string): Promise<void> {
  if (await exists(path)) throw new AppError('file.neverOverwritten', { path });
  try {
    await mkdir(path);
  } catch (error) {
    throw new AppError('file.notWritable', { path, reason: String(error) }, { cause: error });
  }
}
