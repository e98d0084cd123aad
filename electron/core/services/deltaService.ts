import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileRef } from '../../../shared/contract/common.ts';
import type { CoreHandlers } from '../../../shared/contract/index.ts';
import { AppError } from '../../../shared/errors.ts';
import { applyDelta } from '../delta/applyDelta.ts';
import { verifyDelta } from '../delta/verifyDelta.ts';
import type { Jobs } from '../jobs/jobs.ts';
import { type BuildParts, buildPackage } from './buildPackage.ts';
import { exists, type Files } from './files.ts';
import { judgeFormats } from './judgeFormats.ts';
import { readNamed } from './readNamed.ts';
import { writeResult } from './writeFile.ts';

/** Versions that a person entered. */
interface Names {
  readonly oldVersion?: string | undefined;
  readonly newVersion?: string | undefined;
}

export interface DeltaServiceParts extends BuildParts {
  readonly jobs: Jobs;
}

export function createDeltaService(parts: DeltaServiceParts, files: Files): CoreHandlers['delta'] {
  const readPair = async (old: FileRef | undefined, fresh: FileRef, names: Names = {}) => ({
    old: old === undefined ? null : await readNamed(files, old, names.oldVersion),
    fresh: await readNamed(files, fresh, names.newVersion),
  });
  return {
    async options({ old, new: fresh, oldVersion, newVersion }) {
      const pair = await readPair(old, fresh, { oldVersion, newVersion });
      return judgeFormats(pair.old, pair.fresh);
    },
    async build(request) {
      // Both files are opened first, so that a wrong path is an error of the call and not a failed job.
      const fresh = await files.read(request.new);
      const old = request.old === undefined ? undefined : await files.read(request.old);
      const job = parts.jobs.start({
        kind: 'delta',
        title: { old: old?.fileName ?? '', new: fresh.fileName, format: request.format },
        resources: [],
        guarded: false,
        run: async (context) => {
          context.stage('build');
          const manifest = await buildPackage(parts, files, request, {
            signal: context.signal,
            onProgress: context.progress,
          });
          context.result({ kind: 'delta', packageSha256: manifest.sha256 });
          const proved = context.event('delta.proved', {
            sizeBytes: manifest.sizeBytes,
            sha256: manifest.sha256,
          });
          return {
            outcome: 'succeeded',
            code: 'delta.proved',
            params: { sizeBytes: manifest.sizeBytes, images: manifest.covered.length },
            domain: 'airdock',
            stage: 'done',
            retry: 'pointless',
            remedies: [],
            evidence: [proved.seq],
          };
        },
      });
      return { jobId: job.id };
    },
    async verify({ old, new: fresh, package: packed }) {
      const pair = await readPair(old, fresh);
      const verdict = verifyDelta(pair.old, pair.fresh, (await files.read(packed)).bytes);
      return { ...verdict, images: [...verdict.images], notCovered: [...verdict.notCovered] };
    },
    async apply({ old, package: packed, outPath }) {
      const firmware = old === undefined ? null : await readNamed(files, old, undefined);
      const { images } = applyDelta(firmware, (await files.read(packed)).bytes);
      return { files: await writeImages(images, outPath) };
    },
  };
}

interface RebuiltImage {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly sha256: string;
}

/** One file for one image, a new folder for several; nothing is overwritten. */
async function writeImages(images: readonly RebuiltImage[], outPath: string) {
  const [only] = images;
  const single = images.length === 1 && only !== undefined;
  if (!single) await makeFolder(outPath);
  const written = [];
  for (const image of images) {
    const path = single ? outPath : join(outPath, `${image.name.replace(/[^A-Za-z0-9._-]+/g, '_')}.bin`);
    await writeResult(path, image.bytes, false);
    written.push({ name: image.name, path, sizeBytes: image.bytes.length, sha256: image.sha256 });
  }
  return written;
}

async function makeFolder(path: string): Promise<void> {
  if (await exists(path)) throw new AppError('file.exists', { path });
  try {
    await mkdir(path, { recursive: true });
  } catch (error) {
    throw new AppError('file.notWritable', { path, reason: String(error) }, { cause: error });
  }
}
