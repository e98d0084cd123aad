import type { CoreHandlers } from '../../../shared/contract/index.ts';
import type { JournalFilter, JournalRow } from '../../../shared/contract/journal.ts';
import { matches } from '../journal/filter.ts';
import type { Journal } from '../journal/journalPort.ts';
import { snapshotThenChanges } from './snapshotThenChanges.ts';

export function createJournalService(
  journal: Journal,
  reportFailure: (where: string, error: unknown) => void,
): CoreHandlers['journal'] {
  return {
    tail({ last, ...filter }, sink) {
      let shown = 0;
      return snapshotThenChanges(
        {
          snapshot: (rows: readonly JournalRow[]) => {
            shown = rows.at(-1)?.seq ?? 0;
            sink.snapshot({ rows: [...rows], lastSeq: journal.lastSeq() });
          },
          // A row may be in the snapshot and among the changes kept meanwhile.
          change: (row: JournalRow) => {
            if (row.seq > shown) sink.change({ kind: 'rows', rows: [row] });
          },
        },
        (listener) => journal.onRow((row) => matches(filter, row) && listener(row)),
        () => journal.last(filter, last),
        (error) => reportFailure('journal.tail', error),
      );
    },
    async read({ fromSeq, limit, ...filter }: JournalFilter & { fromSeq: number; limit: number }) {
      return { rows: [...(await journal.read(filter, fromSeq, limit))], lastSeq: journal.lastSeq() };
    },
  };
}
