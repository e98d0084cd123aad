/** Which rows pass: by source, by text, by severity. */
import type { JournalRow } from '../../../shared/contract/journal.ts';
import { groupOf, isProblem, rowView, type SourceGroup } from '../../i18n/journalRow.ts';
import type { Texts } from '../../i18n/useText.ts';

export interface TimelineFilter {
  /** Sources that are switched off. */
  readonly hidden: ReadonlySet<SourceGroup>;
  readonly problemsOnly: boolean;
  readonly search: string;
}

export const noFilter: TimelineFilter = { hidden: new Set(), problemsOnly: false, search: '' };

export function isFiltering(filter: TimelineFilter): boolean {
  return filter.hidden.size > 0 || filter.problemsOnly || filter.search !== '';
}

export function filterRows(
  rows: readonly JournalRow[],
  filter: TimelineFilter,
  words: Pick<Texts, 't' | 'code'>,
): readonly JournalRow[] {
  if (!isFiltering(filter)) return rows;
  const search = filter.search.toLowerCase();
  return rows.filter((row) => {
    if (filter.hidden.has(groupOf(row))) return false;
    if (filter.problemsOnly && !isProblem(row)) return false;
    return search === '' || rowView(row, words).text.toLowerCase().includes(search);
  });
}
