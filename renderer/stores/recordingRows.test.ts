import { describe, expect, it } from 'vitest';
import type { JournalRow } from '../../shared/contract/journal.ts';
import { append, emptyWindow, holds, pageRows, prepend } from './recordingRows.ts';

const row = (seq: number): JournalRow => ({
  ...{ seq, wallMs: seq, monoMs: seq, kind: 'atLine', direction: 'rx', text: 'OK', role: 'final' },
});
const rows = (from: number, count: number, step = 1) =>
  Array.from({ length: count }, (_, index) => row(from + index * step));

describe('the rows of a recording in the window', () => {
  it('end where a page is not full, whatever numbers are missing', () => {
    const window = append(emptyWindow(1), rows(1, 3), 9);
    expect(window).toMatchObject({ atEnd: true, nextSeq: 10 });
    expect(holds(window, 9)).toBe(true);
  });

  it('go on behind the last row of a full page', () => {
    const window = append(emptyWindow(1), rows(1, pageRows, 2), 9000);
    expect(window).toMatchObject({ atEnd: false, nextSeq: 2 * pageRows });
    expect(holds(window, 2 * pageRows)).toBe(false);
  });

  it('take rows before them each once', () => {
    const window = append(emptyWindow(10), rows(10, 3), 12);
    const grown = prepend(window, rows(4, 8), 4);
    expect(grown.rows.map(({ seq }) => seq)).toEqual([4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(holds(grown, 3)).toBe(false);
  });
});
