import type { FileRef } from '../../../shared/contract/common.ts';
import type { CoreHandlers } from '../../../shared/contract/index.ts';
import { runInWorker } from '../delta/client.ts';
import type { Jobs } from '../jobs/jobs.ts';
import { startApply } from './applyJob.ts';
import { type BuildParts, buildPackage } from './buildPackage.ts';
import type { Files } from './files.ts';
import { judgeFormats } from './judgeFormats.ts';
import { readNamed } from './readNamed.ts';
import { startVerify } from './verifyJob.ts';

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
    async options({ old, new: fresh, ...names }) {
      const pair = await readPair(old, fresh, names);
      return judgeFormats(pair.old, pair.fresh);
    },
    async estimate({ old, new: fresh, ...names }, { signal }) {
      const pair = await readPair(old, fresh, names);
      const limits = new Map(
        judgeFormats(pair.old, pair.fresh).map((option) => [option.format, option.limits]),
      );
      const task = { work: 'estimate', old: pair.old, new: pair.fresh } as const;
      const estimates = await runInWorker(task, { workerUrl: parts.deltaWorkerUrl, signal });
      return estimates.map((estimate) => ({ ...estimate, limits: limits.get(estimate.format) ?? [] }));
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
    verify: (input) => startVerify(parts, files, input),
    apply: (input) => startApply(parts, files, input),
  };
}
