/** Packages between releases: built when they are asked for, and never twice. */
import type { DeltaFormat, PackageLimit } from '../../../../shared/contract/delta.ts';
import type { PackageManifest } from '../../../../shared/contract/package.ts';
import type { Hop } from '../../../../shared/contract/planning.ts';
import { comparePlaces } from '../../../../shared/domain/releaseOrder.ts';
import { AppError } from '../../../../shared/errors.ts';
import type { DeltaProgress } from '../../delta/result.ts';
import { type BuildParts, buildPackage } from '../buildPackage.ts';
import type { Files } from '../files.ts';
import { type KnownRelease, releaseFacts } from './releases.ts';

export interface EdgeControl {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: DeltaProgress) => void;
}

export type Edges = (from: KnownRelease, to: KnownRelease) => Promise<Hop>;

/**
 * Takes a proved package of the library, or builds one. A package that no module may get is an answer; errors of Airdock's own
 * and rpc.cancelled are thrown.
 */
export async function createEdges(
  parts: BuildParts,
  files: Files,
  format: DeltaFormat,
  control: EdgeControl,
): Promise<Edges> {
  const { packages } = await parts.library.list();
  const library = packages.toSorted((a, b) => a.sizeBytes - b.sizeBytes);
  return async (from, to) => {
    if (control.signal.aborted) throw new AppError('rpc.cancelled');
    const ends = { from: releaseFacts(from), to: releaseFacts(to) };
    if (from.place !== null && to.place !== null && comparePlaces(from.place, to.place) > 0) {
      const error = new AppError('delta.swapped', { old: from.version ?? '', new: to.version ?? '' });
      return { kind: 'refused', ...ends, error: error.toData() };
    }
    const kept = library.find((manifest) => carries(manifest, from, to, format));
    if (kept !== undefined) return fits(ends, kept, true);
    try {
      const request = { old: from.ref, new: to.ref, format };
      return fits(ends, await buildPackage(parts, files, request, control), false);
    } catch (thrown) {
      return refusedBy(ends, AppError.from(thrown), thrown);
    }
  };
}

type Ends = Pick<Hop, 'from' | 'to'>;

function fits(ends: Ends, manifest: PackageManifest, reused: boolean): Hop {
  const { sha256: packageSha256, sizeBytes, deltaSizeBytes, limits, format, proofClass } = manifest;
  const measured = deltaSizeBytes === undefined ? {} : { deltaSizeBytes };
  return { kind: 'fits', ...ends, packageSha256, sizeBytes, ...measured, limits, format, proofClass, reused };
}

function carries(
  manifest: PackageManifest,
  from: KnownRelease,
  to: KnownRelease,
  format: DeltaFormat,
): boolean {
  return (
    manifest.format === format &&
    manifest.from?.sha256 === from.sha256 &&
    manifest.to.sha256 === to.sha256 &&
    manifest.overrideReason === undefined &&
    withinLimits(manifest)
  );
}

/** Limits may have become known after it was built; a part that nobody measured is not believed to fit. */
function withinLimits({ limits, sizeBytes, deltaSizeBytes }: PackageManifest): boolean {
  const sizeOf = ({ part }: PackageLimit): number =>
    part === 'delta' ? (deltaSizeBytes ?? Number.POSITIVE_INFINITY) : sizeBytes;
  return limits.every((limit) => sizeOf(limit) <= limit.bytes);
}

/** Only what is about this pair is an answer; everything else ends the search. */
function refusedBy(ends: Ends, thrown: AppError, original: unknown): Hop {
  const error = thrown.toData();
  const { what, sizeBytes, limitBytes } = error.params;
  if (error.code === 'delta.tooLarge' && what === 'package')
    return { kind: 'tooLarge', ...ends, sizeBytes: Number(sizeBytes), limitBytes: Number(limitBytes) };
  const ours = error.code === 'delta.cancelled' || error.code === 'delta.workerFailed';
  if (ours || !/^(delta|firmware)\./.test(error.code)) throw original;
  return { kind: 'refused', ...ends, error };
}
