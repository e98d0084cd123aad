import type { Batch } from './segmentWriter.ts';

/** Rows that had to be given up. */
export interface ShedRows {
  readonly fromSeq: number;
  readonly toSeq: number;
  readonly rows: number;
}

interface WaitingRecord {
  readonly seq: number;
  readonly bytes: Buffer;
}

/**
 * Encoded rows that are not yet in a file. They stay here until the worker says that they are written, so a full disk or a
 * dead worker loses nothing before the bound is reached.
 */
export interface Outbox {
  add(seq: number, bytes: Buffer): void;
  readonly waitingBytes: number;
  /** The oldest rows as one batch of at most `maxBytes` (at least one row); they stay until `written`. Null when empty. */
  batch(maxBytes: number): (Batch & { readonly bytes: Uint8Array<ArrayBuffer> }) | null;
  written(lastSeq: number): void;
  /** Gives up the oldest rows behind `keepSeq` (those are on their way) until the bound holds; the newest row always stays. */
  shed(maxBytes: number, keepSeq: number): ShedRows | null;
}

export function createOutbox(): Outbox {
  let records: WaitingRecord[] = [];
  let waitingBytes = 0;

  const removeRange = (start: number, end: number): void => {
    for (const record of records.slice(start, end)) waitingBytes -= record.bytes.length;
    records = [...records.slice(0, start), ...records.slice(end)];
  };

  return {
    get waitingBytes() {
      return waitingBytes;
    },
    add(seq, bytes) {
      records.push({ seq, bytes });
      waitingBytes += bytes.length;
    },
    batch(maxBytes) {
      const first = records[0];
      if (first === undefined) return null;
      let count = 0;
      let sizeBytes = 0;
      for (const record of records) {
        if (count > 0 && sizeBytes + record.bytes.length > maxBytes) break;
        sizeBytes += record.bytes.length;
        count += 1;
      }
      return {
        firstSeq: first.seq,
        lastSeq: records[count - 1]?.seq ?? first.seq,
        bytes: join(records, count, sizeBytes),
      };
    },
    written(lastSeq) {
      const rest = records.findIndex((record) => record.seq > lastSeq);
      removeRange(0, rest < 0 ? records.length : rest);
    },
    shed(maxBytes, keepSeq) {
      const start = records.findIndex((record) => record.seq > keepSeq);
      if (start < 0 || waitingBytes <= maxBytes) return null;
      let end = start;
      for (let bytes = waitingBytes; bytes > maxBytes && end < records.length - 1; end += 1) {
        bytes -= records[end]?.bytes.length ?? 0;
      }
      if (end === start) return null;
      const shed = {
        fromSeq: records[start]?.seq ?? 0,
        toSeq: records[end - 1]?.seq ?? 0,
        rows: end - start,
      };
      removeRange(start, end);
      return shed;
    },
  };
}

/** A buffer of its own, because it is handed over to the worker while the records stay. */
function join(records: readonly WaitingRecord[], count: number, sizeBytes: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(sizeBytes);
  let offset = 0;
  for (const record of records.slice(0, count)) {
    bytes.set(record.bytes, offset);
    offset += record.bytes.length;
  }
  return bytes;
}
