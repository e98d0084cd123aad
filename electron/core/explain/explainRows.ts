import type { Explanation } from '../../../shared/contract/explain.ts';
import type { JournalRow } from '../../../shared/contract/journal.ts';
import { createDiagnosis } from './diagnosis.ts';
import { observeRow } from './observeRows.ts';

/** Explains rows that are at hand: an imported log, a report, a test. */
export function explainRows(rows: Iterable<JournalRow>): Explanation {
  const diagnosis = createDiagnosis();
  let examined = 0;
  let lastSeq = 0;
  for (const row of rows) {
    examined += 1;
    lastSeq = row.seq;
    const seen = observeRow(row);
    if (seen !== null) diagnosis.look(seen);
  }
  return { findings: [...diagnosis.findings()], examined, complete: true, lastSeq };
}
