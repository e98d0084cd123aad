import type { JournalRow } from '../../../shared/contract/journal.ts';
import { type Observation, observeCommand, observeLine } from './observation.ts';

/** A row as rules see it; null for one that none of them looks at, an echo and raw bytes among them. */
export function observeRow(row: JournalRow): Observation | null {
  const place = { seq: row.seq, atMs: row.wallMs, port: row.portId ?? '' };
  switch (row.kind) {
    case 'atLine':
      if (row.role === 'echo') return null;
      return row.direction === 'tx'
        ? observeCommand({ ...place, text: row.text })
        : observeLine({ ...place, text: row.text });
    case 'portEvent':
      return { ...place, kind: 'port', event: row.event, text: row.event };
    case 'httpResponse':
      return {
        ...place,
        kind: 'answer',
        status: row.status,
        body: row.body ?? '',
        text: `HTTP ${row.status} ${row.reason} ${row.body ?? ''}`.trim(),
      };
    case 'jobEvent':
      return { ...place, kind: 'event', event: row.event, params: row.params, text: row.event };
    case 'jobEnded':
      return {
        ...place,
        kind: 'ended',
        outcome: row.verdict.outcome,
        code: row.verdict.code,
        text: row.verdict.code,
      };
    default:
      return null;
  }
}
