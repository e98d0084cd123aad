/** The end of the journal as a growing list; gaps that the core announces are read by sequence. */
import { useEffect, useState } from 'react';
import type { JournalFilter, JournalRow } from '../../shared/contract/journal.ts';
import { useCore } from '../connection/CoreContext.tsx';
import type { Core } from '../connection/connect.ts';

export interface JournalTail {
  readonly loaded: boolean;
  readonly rows: readonly JournalRow[];
  /** Rows of the same filter before the first one were let go of here; the journal still has them. */
  readonly shortened: boolean;
  /** Sequence numbers that are being read again after the stream ran ahead; null when there is no gap. */
  readonly readingTo: number | null;
}

export const emptyTail: JournalTail = { loaded: false, rows: [], shortened: false, readingTo: null };

/** Rows kept in the window; the journal keeps all. */
export const keptRows = 20_000;
const firstRows = 2_000;
const pageRows = 2_000;

/** Rows in order, each once, at most `keptRows`. */
export function appendRows(tail: JournalTail, rows: readonly JournalRow[]): JournalTail {
  const lastSeq = tail.rows.at(-1)?.seq ?? 0;
  const fresh = rows.filter((row) => row.seq > lastSeq);
  if (fresh.length === 0) return tail;
  const all = [...tail.rows, ...fresh];
  return all.length <= keptRows
    ? { ...tail, rows: all }
    : { ...tail, rows: all.slice(-keptRows), shortened: true };
}

/** Follows the journal until the returned function is called. */
export function followJournal(
  core: Core,
  filter: JournalFilter,
  onTail: (change: (tail: JournalTail) => JournalTail) => void,
): () => void {
  const abort = new AbortController();
  let lastSeq = 0;
  let held: JournalRow[] | null = null;

  const add = (rows: readonly JournalRow[]) => {
    lastSeq = Math.max(lastSeq, rows.at(-1)?.seq ?? 0);
    onTail((tail) => appendRows(tail, rows));
  };

  /** While a gap is read, what arrives meanwhile waits, so that the order holds. */
  async function fill(toSeq: number): Promise<void> {
    held ??= [];
    onTail((tail) => ({ ...tail, readingTo: toSeq }));
    try {
      while (lastSeq < toSeq) {
        const page = await core.journal.read(
          { ...filter, fromSeq: lastSeq + 1, limit: pageRows },
          { signal: abort.signal },
        );
        add(page.rows);
        if (page.rows.length < pageRows) break;
      }
    } catch {
      // Cut off: the next connection begins with a fresh snapshot.
    }
    const waiting = held ?? [];
    held = null;
    onTail((tail) => ({ ...tail, readingTo: null }));
    add(waiting);
  }

  const stop = core.journal.tail(
    { ...filter, last: firstRows },
    {
      onSnapshot(snapshot) {
        lastSeq = snapshot.rows.at(-1)?.seq ?? 0;
        const shortened = snapshot.rows.length >= firstRows;
        onTail(() => ({ loaded: true, rows: snapshot.rows, shortened, readingTo: null }));
      },
      onChanges(changes) {
        for (const change of changes) {
          if (change.kind === 'advanced') void fill(change.toSeq);
          else if (held === null) add(change.rows);
          else held.push(...change.rows);
        }
      },
    },
  );
  return () => {
    abort.abort();
    stop();
  };
}

export function useJournalTail(filter: JournalFilter): JournalTail {
  const core = useCore();
  const key = JSON.stringify(filter);
  const [tail, setTail] = useState(emptyTail);
  useEffect(() => {
    setTail(emptyTail);
    return followJournal(core, JSON.parse(key), setTail);
  }, [core, key]);
  return tail;
}
