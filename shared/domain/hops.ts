/**
 * The way from one release to another over releases between them, where one package for the whole way is too large. Sizes are
 * known only once a package was built, so they are asked for one by one and as few as the answer allows.
 */

export interface HopSearch {
  /** How many releases there are; they are named by their index. */
  readonly releases: number;
  readonly from: number;
  readonly to: number;
  /** Bytes of the package between two releases, or null where none fits. Asked at most once for a pair. */
  sizeOf(from: number, to: number): Promise<number | null>;
}

export interface HopChain {
  /** `from`, the releases between, `to`. */
  readonly releases: readonly number[];
  /** The largest package of the chain, bytes. */
  readonly largestBytes: number;
}

/** The best way to a release that is known so far. */
interface Reached extends HopChain {
  readonly release: number;
}

/**
 * The direct package where it fits; else the chain with the fewest hops, and of those the one whose largest package is the
 * smallest. Null where there is none. Throws what `sizeOf` throws.
 */
export async function planHops(search: HopSearch): Promise<HopChain | null> {
  const { from, to, releases } = search;
  let level: readonly Reached[] = [{ release: from, releases: [from], largestBytes: 0 }];
  const open = new Set(Array.from({ length: releases }, (_, index) => index));
  open.delete(from);
  open.delete(to);
  while (level.length > 0) {
    // One hop more: if any of these reaches the end, no longer chain can be better.
    const last = (await reach(search, level, [to]))[0];
    if (last !== undefined) return { releases: last.releases, largestBytes: last.largestBytes };
    level = await reach(search, level, [...open]);
    for (const { release } of level) open.delete(release);
  }
  return null;
}

/** The best one hop further to each of `targets`, the smallest first. A step that cannot be better is not asked for. */
async function reach(
  search: HopSearch,
  level: readonly Reached[],
  targets: readonly number[],
): Promise<Reached[]> {
  const found: Reached[] = [];
  for (const release of targets) {
    let best: Reached | null = null;
    for (const before of level) {
      if (best !== null && before.largestBytes >= best.largestBytes) break;
      const bytes = await search.sizeOf(before.release, release);
      if (bytes === null) continue;
      const largestBytes = Math.max(before.largestBytes, bytes);
      if (best !== null && largestBytes >= best.largestBytes) continue;
      best = { release, releases: [...before.releases, release], largestBytes };
    }
    if (best !== null) found.push(best);
  }
  return found.sort((a, b) => a.largestBytes - b.largestBytes);
}
