import { describe, expect, it } from 'vitest';
import type { TerminalLine } from '../../shared/contract/terminal.ts';
import {
  addEntries,
  addOlder,
  emptyWindow,
  fillGap,
  type LinesGap,
  type LinesWindow,
} from './terminalLines.ts';

const line = (seq: number): TerminalLine => ({
  ...{ kind: 'line', seq, wallMs: seq, direction: 'rx', role: 'text', text: String(seq) },
});
const lines = (from: number, to: number): TerminalLine[] =>
  Array.from({ length: to - from + 1 }, (_, index) => line(from + index));
const windowOf = (entries: LinesWindow['entries']): LinesWindow => ({
  ...emptyWindow,
  loaded: true,
  entries,
});
const seqs = ({ entries }: LinesWindow) =>
  entries.map(({ kind, seq }) => (kind === 'gap' ? `gap ${seq}` : seq));

describe('the window of a terminal', () => {
  it('takes each line once and lets go of the oldest while it is followed', () => {
    const window = addEntries(windowOf(lines(1, 3)), [...lines(2, 3), ...lines(4, 6)], 5, true);
    expect(seqs(window)).toEqual([2, 3, 4, 5, 6]);
    expect(window.more).toBe(true);
  });

  it('keeps its place while it stands still, and counts what it cannot take', () => {
    const still = addEntries(windowOf(lines(1, 4)), [line(5)], 5, false);
    expect(seqs(still)).toEqual([1, 2, 3, 4, 5]);
    const full = addEntries(still, [{ kind: 'gap', seq: 90, left: 85 }, line(91)], 5, false);
    expect(seqs(full)).toEqual([1, 2, 3, 4, 5]);
    expect(full.behind).toBe(86);
  });

  it('takes older lines in at its start and lets go of the end, which can be fetched again', () => {
    const window = addOlder(windowOf(lines(10, 13)), lines(7, 10), true, 6);
    expect(seqs(window)).toEqual([7, 8, 9, 10, 11, 12]);
    expect(window).toMatchObject({ more: true, behind: 1 });
  });

  it('fills a gap page by page', () => {
    const gap: LinesGap = { kind: 'gap', seq: 8, left: 6 };
    const start = windowOf([line(2), gap, line(9)]);
    const first = fillGap(start, gap, lines(3, 5));
    expect(seqs(first)).toEqual([2, 3, 4, 5, 'gap 8', 9]);
    const rest = first.entries[4];
    if (rest?.kind !== 'gap') throw new Error('no gap is left');
    expect(rest.left).toBe(3);
    expect(seqs(fillGap(first, rest, lines(6, 11)))).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
    expect(seqs(fillGap(start, gap, []))).toEqual([2, 9]);
  });
});
