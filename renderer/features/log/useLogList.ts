/** The list that is seen: everything that passes the filter, or the hits alone with lines around them. */
import { useEffect, useMemo, useReducer, useRef } from 'react';
import type { JournalLine, LineFilter, LineQuery } from '../../../shared/contract/journalLine.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import type { JournalLines } from '../../stores/journalLines.ts';
import { createLineCache, type LineCache } from '../../stores/lineCache.ts';
import { type LineHits, withAround } from '../../stores/lineHits.ts';
import type { Handover } from './handover.ts';

export interface LogList {
  readonly count: number;
  at(index: number): JournalLine | undefined;
  want(first: number, count: number): void;
  /** What a range of this list is for the core; both ends included. */
  handover(first: number, last: number): Handover;
  /** Row of this list for a position of the filtered list; null where it is not among the hits. */
  rowOfPosition(position: number): number | null;
  positionOf(index: number): number;
}

/** All lines, or, while the view is frozen, those that were there then. */
export function wholeList(lines: JournalLines, filter: LineFilter, frozen: number | null): LogList {
  const total = lines.state?.total ?? 0;
  const count = frozen ?? total + lines.open.length;
  return {
    count,
    at: lines.at,
    want: lines.want,
    handover: (first, last) => ({ kind: 'range', filter, fromIndex: first, toIndex: last + 1 }),
    rowOfPosition: (position) => (position < count ? position : null),
    positionOf: (index) => index,
  };
}

export interface HitListOptions {
  readonly hits: LineHits;
  readonly filter: LineFilter;
  readonly query: LineQuery;
  /** Lines of the record before and behind each hit. */
  readonly around: number;
  readonly bytes: boolean;
}

/** Null without options: then nothing is read. */
export function useHitList(options: HitListOptions | null): LogList | null {
  const core = useCore();
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const { hits, around = 0, bytes = false } = options ?? {};
  const numbers = useMemo(
    () => (hits === undefined ? [] : around === 0 ? hits.numbers : withAround(hits.numbers, around)),
    [hits, around],
  );
  const latest = useRef(numbers);
  latest.current = numbers;
  const cache = useRef<LineCache | null>(null);
  const [firstNumber] = numbers;
  // More hits keep what is read: their lines come behind. Other hits begin anew.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `firstNumber` and `around` tell other hits from more of them
  useEffect(() => {
    cache.current = createLineCache(async (from, count, signal) => {
      const asked = latest.current.slice(from, from + Math.min(1000, count));
      if (asked.length === 0) return [];
      const { lines } = await core.journal.linesAt({ numbers: asked, bytes }, { signal });
      const places = new Map(asked.map((number, at) => [number, from + at]));
      return lines.map((line) => [places.get(line.number) ?? -1, line] as const);
    }, redraw);
    return () => cache.current?.dispose();
  }, [core, bytes, around, firstNumber]);
  if (options === null) return null;
  const { filter, query } = options;
  return {
    count: numbers.length,
    at: (index) => cache.current?.at(index),
    want: (first, count) => cache.current?.want(first, count, numbers.length),
    handover: (first, last) =>
      around === 0
        ? {
            ...{ kind: 'range', filter, query, fromIndex: options.hits.positions[first] ?? 0 },
            toIndex: (options.hits.positions[last] ?? 0) + 1,
          }
        : { kind: 'numbers', numbers: numbers.slice(first, last + 1) },
    rowOfPosition: (position) => {
      const at = options.hits.positions.indexOf(position);
      const number = options.hits.numbers[at];
      return number === undefined ? null : numbers.indexOf(number);
    },
    positionOf: (index) => {
      const at = options.hits.numbers.indexOf(numbers[index] ?? -1);
      return options.hits.positions[at] ?? 0;
    },
  };
}
