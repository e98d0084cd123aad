import type { JournalRow } from '../../../shared/contract/journal.ts';

/** Hands each row to every listener, in order, also when a listener appends a row of its own while it listens. */
export interface RowFeed {
  deliver(row: JournalRow): void;
  onRow(listener: (row: JournalRow) => void): () => void;
}

export function createRowFeed(onListenerError: (error: unknown) => void): RowFeed {
  const listeners = new Set<(row: JournalRow) => void>();
  const waiting: JournalRow[] = [];
  let delivering = false;

  const deliver = (row: JournalRow): void => {
    waiting.push(row);
    if (delivering) return;
    delivering = true;
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      for (const listener of [...listeners]) {
        try {
          listener(next);
        } catch (error) {
          // Appending never throws, and one bad listener must not keep a row from the others.
          onListenerError(error);
        }
      }
    }
    delivering = false;
  };

  return {
    deliver,
    onRow(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
