import type { JournalEntry, JournalRow } from '../contract/journal.ts';

/**
 * The journal as the rooms that only write see it. Appending never throws and never waits for the disk; the row it returns
 * already has its sequence number and times, so it can serve as evidence at once.
 */
export interface JournalPort {
  append(entry: JournalEntry): JournalRow;
}
