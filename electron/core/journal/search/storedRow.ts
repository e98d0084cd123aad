import type { JournalRow } from '../../../../shared/contract/journalRow.ts';
import { rowOf } from '../row.ts';
import type { SegmentRecord } from '../segment.ts';

/**
 * A stored record as a row. Bytes and AT lines, which are nearly all rows, are looked at by hand: the schema costs ten times what
 * the rest of making lines does.
 */
export function storedRow(record: SegmentRecord): JournalRow {
  const { payload, seq, wallMs, monoMs } = record;
  if (!payload.startsWith('{"kind":"serialBytes"') && !payload.startsWith('{"kind":"atLine"'))
    return rowOf(record);
  const { kind, direction, bytes, text, role, portId, jobId }: Record<string, unknown> = JSON.parse(payload);
  const origin = {
    ...(typeof portId === 'string' ? { portId } : {}),
    ...(typeof jobId === 'string' ? { jobId } : {}),
  };
  if (direction !== 'rx' && direction !== 'tx') return rowOf(record);
  if (kind === 'serialBytes' && typeof bytes === 'string') {
    return { seq, wallMs, monoMs, ...origin, kind, direction, bytes };
  }
  if (kind === 'atLine' && typeof text === 'string' && isRole(role)) {
    return { seq, wallMs, monoMs, ...origin, kind, direction, text, role };
  }
  return rowOf(record);
}

type Role = Extract<JournalRow, { kind: 'atLine' }>['role'];
const roles: ReadonlySet<unknown> = new Set<Role>(['command', 'echo', 'response', 'final', 'urc', 'text']);
const isRole = (role: unknown): role is Role => roles.has(role);
