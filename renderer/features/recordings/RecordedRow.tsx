/** One row of a recording: time, source, text. */
import { memo } from 'react';
import type { JournalRow } from '../../../shared/contract/journal.ts';
import type { Recording } from '../../../shared/contract/report.ts';
import { rowView, sourceKeys } from '../../i18n/journalRow.ts';
import type { Texts } from '../../i18n/useText.ts';
import { classes } from '../../ui/classes.ts';
import styles from './Recordings.module.css';
import { timeText } from './recordingText.ts';

export interface RecordedRowProps {
  readonly row: JournalRow;
  readonly recording: Recording;
  readonly texts: Texts;
  readonly selected: boolean;
  readonly onPick: (seq: number) => void;
}

export const RecordedRow = memo(function RecordedRow(props: RecordedRowProps) {
  const { row, recording, texts, selected, onPick } = props;
  const view = rowView(row, texts);
  return (
    // Keys are handled by the list, which holds the focus for all of its rows.
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above
    <div
      id={`recorded-${row.seq}`}
      role="option"
      tabIndex={-1}
      aria-selected={selected}
      className={classes(styles.row, selected && styles.selected, styles[`level_${view.level}`])}
      data-testid="recording-row"
      data-seq={row.seq}
      onClick={() => onPick(row.seq)}
    >
      <time className={styles.time}>{timeText(recording, row)}</time>
      <span className={classes(styles.source, styles[`source_${view.source}`])}>
        {texts.t(sourceKeys[view.source])}
      </span>
      <span className={classes(styles.text, view.mono && styles.mono)} title={view.text}>
        {view.text}
      </span>
    </div>
  );
});
