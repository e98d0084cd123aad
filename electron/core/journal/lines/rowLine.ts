import type { LineLevel, LineSource } from '../../../../shared/contract/journalLine.ts';
import type { JournalRow } from '../../../../shared/contract/journalRow.ts';

/** A row that is one line of its own: everything but raw bytes. */
export interface RowLine {
  readonly source: LineSource;
  readonly level: LineLevel;
  readonly text: string;
}

/** Codes and params rather than sentences: the same in every language, and what a search of programs looks for. */
export function rowLine(row: Exclude<JournalRow, { kind: 'serialBytes' | 'atLine' }>): RowLine {
  switch (row.kind) {
    case 'portEvent': {
      const level = row.event === 'openFailed' || row.event === 'vanished' ? 'warning' : 'info';
      return { source: 'port', level, text: words(row.event, row.portId, row.owner, row.detail) };
    }
    case 'httpRequest':
      return { source: 'http', level: 'info', text: `${row.method} ${row.target} < ${row.remote}` };
    case 'httpResponse':
      return { source: 'http', level: levelOfStatus(row.status), text: responseText(row) };
    case 'serverEvent':
      return {
        source: 'server',
        level: row.event === 'failed' ? 'error' : 'info',
        text: words(row.event, row.detail),
      };
    case 'jobEvent':
      return { source: 'job', level: row.level, text: words(row.event, paramsText(row.params)) };
    case 'jobEnded':
      return jobEnd(row);
    case 'userAction':
      return { source: 'user', level: 'info', text: words(row.action, paramsText(row.params)) };
    case 'appEvent':
      return { source: 'app', level: 'info', text: words(row.event, paramsText(row.params)) };
  }
}

function jobEnd({ verdict, error }: Extract<JournalRow, { kind: 'jobEnded' }>): RowLine {
  const { outcome, code, rawCode, params } = verdict;
  const level = outcome === 'succeeded' ? 'info' : outcome === 'failed' ? 'error' : 'warning';
  return { source: 'job', level, text: words(outcome, code, rawCode, paramsText(params), error?.code) };
}

function responseText(row: Extract<JournalRow, { kind: 'httpResponse' }>): string {
  const { status, reason, sentBytes, bodyBytes, decision, body } = row;
  return words(`${status} ${reason}`, `${sentBytes}/${bodyBytes}`, decision, body);
}

function levelOfStatus(status: number): LineLevel {
  if (status >= 500) return 'error';
  return status >= 400 ? 'warning' : 'info';
}

function paramsText(params: Readonly<Record<string, string | number | boolean>>): string {
  return Object.entries(params)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
}

/** One line: what would break it becomes a space. */
function words(...parts: readonly (string | undefined)[]): string {
  return parts
    .filter((part) => part !== undefined && part !== '')
    .join(' ')
    .replace(/[\r\n]+/g, ' ');
}
