import { type JournalEntry, type JournalRow, journalRowSchema } from '../../../shared/contract/journal.ts';
import type { SegmentRecord } from './segment.ts';

/** The payload of a row: everything but its place and times, which the record's header carries. */
export function entryPayload(entry: JournalEntry): string {
  return JSON.stringify(entry);
}

/**
 * A stored record as a row. The checksum says that the bytes are what was written; the schema says that this version
 * understands them. What it does not understand (written by a later version) stays in its place as `journal.unreadableRow`.
 */
export function rowOf(record: SegmentRecord): JournalRow {
  const { seq, wallMs, monoMs } = record;
  const parsed = journalRowSchema.safeParse(withPlace(record));
  if (parsed.success) return parsed.data;
  const params = { bytes: Buffer.byteLength(record.payload) };
  return { kind: 'appEvent', event: 'journal.unreadableRow', params, seq, wallMs, monoMs };
}

function withPlace({ payload, seq, wallMs, monoMs }: SegmentRecord): unknown {
  try {
    const entry: unknown = JSON.parse(payload);
    return typeof entry === 'object' && entry !== null ? { ...entry, seq, wallMs, monoMs } : null;
  } catch {
    return null;
  }
}
