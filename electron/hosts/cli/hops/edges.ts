/** Packages between releases: built when they are asked for, and never twice. */
import type { DeltaFormat, PackageLimit } from '../../../../shared/contract/delta.ts';
import type { PackageManifest } from '../../../../shared/contract/package.ts';
import { comparePlaces } from '../../../../shared/domain/releaseOrder.ts';
import { AppError, type ErrorData } from '../../../../shared/errors.ts';
import { followJob } from '../followJob.ts';
import type { VerbContext } from '../verb.ts';
import { packageOf } from '../verbs/delta.ts';
import type { Release } from './releases.ts';

/** What became of the package between two releases. */
export type Edge =
  | { readonly kind: 'fits'; readonly manifest: PackageManifest; readonly reused: boolean }
  | { readonly kind: 'tooLarge'; readonly sizeBytes: number; readonly limitBytes: number; error: ErrorData }
  | { readonly kind: 'refused'; readonly error: ErrorData };

/** The gate: the smallest limit of the whole file, null where none is known. */
export function fileLimit(limits: readonly PackageLimit[]): number | null {
  const ofFile = limits.filter(({ part }) => part !== 'delta').map(({ bytes }) => bytes);
  return ofFile.length === 0 ? null : Math.min(...ofFile);
}

/**
 * Takes a proved package of the library, or builds one. A package that no module may get is an answer; errors of Airdock's own
 * and delta.cancelled (after Ctrl-C) are thrown.
 */
export async function createEdges(context: VerbContext, format: DeltaFormat) {
  const library = await readLibrary(context);
  return async (from: Release, to: Release): Promise<Edge> => {
    if (context.signal.aborted) throw new AppError('delta.cancelled');
    if (from.place !== null && to.place !== null && comparePlaces(from.place, to.place) > 0) {
      const error = new AppError('delta.swapped', { old: from.version ?? '', new: to.version ?? '' });
      return { kind: 'refused', error: error.toData() };
    }
    const kept = library.find((manifest) => carries(manifest, from, to, format));
    if (kept !== undefined) return { kind: 'fits', manifest: kept, reused: true };
    try {
      return { kind: 'fits', manifest: await build(context, from, to, format), reused: false };
    } catch (thrown) {
      return asEdge(AppError.from(thrown));
    }
  };
}

function carries(manifest: PackageManifest, from: Release, to: Release, format: DeltaFormat): boolean {
  const limit = fileLimit(manifest.limits);
  return (
    manifest.format === format &&
    manifest.from?.sha256 === from.sha256 &&
    manifest.to.sha256 === to.sha256 &&
    manifest.overrideReason === undefined &&
    (limit === null || manifest.sizeBytes <= limit)
  );
}

/** What the library holds now, the smallest first. */
function readLibrary({ core }: VerbContext): Promise<PackageManifest[]> {
  return new Promise((resolve, reject) => {
    const unsubscribe = core.packages.all(
      {},
      {
        onSnapshot: (manifests) => {
          resolve([...manifests].sort((a, b) => a.sizeBytes - b.sizeBytes));
          queueMicrotask(() => unsubscribe());
        },
        onChanges: () => {},
        onError: reject,
      },
    );
  });
}

async function build(context: VerbContext, from: Release, to: Release, format: DeltaFormat) {
  const { core, signal } = context;
  const { jobId } = await core.delta.build({
    old: { kind: 'path', path: from.path },
    new: { kind: 'path', path: to.path },
    format,
  });
  const ended = followJob(context, jobId);
  // Ctrl-C while the job was being started; followJob hears of it only from here on.
  if (signal.aborted) await core.jobs.cancel({ id: jobId });
  return packageOf(context, await ended);
}

/** Only what is about this pair is an answer; everything else ends the search. */
function asEdge(thrown: AppError): Edge {
  const error = thrown.toData();
  const { what, sizeBytes, limitBytes } = error.params;
  if (error.code === 'delta.tooLarge' && what === 'package') {
    return { kind: 'tooLarge', sizeBytes: Number(sizeBytes), limitBytes: Number(limitBytes), error };
  }
  const ours = error.code === 'delta.cancelled' || error.code === 'delta.workerFailed';
  if (ours || !/^(delta|firmware)\./.test(error.code)) throw thrown;
  return { kind: 'refused', error };
}
