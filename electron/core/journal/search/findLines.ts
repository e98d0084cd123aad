import type { LineQuery } from '../../../../shared/contract/journalLine.ts';
import { withoutAnsi } from '../lines/lineText.ts';
import type { Block, IndexDatabase } from './indexDatabase.ts';
import type { LineList, PlacedLine } from './lineList.ts';
import { createMatcher, type Matcher } from './matcher.ts';

/** Which parts of a list can have hits, and which of their lines are some. */
export interface Finder {
  mayContain(block: Block | null): boolean;
  hitsAmong(lines: readonly PlacedLine[]): PlacedLine[];
}

/** Without a query every line is a hit. Throws as `createMatcher`. */
export function createFinder(query: LineQuery | undefined, database: IndexDatabase): Finder {
  if (query === undefined) return { mayContain: () => true, hitsAmong: (lines) => [...lines] };
  const matcher: Matcher = createMatcher(query);
  const candidates = matcher.trigrams.length === 0 ? null : database.blocksWith(matcher.trigrams);
  return {
    mayContain: (block) =>
      block === null || candidates === null || !block.searchable || candidates.has(block.id),
    hitsAmong(lines) {
      const results = matcher.test(lines.map(({ made }) => withoutAnsi(made.text)));
      return lines.filter((_, at) => results[at] === true);
    },
  };
}

export interface FoundLines {
  readonly hits: PlacedLine[];
  readonly searched: number;
  readonly next: number | null;
}

export interface SearchBounds {
  readonly from?: number | undefined;
  readonly direction: 'forward' | 'backward';
  readonly limit: number;
  /** Asked after each part that was read: true ends the call. */
  readonly isEnough: () => boolean;
}

/** Walks over the parts of a list from a position on; parts that cannot have a hit cost nothing. */
export function findLines(list: LineList, finder: Finder, bounds: SearchBounds): FoundLines {
  const isForward = bounds.direction === 'forward';
  const total = list.total();
  const start = bounds.from ?? (isForward ? 0 : total - 1);
  const from = isForward ? start : Math.min(start, total - 1);
  const hits: PlacedLine[] = [];
  const covered = (next: number): number => Math.abs(next - from);
  const parts = list.parts();
  let at = list.partWith(from);
  while (at !== null && at >= 0 && at < parts) {
    const part = list.part(at);
    const beyond = isForward ? part.first + part.count : part.first - 1;
    if (part.count > 0 && finder.mayContain(part.block)) {
      const inRange = (line: PlacedLine): boolean => (isForward ? line.index >= from : line.index <= from);
      const found = finder.hitsAmong(list.read(part).filter(inRange));
      if (!isForward) found.reverse();
      for (const hit of found) {
        hits.push(hit);
        if (hits.length < bounds.limit) continue;
        const next = isForward ? hit.index + 1 : hit.index - 1;
        return { hits, searched: covered(next), next: next < 0 || next >= total ? null : next };
      }
      if (bounds.isEnough() && beyond >= 0 && beyond < total)
        return { hits, searched: covered(beyond), next: beyond };
    }
    at += isForward ? 1 : -1;
  }
  return { hits, searched: isForward ? Math.max(0, total - from) : Math.max(0, from + 1), next: null };
}
