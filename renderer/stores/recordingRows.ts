/** Rows of one recording, page by page: a window that grows at both ends. What it does not hold is read when it is wanted. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { JournalRow } from '../../shared/contract/journal.ts';
import { AppError } from '../../shared/errors.ts';
import { useCore } from '../connection/CoreContext.tsx';
import type { Core } from '../connection/connect.ts';

export interface RowWindow {
  readonly rows: readonly JournalRow[];
  /** Every row with fromSeq <= seq < nextSeq is in it. */
  readonly fromSeq: number;
  readonly nextSeq: number;
  /** No row stands behind it. */
  readonly atEnd: boolean;
}

export const pageRows = 2000;
/** Read without being asked: enough for the shape of a whole case. */
const firstRows = 10_000;
const without = ['serialBytes'];

export function emptyWindow(fromSeq: number): RowWindow {
  return { rows: [], fromSeq, nextSeq: fromSeq, atEnd: false };
}

/** A page that was read from `nextSeq` on, at the window's end. */
export function append(window: RowWindow, page: readonly JournalRow[], lastSeq: number): RowWindow {
  const rows = [...window.rows, ...page];
  const full = page.length >= pageRows;
  const nextSeq = full ? (rows.at(-1)?.seq ?? lastSeq) + 1 : lastSeq + 1;
  return { ...window, rows, nextSeq, atEnd: !full || nextSeq > lastSeq };
}

/** Rows that were read from `fromSeq` on, before the window's beginning. */
export function prepend(window: RowWindow, page: readonly JournalRow[], fromSeq: number): RowWindow {
  const before = page.filter(({ seq }) => seq < window.fromSeq);
  return { ...window, rows: [...before, ...window.rows], fromSeq };
}

/** Whether a row is in the window, or would be if it existed. */
export function holds(window: RowWindow, seq: number): boolean {
  return seq >= window.fromSeq && (seq < window.nextSeq || window.atEnd);
}

export interface RecordingRows extends RowWindow {
  readonly reading: boolean;
  readonly error: AppError | null;
  /** Reads on at either end; nothing where there is nothing more, or while something is read. */
  more(end: 'before' | 'behind'): void;
  /** Makes sure that a row is there. */
  seek(seq: number): void;
}

export function useRecordingRows(recordingId: string): RecordingRows {
  const core = useCore();
  const [window, setWindow] = useState(() => emptyWindow(1));
  const [reading, setReading] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const held = useRef({ window, abort: new AbortController(), busy: false });
  const put = useCallback((next: RowWindow) => {
    held.current.window = next;
    setWindow(next);
  }, []);
  /** One read at a time; what began for another recording or place is dropped. */
  const run = useCallback(async (work: (signal: AbortSignal) => Promise<void>, anew: boolean) => {
    if (held.current.busy && !anew) return;
    if (anew) held.current.abort.abort();
    const abort = new AbortController();
    Object.assign(held.current, { abort, busy: true });
    setReading(true);
    setError(null);
    try {
      await work(abort.signal);
    } catch (thrown) {
      if (!abort.signal.aborted) setError(AppError.from(thrown));
    } finally {
      if (held.current.abort === abort) {
        held.current.busy = false;
        setReading(false);
      }
    }
  }, []);
  const readOn = useCallback(
    async (signal: AbortSignal, untilRows: number) => {
      do {
        const next = held.current.window.nextSeq;
        const { rows, lastSeq } = await readPage(core, recordingId, next, signal);
        if (signal.aborted) return;
        put(append(held.current.window, rows, lastSeq));
      } while (!held.current.window.atEnd && held.current.window.rows.length < untilRows);
    },
    [core, recordingId, put],
  );
  const readBefore = useCallback(
    async (signal: AbortSignal) => {
      const fromSeq = Math.max(1, held.current.window.fromSeq - pageRows);
      const { rows } = await readPage(core, recordingId, fromSeq, signal);
      if (!signal.aborted) put(prepend(held.current.window, rows, fromSeq));
    },
    [core, recordingId, put],
  );
  useEffect(() => {
    put(emptyWindow(1));
    void run((signal) => readOn(signal, firstRows), true);
    return () => held.current.abort.abort();
  }, [put, run, readOn]);
  const more = useCallback(
    (end: 'before' | 'behind') => {
      const { window: now } = held.current;
      if (end === 'behind' && !now.atEnd) void run((signal) => readOn(signal, 0), false);
      if (end === 'before' && now.fromSeq > 1) void run(readBefore, false);
    },
    [run, readOn, readBefore],
  );
  const seek = useCallback(
    (seq: number) => {
      if (holds(held.current.window, seq)) return;
      put(emptyWindow(Math.max(1, seq - pageRows / 2)));
      void run((signal) => readOn(signal, 0), true);
    },
    [put, run, readOn],
  );
  return { ...window, reading, error, more, seek };
}

function readPage(core: Core, recordingId: string, fromSeq: number, signal: AbortSignal) {
  return core.report.read({ recordingId, fromSeq, limit: pageRows, without }, { signal });
}
