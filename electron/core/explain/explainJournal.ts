import { setImmediate as breathe } from 'node:timers/promises';
import type { Explanation } from '../../../shared/contract/explain.ts';
import type { JournalFilter } from '../../../shared/contract/journal.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Journal } from '../journal/journalPort.ts';
import { createDiagnosis } from './diagnosis.ts';
import { observeRow } from './observeRows.ts';

export interface Span {
  readonly jobId?: string | undefined;
  readonly portId?: string | undefined;
  readonly fromSeq?: number | undefined;
  readonly toSeq?: number | undefined;
  readonly fromMs?: number | undefined;
  readonly toMs?: number | undefined;
}

type Source = Pick<Journal, 'read' | 'lastSeq'>;

/** Rows of one answer, and of one portion between which others have their turn. */
const limits = { rows: 200_000, portion: 1000 } as const;

/** Explains what the journal holds of a job, a port or a time; raw bytes are not read, their lines are. Throws AppError rpc.cancelled. */
export async function explainJournal(
  journal: Source,
  span: Span,
  options: { readonly maxRows?: number; readonly signal?: AbortSignal } = {},
): Promise<Explanation> {
  const { maxRows = limits.rows, signal } = options;
  const filter: JournalFilter = {
    without: ['serialBytes', 'httpRequest'],
    ...(span.jobId === undefined ? {} : { jobId: span.jobId }),
    ...(span.portId === undefined ? {} : { portId: span.portId }),
  };
  const until = Math.min(span.toSeq ?? journal.lastSeq(), journal.lastSeq());
  const diagnosis = createDiagnosis();
  let next = span.fromSeq ?? (span.fromMs === undefined ? 1 : await rowAt(journal, span.fromMs));
  let examined = 0;
  let ended = next > until;
  while (!ended && examined < maxRows) {
    const wanted = Math.min(limits.portion, maxRows - examined);
    const rows = await journal.read(filter, next, wanted);
    for (const row of rows) {
      next = row.seq + 1;
      if (row.seq > until || isOutside(row.wallMs, span)) continue;
      examined += 1;
      const seen = observeRow(row);
      if (seen !== null) diagnosis.look(seen);
    }
    ended = rows.length < wanted || next > until;
    // Rows from memory come without a turn of the loop, and ports are read on this thread.
    await breathe();
    if (signal?.aborted === true) throw new AppError('rpc.cancelled');
  }
  return {
    findings: [...diagnosis.findings()],
    examined,
    complete: ended,
    lastSeq: Math.min(next - 1, until),
  };
}

function isOutside(wallMs: number, { fromMs, toMs }: Span): boolean {
  return (fromMs !== undefined && wallMs < fromMs) || (toMs !== undefined && wallMs > toMs);
}

/**
 * The first row that can be as late as this, by halving: a wall clock that was set back only makes it begin too early or leave out
 * what was written under the wrong time.
 */
async function rowAt(journal: Source, wallMs: number): Promise<number> {
  let low = 1;
  let high = journal.lastSeq() + 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const [row] = await journal.read({}, middle, 1);
    if (row === undefined || row.wallMs >= wallMs) high = middle;
    else low = row.seq + 1;
  }
  return low;
}
