import type { CoreHandlers } from '../../../shared/contract/index.ts';
import type { JournalFilter, JournalRow } from '../../../shared/contract/journal.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import { matches } from '../journal/filter.ts';
import type { DiskJournal } from '../journal/openJournal.ts';
import type { JournalIndex } from '../journal/search/journalIndex.ts';
import type { RetentionSetting } from '../settings/journalRetention.ts';
import { type ExportJobParts, startExport } from './exportJob.ts';
import type { Files } from './files.ts';
import { followJournalLines } from './followJournalLines.ts';
import { snapshotThenChanges } from './snapshotThenChanges.ts';

interface JournalServiceParts extends ExportJobParts {
  readonly journal: DiskJournal;
  readonly journalIndex: JournalIndex;
  readonly journalRetention: RetentionSetting;
  readonly clock: Clock;
  readonly reportFailure: (where: string, error: unknown) => void;
}

export function createJournalService(
  parts: JournalServiceParts,
  files: Pick<Files, 'paths'>,
): CoreHandlers['journal'] {
  const { journal, journalIndex: index } = parts;
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
        (error) => parts.reportFailure('journal.tail', error),
      );
    },
    async read({ fromSeq, limit, ...filter }: JournalFilter & { fromSeq: number; limit: number }) {
      return { rows: [...(await journal.read(filter, fromSeq, limit))], lastSeq: journal.lastSeq() };
    },
    follow: (query, sink) => followJournalLines(parts, query, sink),
    lines: (input, { signal }) => index.ask('lines', input, { signal }),
    linesAt: (input, { signal }) => index.ask('linesAt', input, { signal }),
    locate: (input, { signal }) => index.ask('locate', input, { signal }),
    search: (input, { signal }) => index.ask('search', input, { signal }),
    sessions: (input, { signal }) => index.ask('sessions', input, { signal }),
    export: (input) => startExport(parts, files, input),
    exportText: (input, { signal }) => index.ask('exportText', input, { signal }),
    async storage() {
      return { ...(await index.ask('storage', {})), retention: { ...journal.retention() } };
    },
    setRetention(retention) {
      parts.journalRetention.set(retention);
      journal.setRetention(retention);
      return { ok: true };
    },
  };
}
