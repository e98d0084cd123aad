import { comparePlaces, releasePlace } from '../../../../shared/domain/releaseOrder.ts';

/**
 * How two versions of one firmware name stand to each other: negative where `a` is the older one, null where nobody can say.
 * Numbers are compared segment by segment, so `001.000.002` is `1.0.2`, and a segment that is missing counts as 0 (platform-apis
 * 1.5); names of releases by their own order. The platform's own comparison is unknown, see there.
 */
export function compareVersions(a: string, b: string): number | null {
  if (a === b) return 0;
  const left = segmentsOf(a);
  const right = segmentsOf(b);
  if (left !== null && right !== null) return compareSegments(left, right);
  const first = releasePlace(a);
  const second = releasePlace(b);
  if (first === null || second === null || first.product !== second.product) return null;
  return comparePlaces(first, second);
}

/** Whether both spell one version. */
export function sameVersion(a: string, b: string): boolean {
  return compareVersions(a, b) === 0;
}

/** Any number of segments: old clients send four (platform-apis 1.2). At most 9 digits each, so that numbers stay exact. */
function segmentsOf(version: string): readonly number[] | null {
  return /^[Vv]?\d{1,9}(?:\.\d{1,9})*$/.test(version)
    ? version.replace(/^[Vv]/, '').split('.').map(Number)
    : null;
}

function compareSegments(a: readonly number[], b: readonly number[]): number {
  for (let n = 0; n < Math.max(a.length, b.length); n++) {
    const difference = (a[n] ?? 0) - (b[n] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/**
 * The core that a module runs: what it says, or else, for the LuatOS libraries, the first number of a version with three or
 * four segments, because they put it there (platform-apis 1.5). Null: unknown. A leading `V` is dropped.
 */
export function coreOf(request: {
  readonly coreVersion: string | null;
  readonly firmwareName: string | null;
  readonly version: string | null;
}): string | null {
  const { coreVersion, firmwareName, version } = request;
  if (coreVersion !== null) return coreVersion.replace(/^[Vv]/, '');
  if (firmwareName === null || version === null || !firmwareName.includes('LuatOS-SoC')) return null;
  return /^(\d+)\.\d+\.\d+(?:\.\d+)?$/.exec(version)?.[1] ?? null;
}
