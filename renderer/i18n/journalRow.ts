/** A journal row as a timeline shows it: where it came from, what it says, how much it matters. Longer: one case per kind. */
import type { JournalRow } from '../../shared/contract/journal.ts';
import { maskKeys } from '../../shared/domain/keyMask.ts';
import { formatBytes, formatTook } from './format.ts';
import type { TextKey } from './index.ts';
import type { Texts } from './useText.ts';

export type Source = 'tx' | 'rx' | 'http' | 'port' | 'server' | 'job' | 'user' | 'app';
export type Level = 'normal' | 'quiet' | 'warning' | 'error' | 'good';

export interface RowView {
  readonly source: Source;
  readonly text: string;
  readonly level: Level;
  /** Set in the typeface of wires. */
  readonly mono: boolean;
}

/** The word on a row's source chip. */
export const sourceKeys: Readonly<Record<Source, TextKey>> = {
  tx: 'timeline.sourceTx',
  rx: 'timeline.sourceRx',
  http: 'timeline.sourceHttp',
  port: 'timeline.sourcePort',
  server: 'timeline.sourceServer',
  job: 'timeline.sourceJob',
  user: 'timeline.sourceUser',
  app: 'timeline.sourceApp',
};

/** Groups that filter chips switch. */
export type SourceGroup = 'at' | 'http' | 'port' | 'job' | 'app';

export function groupOf(row: JournalRow): SourceGroup {
  switch (row.kind) {
    case 'atLine':
    case 'serialBytes':
      return 'at';
    case 'httpRequest':
    case 'httpResponse':
    case 'serverEvent':
      return 'http';
    case 'portEvent':
      return 'port';
    case 'jobEvent':
    case 'jobEnded':
      return 'job';
    default:
      return 'app';
  }
}

type Words = Pick<Texts, 't' | 'code'>;

/** Keys are masked wherever a row is listed, searched or copied; only the row that a person has opened can reveal its own. */
export function rowView(row: JournalRow, words: Words): RowView {
  const view = revealedRowView(row, words);
  return { ...view, text: maskKeys(view.text) };
}

export function revealedRowView(row: JournalRow, { t, code }: Words): RowView {
  switch (row.kind) {
    case 'atLine':
      return { source: row.direction, text: row.text, level: atLevel(row), mono: true };
    case 'serialBytes':
      return {
        source: row.direction,
        text: t('timeline.bytes', { count: byteCount(row.bytes) }),
        level: 'quiet',
        mono: false,
      };
    case 'portEvent':
      return portView(row, { t, code });
    case 'httpRequest':
      return { source: 'http', text: `→ ${row.method} ${row.target}`, level: 'normal', mono: true };
    case 'httpResponse':
      return responseView(row, { t, code });
    case 'serverEvent':
      return {
        source: 'server',
        text: withDetail(code('serverEvent', row.event), row.detail),
        level: row.event === 'failed' ? 'error' : 'normal',
        mono: false,
      };
    case 'jobEvent':
      return {
        source: 'job',
        text: code('event', row.event, row.params),
        level: row.level === 'info' ? 'normal' : row.level,
        mono: false,
      };
    case 'jobEnded':
      return {
        source: 'job',
        text: t('timeline.ended', { text: code('verdict', row.verdict.code, row.verdict.params) }),
        level:
          row.verdict.outcome === 'succeeded'
            ? 'good'
            : row.verdict.outcome === 'failed'
              ? 'error'
              : 'warning',
        mono: false,
      };
    case 'userAction':
      return {
        source: 'user',
        text: t('timeline.action', { action: row.action }),
        level: 'quiet',
        mono: false,
      };
    case 'appEvent':
      return { source: 'app', text: code('event', row.event, row.params), level: 'quiet', mono: false };
  }
}

export function isProblem(row: JournalRow): boolean {
  const level = rowView(row, silent).level;
  return level === 'error' || level === 'warning';
}

/** Levels need no words. */
const silent: Words = { t: (key) => key, code: (_group, name) => name };

function atLevel(row: Extract<JournalRow, { kind: 'atLine' }>): Level {
  if (row.role === 'echo') return 'quiet';
  if (row.direction === 'tx') return 'normal';
  return /^(ERROR$|\+CM[ES] ERROR|\+UPGRADEIND: ?-|\+UARTUPGRA)/.test(row.text) && /ERROR|-\d/.test(row.text)
    ? 'error'
    : 'normal';
}

function portView(row: Extract<JournalRow, { kind: 'portEvent' }>, { code }: Words): RowView {
  const owner = row.owner === undefined ? undefined : code('leaseOwner', row.owner);
  const level: Level =
    row.event === 'openFailed'
      ? 'error'
      : row.event === 'vanished'
        ? 'warning'
        : row.event === 'returned'
          ? 'good'
          : 'quiet';
  return {
    source: 'port',
    text: withDetail(code('portEvent', row.event), owner, row.detail),
    level,
    mono: false,
  };
}

function responseView(row: Extract<JournalRow, { kind: 'httpResponse' }>, { code }: Words): RowView {
  const sent = `${formatBytes(row.sentBytes)}${row.sentBytes === row.bodyBytes ? '' : ` / ${formatBytes(row.bodyBytes)}`}`;
  const parts = [
    `← ${row.status} ${row.reason}`,
    sent,
    formatTook(row.durationMs),
    code('decision', row.decision),
  ];
  const level: Level = row.status >= 400 ? 'error' : row.complete ? 'normal' : 'warning';
  return { source: 'http', text: parts.filter((part) => part !== '').join(' · '), level, mono: true };
}

function withDetail(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join(' · ');
}

/** Bytes behind a base64 text. */
function byteCount(base64: string): number {
  const padding = base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0;
  return (base64.length / 4) * 3 - padding;
}
