import type { JournalFilter, JournalRow } from '../../../shared/contract/journal.ts';
import type { JournalPort } from '../../../shared/domain/journalPort.ts';

/** The journal as the services see it. */
export interface Journal extends JournalPort {
  /** Last sequence number given out; 0 when empty. */
  lastSeq(): number;
  /** Rows with seq >= fromSeq that match, in order, at most `limit`; includes rows not yet on disk. */
  read(filter: JournalFilter, fromSeq: number, limit: number): Promise<readonly JournalRow[]>;
  /** The newest `count` rows that match, in order. */
  last(filter: JournalFilter, count: number): Promise<readonly JournalRow[]>;
  /** Every row from now on, synchronously at append. */
  onRow(listener: (row: JournalRow) => void): () => void;
  /** Resolves when everything appended so far is on disk. */
  flush(): Promise<void>;
  close(): Promise<void>;
}
