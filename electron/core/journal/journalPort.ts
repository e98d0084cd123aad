import type { JournalEntry, JournalFilter, JournalRow } from '../../../shared/contract/journal.ts';

/**
 * The journal as the other rooms see it: a place to write, nothing more. Appending never throws and never waits for the disk;
 * the row it returns already has its sequence number and times, so it can serve as evidence at once.
 */
export interface JournalPort {
  append(entry: JournalEntry): JournalRow;
}

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
