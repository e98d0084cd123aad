import type { JournalFilter, JournalRow } from '../../../shared/contract/journal.ts';
import { matches } from './filter.ts';

export interface TailLimits {
  readonly rows: number;
  readonly bytes: number;
}

/** The newest rows in memory, without gaps: the common reads (a live timeline) never touch the disk. */
export interface MemoryTail {
  /** Sequence number of its first row; the next one to come when it is empty. */
  firstSeq(): number;
  add(row: JournalRow, sizeBytes: number): void;
  /** Rows up to here can be read from files, so they may go. */
  allowForgetting(upToSeq: number): void;
  read(filter: JournalFilter, fromSeq: number, limit: number): JournalRow[];
  last(filter: JournalFilter, count: number): JournalRow[];
}

interface HeldRow {
  readonly row: JournalRow;
  readonly sizeBytes: number;
}

export function createMemoryTail(nextSeq: number, limits: TailLimits): MemoryTail {
  let held: HeldRow[] = [];
  /** Index of the first row that is still ours; the array is cut only now and then. */
  let start = 0;
  let bytes = 0;
  let forgettable = nextSeq - 1;

  const firstSeq = (): number => held[start]?.row.seq ?? nextSeq;

  const forget = (): void => {
    while (held.length - start > limits.rows || bytes > limits.bytes) {
      const oldest = held[start];
      if (oldest === undefined || oldest.row.seq > forgettable) break;
      bytes -= oldest.sizeBytes;
      start += 1;
    }
    if (start > 4096 && start > held.length / 2) {
      held = held.slice(start);
      start = 0;
    }
  };

  return {
    firstSeq,
    add(row, sizeBytes) {
      held.push({ row, sizeBytes });
      bytes += sizeBytes;
      nextSeq = row.seq + 1;
      forget();
    },
    allowForgetting(upToSeq) {
      forgettable = Math.max(forgettable, upToSeq);
      forget();
    },
    read(filter, fromSeq, limit) {
      const found: JournalRow[] = [];
      for (let index = start + Math.max(0, fromSeq - firstSeq()); index < held.length; index += 1) {
        const row = held[index]?.row;
        if (found.length >= limit || row === undefined) break;
        if (matches(filter, row)) found.push(row);
      }
      return found;
    },
    last(filter, count) {
      const found: JournalRow[] = [];
      for (let index = held.length - 1; index >= start && found.length < count; index -= 1) {
        const row = held[index]?.row;
        if (row !== undefined && matches(filter, row)) found.push(row);
      }
      return found.reverse();
    },
  };
}
