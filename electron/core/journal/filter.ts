import type { JournalFilter, JournalRow } from '../../../shared/contract/journal.ts';

/** Whether a row passes; an empty filter passes everything. */
export function matches(filter: JournalFilter, row: JournalRow): boolean {
  if (filter.jobId !== undefined && row.jobId !== filter.jobId) return false;
  if (filter.portId !== undefined && row.portId !== filter.portId) return false;
  if (filter.exchangeId !== undefined && (!('exchangeId' in row) || row.exchangeId !== filter.exchangeId))
    return false;
  return filter.without === undefined || !filter.without.includes(row.kind);
}

/**
 * Byte strings that must all occur in a piece of a segment before any row in it can pass. Finding bytes is far cheaper than
 * parsing rows, so a reader that looks for one job skips everything else at the speed of memory.
 */
export function needlesOf(filter: JournalFilter): readonly Buffer[] {
  const needles: Buffer[] = [];
  if (filter.jobId !== undefined) needles.push(Buffer.from(`"jobId":${JSON.stringify(filter.jobId)}`));
  if (filter.portId !== undefined) needles.push(Buffer.from(`"portId":${JSON.stringify(filter.portId)}`));
  if (filter.exchangeId !== undefined)
    needles.push(Buffer.from(`"exchangeId":${JSON.stringify(filter.exchangeId)}`));
  return needles;
}
