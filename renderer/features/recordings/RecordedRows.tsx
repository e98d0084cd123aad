/** The rows of a recording as they are read and searched: one list with the keyboard, the chosen row in full below it. */
import { SearchX } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useState } from 'react';
import type { JournalRow } from '../../../shared/contract/journal.ts';
import type { Recording } from '../../../shared/contract/report.ts';
import { formatCount } from '../../i18n/format.ts';
import { rowView } from '../../i18n/journalRow.ts';
import { useText } from '../../i18n/useText.ts';
import { useRecordingRows } from '../../stores/recordingRows.ts';
import { Button } from '../../ui/Button.tsx';
import { CopyText } from '../../ui/CopyText.tsx';
import { copyToClipboard } from '../../ui/clipboard.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { VirtualRows } from '../../ui/VirtualRows.tsx';
import { RecordedRow } from './RecordedRow.tsx';
import { RecordedToolbar } from './RecordedToolbar.tsx';
import styles from './Recordings.module.css';
import { type RecordedQuery, useRecordedSearch } from './useRecordedSearch.ts';

export interface RecordedRowsProps {
  readonly recording: Recording;
  /** Row to show, from the address. */
  readonly seq: number | null;
  readonly overview: (rows: readonly JournalRow[], onShow: (seq: number) => void) => ReactNode;
  readonly onShow: (seq: number) => void;
}

const rowHeight = 25;
const noQuery: RecordedQuery = { text: '', regex: false };

export function RecordedRows({ recording, seq, overview, onShow }: RecordedRowsProps) {
  const texts = useText();
  const { t } = texts;
  const all = useRecordingRows(recording.id);
  const [query, setQuery] = useState(noQuery);
  const hits = useRecordedSearch(recording.id, query);
  const [chosen, setChosen] = useState<number | null>(seq);
  const { seek, more } = all;
  useEffect(() => {
    if (seq === null) return;
    // What is led to must be seen among its neighbours.
    setQuery(noQuery);
    setChosen(seq);
    seek(seq);
  }, [seq, seek]);
  const searching = query.text !== '';
  const rows = hits.state === 'done' ? hits.rows : searching ? [] : all.rows;
  const problem = hits.state === 'failed' ? hits.error : all.error;
  const chosenRow = rows.find((row) => row.seq === chosen);
  const inContext = () => {
    if (chosen === null || !searching) return;
    setQuery(noQuery);
    seek(chosen);
    onShow(chosen);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const steps = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: 15,
      PageUp: -15,
      End: rows.length,
      Home: -rows.length,
    };
    const step = Object.entries(steps).find(([key]) => key === event.key)?.[1];
    if (step !== undefined) {
      const at = rows.findIndex((row) => row.seq === chosen);
      const next = rows[Math.min(rows.length - 1, Math.max(0, at + step))];
      setChosen(next?.seq ?? null);
      if (!searching && next === rows.at(-1)) more('behind');
      if (!searching && next === rows[0]) more('before');
    } else if (event.key === 'Enter') inContext();
    else if ((event.ctrlKey || event.metaKey) && event.key === 'c' && chosenRow !== undefined)
      void copyToClipboard(rowView(chosenRow, texts).text);
    else return;
    event.preventDefault();
  };
  return (
    <section className={styles.rows} aria-label={t('recordings.rowsLabel')}>
      <RecordedToolbar query={query} hits={hits} onQuery={setQuery} />
      {searching || !hasClock(recording) ? null : overview(all.rows, onShow)}
      {problem === null ? null : (
        <div className={styles.problem}>
          <ErrorNote error={problem} />
        </div>
      )}
      <div className={styles.rowsBody} aria-busy={all.reading || hits.state === 'busy'}>
        {hits.state === 'done' && rows.length === 0 ? (
          <EmptyState
            picture={<SearchX />}
            title={t('recordings.noHits')}
            action={<Button onClick={() => setQuery(noQuery)}>{t('recordings.allRows')}</Button>}
          />
        ) : (
          <VirtualRows
            label={t('recordings.rowsLabel')}
            testId="recording-rows"
            rows={rows}
            rowKey={seqOf}
            rowHeight={rowHeight}
            following={false}
            onFollowing={(atEnd) => (atEnd && !searching ? more('behind') : undefined)}
            onTop={() => (searching ? undefined : more('before'))}
            showKey={chosen}
            onKeyDown={onKeyDown}
            activeId={chosen === null ? undefined : `recorded-${chosen}`}
            render={(row) => (
              <RecordedRow
                row={row}
                recording={recording}
                texts={texts}
                selected={row.seq === chosen}
                onPick={setChosen}
              />
            )}
          />
        )}
      </div>
      {searching || all.atEnd ? null : (
        <p className={styles.note}>{t('recordings.partly', { count: formatCount(all.rows.length) })}</p>
      )}
      {chosenRow === undefined ? null : (
        <div className={styles.chosen} data-testid="recorded-chosen">
          <CopyText block value={rowView(chosenRow, texts).text} />
          {searching ? (
            <Button size="s" onClick={inContext}>
              {t('recordings.inContext')}
            </Button>
          ) : null}
        </div>
      )}
    </section>
  );
}

function seqOf(row: JournalRow): number {
  return row.seq;
}

/** Its axis tells times of the day. */
function hasClock({ times }: Recording): boolean {
  return times === 'dated' || times === 'timeOfDay';
}
