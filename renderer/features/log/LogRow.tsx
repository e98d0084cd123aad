/** One line: host time, device time, source, text with its colours and the hits of the search, or its bytes. */
import { Bookmark } from 'lucide-react';
import { memo } from 'react';
import type { JournalLine } from '../../../shared/contract/journalLine.ts';
import { formatClock } from '../../i18n/format.ts';
import type { Texts } from '../../i18n/useText.ts';
import { classes } from '../../ui/classes.ts';
import { type Ink, inkedText, withoutAnsi } from './ansi.ts';
import { hexOf } from './hex.ts';
import { cutAtMarks, type FindMarks } from './highlight.ts';
import styles from './Log.module.css';
import { lineText, sourceKey } from './lineText.ts';

export interface LogRowProps {
  readonly index: number;
  /** Not read yet. */
  readonly line: JournalLine | undefined;
  readonly texts: Texts;
  readonly find: FindMarks;
  readonly hex: boolean;
  readonly wrap: boolean;
  /** Whether lines in sight tell the device's own time. */
  readonly clocks: 1 | 2;
  readonly selected: boolean;
  readonly focused: boolean;
  readonly marked: boolean;
  readonly total: number;
  readonly onPick: (index: number, extend: boolean) => void;
}

export const LogRow = memo(function LogRow(props: LogRowProps) {
  const { index, line, texts, selected, focused, wrap, total, onPick } = props;
  return (
    // Keys are handled by the list, which holds the focus for all of its rows.
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above
    <div
      id={`line-${index}`}
      role="option"
      tabIndex={-1}
      aria-selected={selected}
      aria-setsize={total}
      aria-posinset={index + 1}
      className={classes(
        styles.row,
        wrap && styles.wrapped,
        props.clocks === 1 && styles.oneClock,
        selected && styles.selected,
        focused && styles.focused,
        line !== undefined && styles[line.level],
      )}
      data-testid="log-line"
      data-index={index}
      data-level={line?.level}
      data-unfinished={line?.unfinished}
      onClick={(event) => onPick(index, event.shiftKey)}
    >
      <span className={styles.mark}>
        {props.marked ? <Bookmark aria-label={texts.t('log.marked')} /> : null}
      </span>
      <time className={styles.time}>{line === undefined ? '' : formatClock(line.wallMs)}</time>
      {props.clocks === 1 ? null : <span className={styles.device}>{line?.deviceTime ?? ''}</span>}
      <span className={classes(styles.source, line !== undefined && styles[`${line.source}Chip`])}>
        {line === undefined ? '' : texts.t(sourceKey(line))}
      </span>
      <span className={styles.text}>{line === undefined ? '…' : <Words {...props} line={line} />}</span>
    </div>
  );
});

function Words({ line, texts, find, hex }: LogRowProps & { readonly line: JournalLine }) {
  if (hex && line.bytes !== undefined) {
    const { hex: digits, text, left } = hexOf(line.bytes);
    return (
      <>
        <span className={styles.digits}>{digits}</span>
        <span className={styles.readable}>{text}</span>
        {left === 0 ? null : <span className={styles.tail}>{texts.t('log.leftBytes', { count: left })}</span>}
      </>
    );
  }
  const text = lineText(line, texts);
  const marks = find(withoutAnsi(text));
  const pieces = cutAtMarks(inkedText(text), marks);
  return (
    <>
      {pieces.map((piece) =>
        piece.hit ? (
          <mark key={piece.at} className={styles.hit}>
            {piece.text}
          </mark>
        ) : (
          <span key={piece.at} className={inkClass(piece.ink)}>
            {piece.text}
          </span>
        ),
      )}
      {line.unfinished === 'open' ? <span className={styles.caret} title={texts.t('log.open')} /> : null}
      {line.unfinished === 'capped' ? <span className={styles.tail}>{texts.t('log.capped')}</span> : null}
    </>
  );
}

function inkClass({ colour, background, bold }: Ink): string | undefined {
  if (colour === null && background === null && !bold) return undefined;
  return classes(
    bold && styles.bold,
    colour !== null && styles[`ink${colour}`],
    background !== null && styles[`ground${background}`],
  );
}
