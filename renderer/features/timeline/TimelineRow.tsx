/** One row: time, source, text. */
import { memo } from 'react';
import type { JournalRow } from '../../../shared/contract/journal.ts';
import { formatClock, formatOffset } from '../../i18n/format.ts';
import { rowView, sourceKeys } from '../../i18n/journalRow.ts';
import type { Texts } from '../../i18n/useText.ts';
import { classes } from '../../ui/classes.ts';

import styles from './Timeline.module.css';

export interface TimelineRowProps {
  readonly row: JournalRow;
  readonly texts: Texts;
  readonly clock: 'offset' | 'wall';
  readonly startMs: number;
  readonly selected: boolean;
  readonly onPick: (row: JournalRow, extend: boolean) => void;
}

export const TimelineRow = memo(function TimelineRow(props: TimelineRowProps) {
  const { row, texts, clock, startMs, selected, onPick } = props;
  const view = rowView(row, texts);
  return (
    // Keys are handled by the list, which holds the focus for all of its rows.
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above
    <div
      id={`row-${row.seq}`}
      role="option"
      tabIndex={-1}
      aria-selected={selected}
      className={classes(
        styles.row,
        clock === 'wall' && styles.wide,
        selected && styles.selected,
        styles[view.level],
      )}
      data-testid="timeline-row"
      data-seq={row.seq}
      data-kind={row.kind}
      onClick={(event) => onPick(row, event.shiftKey)}
    >
      <time className={styles.time}>
        {clock === 'wall' ? formatClock(row.wallMs) : formatOffset(row.monoMs - startMs)}
      </time>
      <span className={classes(styles.source, styles[view.source])}>{texts.t(sourceKeys[view.source])}</span>
      <span className={classes(styles.text, view.mono && styles.mono)} title={view.text}>
        {view.text}
      </span>
    </div>
  );
});
