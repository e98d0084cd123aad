/**
 * The lines around what is seen, by their position in a list of any length: read as they are needed, one request at a time, far
 * ones let go. A cache: the record has everything.
 */
import type { JournalLine } from '../../shared/contract/journalLine.ts';

/** Lines from a position on, as far as one answer goes; each with its position in the list. */
export type LoadLines = (
  from: number,
  count: number,
  signal: AbortSignal,
) => Promise<readonly (readonly [number, JournalLine])[]>;

export interface LineCache {
  at(index: number): JournalLine | undefined;
  /** Puts in what came without being asked for. */
  put(lines: readonly (readonly [number, JournalLine])[]): void;
  /** Positions that are seen now; what is missing of them is read. `total` bounds the list. */
  want(first: number, count: number, total: number): void;
  dispose(): void;
}

/** Lines kept; some hundred screens. */
export const keptLines = 4000;
/** Read before and behind what is seen, so that a page key finds its lines there. */
const marginLines = 60;

export function createLineCache(load: LoadLines, onChange: () => void): LineCache {
  const lines = new Map<number, JournalLine>();
  let wanted = { first: 0, end: 0 };
  let reading: { readonly from: number; readonly end: number; readonly abort: AbortController } | null = null;

  const put: LineCache['put'] = (fresh) => {
    // A line does not change: the one that is known stays, so that nothing is drawn again for it.
    for (const [index, line] of fresh) if (!lines.has(index)) lines.set(index, line);
    if (lines.size <= keptLines) return;
    const middle = (wanted.first + wanted.end) / 2;
    for (const index of lines.keys()) if (Math.abs(index - middle) > keptLines / 4) lines.delete(index);
  };

  /** The first seen position that is missing, if any. */
  function firstMissing(): number | null {
    for (let index = wanted.first; index < wanted.end; index++) if (!lines.has(index)) return index;
    return null;
  }

  function read(total: number): void {
    const missing = firstMissing();
    if (missing === null) return;
    if (reading !== null) {
      if (missing >= reading.from && missing < reading.end) return;
      reading.abort.abort();
    }
    const from = Math.max(0, missing - (missing === wanted.first ? marginLines : 0));
    const end = Math.min(total, wanted.end + marginLines);
    const request = { from, end, abort: new AbortController() };
    reading = request;
    load(from, end - from, request.abort.signal).then(
      (fresh) => {
        if (reading !== request) return;
        reading = null;
        put(fresh);
        onChange();
        // An answer may be cut at its size; one without anything new would be asked for without end.
        if (fresh.some(([index]) => index >= missing)) read(total);
      },
      () => {
        // Cut off or superseded: the next look asks again.
        if (reading === request) reading = null;
      },
    );
  }

  return {
    at: (index) => lines.get(index),
    put,
    want(first, count, total) {
      wanted = { first, end: Math.min(total, first + count) };
      read(total);
    },
    dispose: () => reading?.abort.abort(),
  };
}
