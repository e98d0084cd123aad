import type { JournalRow } from '../../../shared/contract/journal.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import type { Journal } from './journalPort.ts';
import { createMemoryTail } from './memoryTail.ts';
import { createRowFeed } from './rowFeed.ts';

/** A journal without files that keeps every row: for a core that shall leave no trace, and for tests. */
export function createMemoryJournal(clock: Pick<Clock, 'wallMs' | 'monoMs'>): Journal {
  const limits = { rows: Number.POSITIVE_INFINITY, bytes: Number.POSITIVE_INFINITY };
  const tail = createMemoryTail(1, limits);
  const feed = createRowFeed(() => undefined);
  let lastSeq = 0;
  return {
    append(entry) {
      lastSeq += 1;
      const row: JournalRow = { ...entry, seq: lastSeq, wallMs: clock.wallMs(), monoMs: clock.monoMs() };
      tail.add(row, 0);
      feed.deliver(row);
      return row;
    },
    lastSeq: () => lastSeq,
    read: async (filter, fromSeq, limit) => tail.read(filter, fromSeq, limit),
    last: async (filter, count) => tail.last(filter, count),
    onRow: feed.onRow,
    flush: async () => undefined,
    close: async () => undefined,
  };
}
