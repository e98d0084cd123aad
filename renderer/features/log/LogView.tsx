/** The log: what is recorded, line by line, as long as it may be. */
import { ArrowDown, Copy, ScrollText } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { JournalLine } from '../../../shared/contract/journalLine.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { formatCount } from '../../i18n/format.ts';
import { useText } from '../../i18n/useText.ts';
import { isMarked, toggleBookmark, useBookmarks } from '../../stores/bookmarks.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useToldAction } from '../../ui/useToldAction.ts';
import { withoutAnsi } from './ansi.ts';
import { everything } from './choice.ts';
import { copyLines } from './copyLines.ts';
import { ErrorAnnouncer } from './ErrorAnnouncer.tsx';
import { ExportDialog } from './ExportDialog.tsx';
import styles from './Log.module.css';
import { LogNotes } from './LogNotes.tsx';
import { LogRow } from './LogRow.tsx';
import { LogToolbar } from './LogToolbar.tsx';
import { LongList, type LongListHandle } from './LongList.tsx';
import { lineText } from './lineText.ts';
import { JumpDialog, nothingWanted, SearchBar } from './SearchBar.tsx';
import { listKey, pageKey } from './useLogKeys.ts';
import { useLogView } from './useLogView.ts';

const rowHeightPx = 20;

export function LogView({ seq }: { readonly seq: number | null }) {
  const texts = useText();
  const { t } = texts;
  const core = useCore();
  const told = useToldAction();
  const list = useRef<LongListHandle>(null);
  const search = useRef<HTMLDivElement>(null);
  const marks = useBookmarks();
  const view = useLogView(list, seq);
  const [dialog, setDialog] = useState<'jump' | 'export' | null>(null);
  const { shown, count, range, following, look, frozen } = view;
  const low = range === null ? 0 : Math.min(range.anchor, range.focus);
  const high = range === null ? -1 : Math.max(range.anchor, range.focus);
  const chosen = high - low + 1;
  const latest = useRef(view);
  latest.current = view;
  // The same functions in every drawing, so that the bars are not drawn with the stream.
  const calls = useMemo(
    () => ({
      freeze: () => latest.current.freeze(),
      step: (by: 1 | -1) => latest.current.step(by),
      jumpTo: (toSeq: number, part: number) => latest.current.showAt({ seq: toSeq, part }),
      openJump: () => setDialog('jump'),
      openExport: () => setDialog('export'),
      focusList: () => list.current?.focus(),
    }),
    [],
  );
  const onSeen = useCallback((first: number, rows: number) => latest.current.shown.want(first, rows), []);
  const onPick = useCallback((index: number, extend: boolean) => latest.current.select(index, extend), []);
  // What is seen may have become known, or its list another: asking again for what is there costs nothing.
  shown.want(list.current?.firstSeen() ?? 0, list.current === null ? 40 : list.current.pageRows() + 3);

  const clocks = useClocks(view.lines.newest, shown.at(list.current?.firstSeen() ?? 0));
  const actions = {
    focusSearch: () => search.current?.querySelector('input')?.focus(),
    openJump: () => setDialog('jump'),
    copy: () => {
      if (range !== null) told(() => copyLines(core, shown.handover(low, high), texts));
    },
    toggleMark: () => {
      const line = range === null ? undefined : shown.at(range.focus);
      if (line !== undefined) toggleBookmark(line, withoutAnsi(lineText(line, texts)));
    },
  };
  const isEmpty = view.lines.state !== null && count === 0;
  const isNarrowed = view.choice !== everything || view.wanted.only !== 'all';
  return (
    // Shortcuts of the page; each of them has a button too.
    // biome-ignore lint/a11y/noStaticElementInteractions: see above
    <div className={styles.log} onKeyDown={(event) => void pageKey(event, view, actions)}>
      <LogToolbar
        choice={view.choice}
        onChoice={view.setChoice}
        look={look}
        onLook={view.setLook}
        frozen={frozen !== null}
        onFreeze={calls.freeze}
        onJumpTo={calls.jumpTo}
        onExport={calls.openExport}
      />
      <SearchBar
        wanted={view.wanted}
        onWanted={view.setWanted}
        hits={view.hits}
        position={view.position}
        onStep={calls.step}
        onJump={calls.openJump}
        searchRef={search}
        onLeave={calls.focusList}
      />
      <LogNotes frozen={frozen} total={view.total} state={view.lines.state} onResume={view.freeze} />
      {view.error === null ? null : (
        <div className={styles.problem}>
          <ErrorNote error={view.error} />
        </div>
      )}
      <div className={styles.body}>
        {isEmpty ? (
          <EmptyState
            picture={<ScrollText />}
            title={t(isNarrowed ? 'log.emptyFilter' : 'log.empty')}
            action={
              isNarrowed ? (
                <Button
                  onClick={() => {
                    view.setChoice(everything);
                    view.setWanted(nothingWanted);
                  }}
                >
                  {t('log.showAll')}
                </Button>
              ) : undefined
            }
          >
            {isNarrowed ? undefined : t('log.emptyText')}
          </EmptyState>
        ) : (
          <LongList
            ref={list}
            label={t('log.label')}
            testId="log"
            count={count}
            rowHeightPx={rowHeightPx}
            wrap={look.wrap}
            following={following}
            onFollowing={view.follow}
            onSeen={onSeen}
            onKeyDown={(event) => listKey(event, view, list, actions)}
            activeId={range === null ? undefined : `line-${range.focus}`}
            render={(index) => {
              const line = shown.at(index);
              return (
                <LogRow
                  {...{ index, line, texts, find: view.find, total: count, onPick }}
                  {...look}
                  clocks={clocks}
                  selected={index >= low && index <= high}
                  focused={range?.focus === index}
                  marked={line !== undefined && isMarked(marks, line)}
                />
              );
            }}
          />
        )}
        <div className={styles.floating}>
          {chosen > 1 ? (
            <Button size="s" icon={<Copy />} data-testid="log-copy" onClick={actions.copy}>
              {t('log.copySelected', { count: formatCount(chosen) })}
            </Button>
          ) : null}
          {following || isEmpty || frozen !== null ? null : (
            <Button size="s" icon={<ArrowDown />} data-testid="log-follow" onClick={() => view.follow(true)}>
              {view.unseen > 0 ? t('log.newLines', { count: formatCount(view.unseen) }) : t('log.follow')}
            </Button>
          )}
        </div>
      </div>
      <footer className={styles.foot}>
        <span data-testid="log-total" data-total={view.total}>
          {t('log.total', { count: formatCount(count) })}
        </span>
        {chosen > 0 ? <span>{t('log.selected', { count: formatCount(chosen) })}</span> : null}
        <span>{t('log.keys')}</span>
      </footer>
      <JumpDialog open={dialog === 'jump'} onClose={() => setDialog(null)} onGo={view.jump} />
      {dialog !== 'export' ? null : (
        <ExportDialog
          open
          onClose={() => setDialog(null)}
          selection={chosen > 0 ? { what: shown.handover(low, high), count: chosen } : null}
          all={{ what: shown.handover(0, count - 1), count }}
        />
      )}
      <ErrorAnnouncer newest={view.lines.newest} />
    </div>
  );
}

/** A second clock beside the first as soon as a line has told one; it stays, so that columns do not jump. */
function useClocks(newest: readonly JournalLine[], first: JournalLine | undefined): 1 | 2 {
  const [told, setTold] = useState(false);
  const tells =
    told || first?.deviceTime !== undefined || newest.some((line) => line.deviceTime !== undefined);
  useEffect(() => setTold(tells), [tells]);
  return tells ? 2 : 1;
}
