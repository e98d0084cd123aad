import { describe, expect, it } from 'vitest';
import type { JournalRow } from '../../shared/contract/journal.ts';
import { appendRows, emptyTail, keptRows } from './journalTail.ts';

const row = (seq: number): JournalRow => ({
  seq,
  wallMs: seq,
  monoMs: seq,
  kind: 'atLine',
  direction: 'rx',
  text: `line ${seq}`,
  role: 'text',
});
const seqs = (rows: readonly JournalRow[]) => rows.map(({ seq }) => seq);

describe('the tail of the journal', () => {
  it('takes new rows and leaves out those it has', () => {
    const first = appendRows(emptyTail, [row(3), row(4)]);
    expect(seqs(appendRows(first, [row(4), row(5), row(9)]).rows)).toEqual([3, 4, 5, 9]);
  });

  it('stays the same object when nothing is new, so that nothing is drawn again', () => {
    const first = appendRows(emptyTail, [row(3)]);
    expect(appendRows(first, [row(3)])).toBe(first);
  });

  it('lets the oldest go beyond its limit and says so', () => {
    const rows = Array.from({ length: keptRows + 5 }, (_, at) => row(at + 1));
    const tail = appendRows(emptyTail, rows);
    expect(tail.rows.length).toBe(keptRows);
    expect(tail.rows[0]?.seq).toBe(6);
    expect(tail.shortened).toBe(true);
  });
});
