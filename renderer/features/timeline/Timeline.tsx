/** AT, HTTP and job events on one clock: filter, follow, select, copy, look closer. */
import { ArrowDown, Copy, History } from 'lucide-react';
import { type KeyboardEvent, useCallback, useEffect, useMemo, useState } from 'react';
import type { JournalRow } from '../../../shared/contract/journal.ts';
import { useText } from '../../i18n/useText.ts';
import { useJournalTail } from '../../stores/journalTail.ts';
import { Button } from '../../ui/Button.tsx';
import { copyToClipboard } from '../../ui/clipboard.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { notify } from '../../ui/Toast.tsx';
import { VirtualRows } from '../../ui/VirtualRows.tsx';
import { filterRows, isFiltering, noFilter } from './filter.ts';
import { Overview } from './Overview.tsx';
import { ProblemAnnouncer } from './ProblemAnnouncer.tsx';
import { RowDetail } from './RowDetail.tsx';
import { isSelected, moveSelection, noSelection, rowsAsText, selectedRows } from './selection.ts';
import styles from './Timeline.module.css';
import { TimelineRow } from './TimelineRow.tsx';
import { TimelineToolbar } from './TimelineToolbar.tsx';

export interface TimelineProps {
  /** Only the rows of this job; null shows all. */
  readonly jobId: string | null;
  /** Row to show and select, from the address. */
  readonly seq: number | null;
  /** Bands, witnesses and curves above the rows. */
  readonly overview?: boolean;
}

export type ClockMode = 'offset' | 'wall';
const rowHeight = 25;
const without = ['serialBytes'];

export function Timeline({ jobId, seq, overview = false }: TimelineProps) {
  const texts = useText();
  const { t } = texts;
  const tail = useJournalTail(useMemo(() => (jobId === null ? { without } : { jobId, without }), [jobId]));
  const [filter, setFilter] = useState(noFilter);
  const [clock, setClock] = useState<ClockMode>(jobId === null ? 'wall' : 'offset');
  const [following, setFollowing] = useState(seq === null);
  const [unseenFrom, setUnseenFrom] = useState<number | null>(null);
  const [selection, setSelection] = useState(noSelection);
  const [detail, setDetail] = useState<number | null>(null);
  const rows = useMemo(() => filterRows(tail.rows, filter, texts), [tail.rows, filter, texts]);
  const startMs = tail.rows[0]?.monoMs ?? 0;
  const lastSeq = rows.at(-1)?.seq ?? 0;

  const show = useCallback((wantedSeq: number) => {
    setFollowing(false);
    setFilter(noFilter);
    setSelection({ anchor: wantedSeq, focus: wantedSeq });
    setDetail(wantedSeq);
  }, []);
  useEffect(() => {
    if (seq === null) return;
    show(seq);
  }, [seq, show]);
  const follow = useCallback(
    (next: boolean) => {
      setFollowing(next);
      setUnseenFrom(next ? null : lastSeq);
    },
    [lastSeq],
  );
  const unseen = following || unseenFrom === null ? 0 : rows.filter((row) => row.seq > unseenFrom).length;
  const chosen = useMemo(() => selectedRows(rows, selection), [rows, selection]);
  const copy = () => {
    if (chosen.length === 0) return;
    void copyToClipboard(rowsAsText(chosen, texts)).then((ok) =>
      ok ? notify(t('timeline.copiedRows', { count: chosen.length })) : undefined,
    );
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const command = event.ctrlKey || event.metaKey;
    const step = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: 15,
      PageUp: -15,
      End: rows.length,
      Home: -rows.length,
    }[event.key];
    if (step !== undefined) {
      follow(false);
      setSelection((before) => moveSelection(rows, before, step, event.shiftKey));
    } else if (command && event.key === 'a') {
      setSelection({ anchor: rows[0]?.seq ?? null, focus: rows.at(-1)?.seq ?? null });
    } else if (command && event.key === 'c') copy();
    else if (event.key === 'Enter') setDetail(selection.focus);
    else if (event.key === 'Escape') {
      setDetail(null);
      setSelection(noSelection);
    } else return;
    event.preventDefault();
  };
  const onPick = useCallback((row: JournalRow, extend: boolean) => {
    setSelection((before) => ({ anchor: extend ? (before.anchor ?? row.seq) : row.seq, focus: row.seq }));
    setDetail((open) => (open === null && extend ? null : row.seq));
  }, []);
  const wanted = selection.focus;
  const detailRow = detail === null ? undefined : tail.rows.find((row) => row.seq === detail);

  return (
    <div className={styles.timeline}>
      <TimelineToolbar filter={filter} onFilter={setFilter} clock={clock} onClock={setClock} />
      {overview ? <Overview rows={tail.rows} onShow={show} /> : null}
      {tail.shortened ? <p className={styles.note}>{t('timeline.shortened')}</p> : null}
      {tail.readingTo === null ? null : (
        <p className={styles.note}>{t('timeline.reading', { seq: tail.readingTo })}</p>
      )}
      <div className={styles.body}>
        {tail.loaded && rows.length === 0 ? (
          <EmptyState
            picture={<History />}
            title={t(isFiltering(filter) ? 'timeline.emptyFilter' : 'timeline.empty')}
            action={
              isFiltering(filter) ? (
                <Button onClick={() => setFilter(noFilter)}>{t('timeline.clearFilter')}</Button>
              ) : undefined
            }
          >
            {isFiltering(filter) ? undefined : t('timeline.emptyText')}
          </EmptyState>
        ) : (
          <VirtualRows
            label={t('timeline.label')}
            testId="timeline"
            rows={rows}
            rowKey={seqOf}
            rowHeight={rowHeight}
            following={following}
            onFollowing={follow}
            showKey={wanted}
            onKeyDown={onKeyDown}
            activeId={wanted === null ? undefined : `row-${wanted}`}
            render={(row) => (
              <TimelineRow
                row={row}
                texts={texts}
                clock={clock}
                startMs={startMs}
                selected={isSelected(selection, row.seq)}
                onPick={onPick}
              />
            )}
          />
        )}
        <div className={styles.floating}>
          {chosen.length > 1 ? (
            <Button size="s" icon={<Copy />} onClick={copy}>
              {t('timeline.copySelected', { count: chosen.length })}
            </Button>
          ) : null}
          {following || rows.length === 0 ? null : (
            <Button size="s" icon={<ArrowDown />} data-testid="timeline-follow" onClick={() => follow(true)}>
              {unseen > 0 ? t('timeline.newRows', { count: unseen }) : t('timeline.follow')}
            </Button>
          )}
        </div>
      </div>
      {detailRow === undefined ? null : (
        <RowDetail row={detailRow} onClose={() => setDetail(null)} onShow={show} />
      )}
      <ProblemAnnouncer rows={tail.rows} loaded={tail.loaded} />
    </div>
  );
}

function seqOf(row: JournalRow): number {
  return row.seq;
}
