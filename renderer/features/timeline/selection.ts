/** A selection by sequence number: it survives scrolling, filtering and new rows, and copies from data, not from the page. */
import type { JournalRow } from '../../../shared/contract/journal.ts';
import { formatClock } from '../../i18n/format.ts';
import { rowView } from '../../i18n/journalRow.ts';
import type { Texts } from '../../i18n/useText.ts';

export interface Selection {
  /** Where a range starts; null while nothing is selected. */
  readonly anchor: number | null;
  readonly focus: number | null;
}

export const noSelection: Selection = { anchor: null, focus: null };

export function isSelected(selection: Selection, seq: number): boolean {
  if (selection.anchor === null || selection.focus === null) return false;
  const [low, high] = [selection.anchor, selection.focus].sort((a, b) => a - b);
  return low !== undefined && high !== undefined && seq >= low && seq <= high;
}

export function selectedRows(rows: readonly JournalRow[], selection: Selection): readonly JournalRow[] {
  return rows.filter((row) => isSelected(selection, row.seq));
}

/** The selection after an arrow key: one row further, a range when extended. */
export function moveSelection(
  rows: readonly JournalRow[],
  selection: Selection,
  by: number,
  extend: boolean,
): Selection {
  if (rows.length === 0) return noSelection;
  const at = rows.findIndex((row) => row.seq === selection.focus);
  const from = at < 0 ? (by > 0 ? -1 : rows.length) : at;
  const next = rows[Math.min(rows.length - 1, Math.max(0, from + by))];
  if (next === undefined) return selection;
  return { anchor: extend && selection.anchor !== null ? selection.anchor : next.seq, focus: next.seq };
}

/** Tab-separated: time, source, text; one line per row. */
export function rowsAsText(rows: readonly JournalRow[], words: Pick<Texts, 't' | 'code'>): string {
  return rows
    .map((row) => {
      const view = rowView(row, words);
      return [formatClock(row.wallMs), view.source.toUpperCase(), view.text].join('\t');
    })
    .join('\n');
}
