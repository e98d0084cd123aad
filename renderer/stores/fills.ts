/** How full the limits of a package are: what was measured of each part beside the smallest limit of that part. */
import type { PackageLimit } from '../../shared/contract/delta.ts';
import type { PackageManifest } from '../../shared/contract/package.ts';

/** The smallest limit of one part, with what was measured of it. */
export interface Fill {
  readonly part: 'file' | 'delta';
  readonly limitBytes: number;
  /** Null before the build, and in packages of a version that did not measure that part. */
  readonly sizeBytes: number | null;
}

/** Bytes of the finished package; absent before there is one. */
export type Measured = Pick<PackageManifest, 'sizeBytes' | 'deltaSizeBytes'>;

/** One gauge for every part that has a limit: the whole file, and the core delta inside of it. Empty: no limit is known. */
export function fillsOf(limits: readonly PackageLimit[], measured?: Measured): readonly Fill[] {
  const sizes = { file: measured?.sizeBytes ?? null, delta: measured?.deltaSizeBytes ?? null };
  return (['file', 'delta'] as const).flatMap((part) => {
    const own = limits.filter((limit) => (limit.part ?? 'file') === part).map(({ bytes }) => bytes);
    return own.length === 0 ? [] : [{ part, limitBytes: Math.min(...own), sizeBytes: sizes[part] }];
  });
}
