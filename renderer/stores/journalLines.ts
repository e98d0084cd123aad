/** The lines of the record that pass a filter: how many, the newest, and any others by position. */
import { useEffect, useReducer, useRef, useState } from 'react';
import type { FollowChange, IndexState, JournalLine, LineFilter } from '../../shared/contract/journalLine.ts';
import { useCore } from '../connection/CoreContext.tsx';
import { createLineCache, type LineCache } from './lineCache.ts';

export interface JournalLines {
  /** Null until the core has told. */
  readonly state: IndexState | null;
  /** Lines that have begun and have no end yet; they stand behind the last one. */
  readonly open: readonly JournalLine[];
  /** The newest lines that came with the last state. */
  readonly newest: readonly JournalLine[];
  at(index: number): JournalLine | undefined;
  want(first: number, count: number): void;
}

/** More than fill a screen: while the end is followed, nothing is asked for. */
const newestLines = 64;
const none: readonly JournalLine[] = [];

/** @param bytes reads each line with its raw bytes */
export function useJournalLines(filter: LineFilter, bytes: boolean): JournalLines {
  const core = useCore();
  const key = JSON.stringify(filter);
  const [told, setTold] = useState<FollowChange | null>(null);
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const cache = useRef<LineCache | null>(null);
  useEffect(() => {
    const parsed: LineFilter = JSON.parse(key);
    setTold(null);
    let total = 0;
    const open = () =>
      createLineCache(async (from, count, signal) => {
        const asked = { filter: parsed, from, count: Math.min(1000, count), bytes };
        const { lines } = await core.journal.lines(asked, { signal });
        return lines.map((line) => [line.index, line] as const);
      }, redraw);
    cache.current = open();
    const take = (change: FollowChange) => {
      // Fewer than before: the index is being built anew, and positions mean other lines.
      if (change.state.total < total) {
        cache.current?.dispose();
        cache.current = open();
      }
      total = change.state.total;
      if (!bytes) cache.current?.put(change.lines.map((line) => [line.index, line] as const));
      setTold(change);
    };
    const stop = core.journal.follow(
      { filter: parsed, last: newestLines },
      {
        onSnapshot: take,
        onChanges: (changes) => {
          const last = changes.at(-1);
          if (last !== undefined) take(last);
        },
      },
    );
    return () => {
      stop();
      cache.current?.dispose();
      cache.current = null;
    };
  }, [core, key, bytes]);
  const total = told?.state.total ?? 0;
  return {
    state: told?.state ?? null,
    open: told?.open ?? none,
    newest: told?.lines ?? none,
    at: (index) => (index < total ? cache.current?.at(index) : told?.open[index - total]),
    want: (first, count) => cache.current?.want(first, count, total),
  };
}
