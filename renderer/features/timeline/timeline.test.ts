import { describe, expect, it } from 'vitest';
import type { JournalRow } from '../../../shared/contract/journal.ts';
import { i18n, textOf, textOfCode } from '../../i18n/index.ts';
import { isProblem, revealedRowView, rowView } from '../../i18n/journalRow.ts';
import { filterRows, noFilter } from './filter.ts';
import { isSelected, moveSelection, noSelection, rowsAsText, selectedRows } from './selection.ts';

await i18n.changeLanguage('en');
const words = { t: textOf, code: textOfCode };
const base = (seq: number) => ({ seq, wallMs: 1_700_000_000_000 + seq, monoMs: seq });
const at = (
  seq: number,
  text: string,
  direction: 'tx' | 'rx' = 'rx',
  role: 'urc' | 'final' | 'echo' = 'urc',
) => ({ ...base(seq), kind: 'atLine', direction, text, role }) as const satisfies JournalRow;
const response = {
  ...base(5),
  kind: 'httpResponse',
  exchangeId: 'x',
  status: 200,
  reason: 'OK',
  bodyBytes: 2048,
  sentBytes: 1024,
  durationMs: 1500,
  complete: false,
  decision: 'wholeFile',
} as const satisfies JournalRow;

describe('a row', () => {
  it.each([
    ['+UPGRADEIND: -1003', true],
    ['+UPGRADEIND: 100', false],
    ['ERROR', true],
    ['+CME ERROR: 58', true],
    ['+UARTUPGRAE ERROR: 5', true],
    ['OK', false],
  ])('%s is a problem: %s', (text, problem) => expect(isProblem(at(1, text))).toBe(problem));

  it('warns of an answer that was not delivered in full, with both counts', () => {
    const view = rowView(response, words);
    expect(view.level).toBe('warning');
    expect(view.text).toContain('1 KiB / 2 KiB');
  });

  it('hides a key wherever it is listed, searched or copied; the row itself can show it', () => {
    const row = at(1, 'AT+UPGRADE="KEY","abc",1', 'tx');
    expect(rowView(row, words).text).toBe('AT+UPGRADE="KEY","••••",1');
    expect(rowsAsText([row], words)).not.toContain('abc');
    expect(filterRows([row], { ...noFilter, search: '"abc"' }, words)).toEqual([]);
    expect(revealedRowView(row, words).text).toContain('"abc"');
  });

  it('keeps an echo quiet', () => expect(rowView(at(1, 'ATI', 'rx', 'echo'), words).level).toBe('quiet'));

  it('counts raw bytes behind their base64', () => {
    const raw = { ...base(1), kind: 'serialBytes', direction: 'rx', bytes: 'QVQNCg==' } as const;
    expect(rowView(raw, words).text).toBe('4 bytes');
  });
});

describe('filtering', () => {
  const rows = [at(1, 'ATI', 'tx'), at(2, '+UPGRADEIND: -1003'), response];

  it('passes the very same list while nothing is filtered', () => {
    expect(filterRows(rows, noFilter, words)).toBe(rows);
  });

  it('hides sources, keeps problems, searches what is shown', () => {
    expect(filterRows(rows, { ...noFilter, hidden: new Set(['at']) }, words)).toEqual([response]);
    expect(filterRows(rows, { ...noFilter, problemsOnly: true }, words).map(({ seq }) => seq)).toEqual([
      2, 5,
    ]);
    expect(filterRows(rows, { ...noFilter, search: 'upgradeind' }, words).map(({ seq }) => seq)).toEqual([2]);
  });
});

describe('selecting', () => {
  const rows = [at(1, 'a'), at(4, 'b'), at(9, 'c')];

  it('starts at the edge that the arrow comes from', () => {
    expect(moveSelection(rows, noSelection, 1, false)).toEqual({ anchor: 1, focus: 1 });
    expect(moveSelection(rows, noSelection, -1, false)).toEqual({ anchor: 9, focus: 9 });
  });

  it('extends in both directions and stays inside', () => {
    const one = { anchor: 4, focus: 4 };
    expect(moveSelection(rows, one, 50, true)).toEqual({ anchor: 4, focus: 9 });
    const up = moveSelection(rows, one, -1, true);
    expect(rows.filter(({ seq }) => isSelected(up, seq)).map(({ seq }) => seq)).toEqual([1, 4]);
  });

  it('copies from data, one line per row', () => {
    const text = rowsAsText(selectedRows(rows, { anchor: 1, focus: 4 }), words);
    expect(text.split('\n').map((line) => line.split('\t').slice(1))).toEqual([
      ['RX', 'a'],
      ['RX', 'b'],
    ]);
  });
});
