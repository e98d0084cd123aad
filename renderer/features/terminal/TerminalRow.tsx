/** One row: host time in milliseconds, direction, content; hits of the search are marked. */
import { bytesPerRow } from '../../../shared/domain/atHex.ts';
import { formatClock } from '../../i18n/format.ts';
import type { Texts } from '../../i18n/useText.ts';
import { classes } from '../../ui/classes.ts';
import type { ViewRow } from './rows.ts';
import { splitAtHits } from './search.ts';
import styles from './Terminal.module.css';

/** What a row says, for searching and copying. */
export function textOfRow(row: ViewRow, texts: Pick<Texts, 't' | 'code'>): string {
  switch (row.kind) {
    case 'line':
      return row.line.text;
    case 'hex':
      return `${row.hex.padEnd(bytesPerRow * 3)} ${row.text}`;
    case 'gap':
      return texts.t('terminal.leftOut', { count: row.gap.left });
    case 'event':
      return textOfEvent(row.line, texts);
  }
}

function textOfEvent(
  line: Extract<ViewRow, { kind: 'event' }>['line'],
  { code }: Pick<Texts, 'code'>,
): string {
  if (line.kind === 'note') return code('event', line.event, line.params);
  const owner = line.owner === undefined ? '' : code('leaseOwner', line.owner);
  return [code('portEvent', line.event), owner, line.detail ?? ''].filter((text) => text !== '').join(' · ');
}

/** `14:03:07.250 > AT+CSQ` */
export function rowAsText(row: ViewRow, texts: Pick<Texts, 't' | 'code'>): string {
  if (row.kind === 'gap') return textOfRow(row, texts);
  const { wallMs } = row.kind === 'hex' ? row : row.line;
  return `${formatClock(wallMs)} ${markOf(row)} ${textOfRow(row, texts)}`;
}

function markOf(row: ViewRow): string {
  if (row.kind === 'line') return row.line.direction === 'tx' ? '>' : ' ';
  return row.kind === 'hex' && row.direction === 'tx' ? '>' : ' ';
}

export interface TerminalRowProps {
  readonly row: ViewRow;
  readonly texts: Texts;
  readonly search: string;
  /** The hit that the search is at. */
  readonly current: boolean;
  readonly onFill: () => void;
}

export function TerminalRow({ row, texts, search, current, onFill }: TerminalRowProps) {
  if (row.kind === 'gap') {
    return (
      <button type="button" className={styles.gap} onClick={onFill}>
        {textOfRow(row, texts)} · {texts.t('terminal.loadLeftOut')}
      </button>
    );
  }
  const { wallMs } = row.kind === 'hex' ? row : row.line;
  return (
    <div className={classes(styles.line, lookOf(row), current && styles.current)} data-key={row.key}>
      <time className={styles.time}>{formatClock(wallMs)}</time>
      <span className={styles.mark} aria-hidden="true">
        {markOf(row) === '>' ? '›' : ''}
      </span>
      <span className={styles.text}>
        {splitAtHits(textOfRow(row, texts), search).map(({ text, hit, at }) =>
          hit ? <mark key={at}>{text}</mark> : <span key={at}>{text}</span>,
        )}
      </span>
    </div>
  );
}

function lookOf(row: ViewRow): string | undefined {
  if (row.kind === 'event') return styles.event;
  if (row.kind === 'hex') return row.direction === 'tx' ? styles.sent : undefined;
  if (row.kind !== 'line') return undefined;
  const { direction, role, text } = row.line;
  if (direction === 'tx') return styles.sent;
  if (role === 'echo') return styles.event;
  if (role === 'final') return text.trim() === 'OK' ? styles.final : styles.bad;
  return role === 'urc' ? styles.urc : undefined;
}
