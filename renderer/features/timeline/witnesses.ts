/** Who saw it: the AT port, the log port or the HTTP server. Their rows counted along the axis. Pure. */
import type { JournalRow } from '../../../shared/contract/journal.ts';
import { isProblem } from '../../i18n/journalRow.ts';
import type { TimeOf } from './bands.ts';

export const witnesses = ['at', 'log', 'http'] as const;
export type Witness = (typeof witnesses)[number];

/** Lines as LuatOS and others log them; a port that says them is heard as a log, whatever it is for. */
const logLine = /^(\[[^\]]*\]\s*)?[DIWEF]\//;

/** Null for rows that are Airdock's own. `logPorts` are the ports that are known to be for logs. */
export function witnessOf(row: JournalRow, logPorts: ReadonlySet<string>): Witness | null {
  switch (row.kind) {
    case 'atLine':
      return logPorts.has(row.portId ?? '') || logLine.test(row.text) ? 'log' : 'at';
    case 'httpRequest':
    case 'httpResponse':
    case 'serverEvent':
      return 'http';
    case 'portEvent':
      return logPorts.has(row.portId ?? '') ? 'log' : 'at';
    default:
      return null;
  }
}

export interface Mark {
  readonly witness: Witness;
  /** Place on the axis, 0 to `columns` - 1. */
  readonly column: number;
  readonly count: number;
  readonly problems: number;
  /** The first row of the mark, or its first problem: where a click leads. */
  readonly seq: number;
}

/** Rows counted into columns of equal time, per witness; a column without rows has no mark. */
export function marksOf(
  rows: readonly JournalRow[],
  timeOf: TimeOf,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
  columns: number,
  logPorts: ReadonlySet<string>,
): readonly Mark[] {
  const marks = new Map<string, Mark>();
  const perMs = columns / Math.max(1, toMs - fromMs);
  for (const row of rows) {
    const witness = witnessOf(row, logPorts);
    if (witness === null) continue;
    const column = Math.min(columns - 1, Math.max(0, Math.floor((timeOf(row) - fromMs) * perMs)));
    const key = `${witness}:${column}`;
    const before = marks.get(key) ?? { witness, column, count: 0, problems: 0, seq: row.seq };
    const problem = isProblem(row);
    const seq = problem && before.problems === 0 ? row.seq : before.seq;
    marks.set(key, {
      ...before,
      seq,
      count: before.count + 1,
      problems: before.problems + (problem ? 1 : 0),
    });
  }
  return [...marks.values()];
}
