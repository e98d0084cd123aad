import type { JournalRow } from '../../../shared/contract/journal.ts';
import { AppError } from '../../../shared/errors.ts';

/** Whether a row of a recording passes; the same rule as the journal's own. */
export { matches as matchesRecorded } from '../journal/filter.ts';

/** What a person can look for in a row: its words, never its base64. */
export function wordsOf(row: JournalRow): string {
  switch (row.kind) {
    case 'serialBytes':
      return '';
    case 'atLine':
      return row.text;
    case 'httpRequest':
      return `${row.method} ${row.target}\n${row.head}`;
    case 'httpResponse':
      return `${row.status} ${row.reason} ${row.decision} ${row.body ?? ''}`;
    case 'portEvent':
    case 'serverEvent':
      return `${row.event} ${row.detail ?? ''}`;
    case 'jobEvent':
    case 'appEvent':
      return `${row.event} ${JSON.stringify(row.params)}`;
    case 'userAction':
      return `${row.action} ${JSON.stringify(row.params)}`;
    case 'jobEnded':
      return `${row.verdict.outcome} ${row.verdict.code} ${row.verdict.rawCode ?? ''}`;
  }
}

export interface RowQuery {
  readonly text: string;
  readonly regex?: boolean | undefined;
  readonly caseSensitive?: boolean | undefined;
  readonly fromMs?: number | undefined;
  readonly toMs?: number | undefined;
}

/** @throws AppError `report.badPattern` {pattern, reason} */
export function rowMatcher(query: RowQuery): (row: JournalRow) => boolean {
  const { text, fromMs = Number.NEGATIVE_INFINITY, toMs = Number.POSITIVE_INFINITY } = query;
  const pattern = patternOf(query, text);
  return (row) => row.wallMs >= fromMs && row.wallMs < toMs && pattern.test(wordsOf(row));
}

function patternOf({ regex, caseSensitive }: RowQuery, text: string): RegExp {
  const source = regex === true ? text : text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  try {
    return new RegExp(source, caseSensitive === true ? 'm' : 'im');
  } catch (error) {
    throw new AppError('report.badPattern', { pattern: text, reason: String(error) });
  }
}
