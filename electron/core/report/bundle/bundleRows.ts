import { type JournalRow, journalRowSchema } from '../../../../shared/contract/journal.ts';
import { AppError } from '../../../../shared/errors.ts';

/** No row of ours comes near. */
const longestRow = 1024 * 1024;

export function rowsToLines(rows: readonly JournalRow[]): Uint8Array {
  return Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
}

/** Rows of a foreign file, in pieces. @throws AppError `report.damagedBundle`, `report.hostileBundle` {member} */
export function* linesToRows(bytes: Uint8Array, member: string): Generator<JournalRow[]> {
  let piece: JournalRow[] = [];
  let from = 0;
  let lastSeq = 0;
  while (from < bytes.length) {
    const at = bytes.indexOf(0x0a, from);
    const end = at < 0 ? bytes.length : at;
    if (end - from > longestRow) {
      throw new AppError('report.hostileBundle', {
        ...{ reason: 'tooLarge', member, limit: longestRow, found: end - from },
      });
    }
    const row = rowOf(bytes.subarray(from, end));
    if (row === null || row.seq <= lastSeq) throw new AppError('report.damagedBundle', { member });
    lastSeq = row.seq;
    piece.push(row);
    from = end + 1;
    if (piece.length < 1000) continue;
    yield piece;
    piece = [];
  }
  yield piece;
}

function rowOf(line: Uint8Array): JournalRow | null {
  try {
    const parsed = journalRowSchema.safeParse(JSON.parse(Buffer.from(line).toString('utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
