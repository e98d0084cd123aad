/** Where a search has hits, counted by the core piece by piece; new lines are searched as they come. */
import { useEffect, useRef, useState } from 'react';
import type { LineFilter, LineQuery } from '../../shared/contract/journalLine.ts';
import { AppError } from '../../shared/errors.ts';
import { useCore } from '../connection/CoreContext.tsx';

export interface LineHits {
  /** Positions in the filtered list, rising. */
  readonly positions: readonly number[];
  /** Numbers among all lines, beside the positions. */
  readonly numbers: readonly number[];
  /** Lines of the list that were looked at. */
  readonly searched: number;
  /** Not everything was looked at yet. */
  readonly counting: boolean;
  /** There are more hits than are kept: the rest is not counted. */
  readonly cut: boolean;
  readonly error: AppError | null;
}

export const noHits: LineHits = {
  ...{ positions: [], numbers: [], searched: 0, counting: false, cut: false, error: null },
};

/** Enough to walk through by hand; a search with more of them wants better words. */
export const keptHits = 200_000;
const pieceHits = 20_000;

/** @param query null searches nothing @param total lines of the list now */
export function useLineHits(filter: LineFilter, query: LineQuery | null, total: number): LineHits {
  const core = useCore();
  const key = JSON.stringify({ filter, query });
  const [found, setFound] = useState<{ readonly key: string; readonly hits: LineHits }>({
    key,
    hits: noHits,
  });
  const hits = found.key === key ? found.hits : noHits;
  const latest = useRef(hits);
  latest.current = hits;
  const due = query !== null && !hits.cut && hits.error === null && hits.searched < total;
  useEffect(() => {
    if (!due) return;
    const asked: { filter: LineFilter; query: LineQuery } = JSON.parse(key);
    const abort = new AbortController();
    const run = async () => {
      for (let before = latest.current; ; ) {
        const from = before.searched;
        const piece = await core.journal.search(
          { ...asked, from, direction: 'forward', give: 'positions', limit: pieceHits },
          { signal: abort.signal },
        );
        const positions = before.positions.concat(piece.hits.map(({ index }) => index));
        const numbers = before.numbers.concat(piece.hits.map(({ number }) => number));
        const searched = piece.next ?? piece.state.total;
        const cut = positions.length >= keptHits;
        const counting = piece.next !== null && !cut;
        before = { positions, numbers, searched, counting, cut, error: null };
        if (abort.signal.aborted) return;
        setFound({ key, hits: before });
        if (!counting || searched <= from) return;
      }
    };
    // Typing is not waited for by the core, and new lines are looked at together.
    const timer = setTimeout(() => {
      run().catch((thrown: unknown) => {
        if (abort.signal.aborted) return;
        setFound({ key, hits: { ...latest.current, counting: false, error: AppError.from(thrown) } });
      });
    }, 200);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [core, key, due]);
  return query === null ? noHits : hits;
}

/** The first hit behind a position, or the last one before it; round at the ends. Null without hits. Pure. */
export function stepHit(positions: readonly number[], from: number, by: 1 | -1): number | null {
  const behind = firstAtOrBehind(positions, by === 1 ? from + 1 : from);
  const wanted = by === 1 ? behind : behind - 1;
  return positions[(wanted + positions.length) % positions.length] ?? null;
}

/** How many hits lie before a position: its place among them, from 0. Pure. */
export function firstAtOrBehind(positions: readonly number[], index: number): number {
  let low = 0;
  let high = positions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((positions[middle] ?? 0) < index) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Hits with so many lines before and behind, each line once, in order. Pure. */
export function withAround(numbers: readonly number[], around: number): number[] {
  const all: number[] = [];
  for (const number of numbers)
    for (let at = Math.max(0, number - around, (all.at(-1) ?? -1) + 1); at <= number + around; at++)
      all.push(at);
  return all;
}
