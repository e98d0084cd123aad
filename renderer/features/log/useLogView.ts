/** What a person does with the log: choose, search, follow, freeze, select, mark, jump. Everything shown is asked from the core. */
import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { LineQuery } from '../../../shared/contract/journalLine.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { useText } from '../../i18n/useText.ts';
import { useJournalLines } from '../../stores/journalLines.ts';
import { stepHit, useLineHits } from '../../stores/lineHits.ts';
import { notify } from '../../ui/Toast.tsx';
import { useToldAction } from '../../ui/useToldAction.ts';
import { everything, filterOf } from './choice.ts';
import { marksFinder } from './highlight.ts';
import { parseJump } from './jump.ts';
import type { LogLook } from './LogToolbar.tsx';
import type { LongListHandle } from './LongList.tsx';
import { nothingWanted } from './SearchBar.tsx';
import { useHitList, wholeList } from './useLogList.ts';

/** Rows of the list at hand, by their places in it; both ends included. */
export interface Range {
  readonly anchor: number;
  readonly focus: number;
}

/** Matches every line: for hits by level alone. */
const anyLine: LineQuery = { text: '^', regex: true };

export function useLogView(list: RefObject<LongListHandle | null>, seq: number | null) {
  const core = useCore();
  const { t } = useText();
  const told = useToldAction();
  const [choice, setChoice] = useState(everything);
  const [look, setLook] = useState<LogLook>({ hex: false, wrap: false });
  const [wanted, setWanted] = useState(nothingWanted);
  const [following, setFollowing] = useState(seq === null);
  const [frozen, setFrozen] = useState<number | null>(null);
  const [leftAt, setLeftAt] = useState(0);
  const followedBefore = useRef(false);
  const [range, setRange] = useState<Range | null>(null);

  const filter = useMemo(() => filterOf(choice), [choice]);
  const lines = useJournalLines(filter, look.hex);
  const total = lines.state?.total ?? 0;
  const text = wanted.text;
  const query = useMemo(
    (): LineQuery | null =>
      text === '' ? null : { text, regex: wanted.regex, caseSensitive: wanted.caseSensitive },
    [text, wanted.regex, wanted.caseSensitive],
  );
  const hits = useLineHits(filter, query, total);
  const errorFilter = useMemo(() => ({ ...filter, levels: ['error' as const] }), [filter]);
  const errorsOnly = wanted.only === 'errors';
  const errorTotal = useJournalLines(errorsOnly ? errorFilter : never, false).state?.total ?? 0;
  const errorHits = useLineHits(errorFilter, errorsOnly ? anyLine : null, errorsOnly ? errorTotal : 0);
  const { around } = wanted;
  const hitList = useHitList(
    errorsOnly
      ? { hits: errorHits, filter: errorFilter, query: anyLine, around, bytes: look.hex }
      : wanted.only === 'hits' && query !== null
        ? { hits, filter, query, around, bytes: look.hex }
        : null,
  );
  const shown = hitList ?? wholeList(lines, filter, frozen);
  const { count } = shown;

  const follow = useCallback(
    (next: boolean) => {
      setFollowing(next);
      setLeftAt(total);
    },
    [total],
  );
  const freeze = () => {
    setFrozen(frozen === null ? total : null);
    if (frozen === null) followedBefore.current = following;
    // Who was at the end when the view was frozen is there again.
    follow(frozen !== null && followedBefore.current);
  };
  const select = (focus: number, extend: boolean, align: 'nearest' | 'middle' = 'nearest') => {
    if (count === 0) return;
    const place = Math.min(count - 1, Math.max(0, focus));
    follow(false);
    setRange((before) => ({ anchor: extend ? (before?.anchor ?? place) : place, focus: place }));
    list.current?.show(place, align);
  };
  const step = (by: 1 | -1) => {
    const here = range === null ? (by === 1 ? -1 : total) : shown.positionOf(range.focus);
    const position = stepHit(hits.positions, here, by);
    const row = position === null ? null : shown.rowOfPosition(position);
    if (row !== null) select(row, false, 'middle');
  };
  const showAt = (to: { readonly wallMs: number } | { readonly seq: number; readonly part?: number }) =>
    told(async () => {
      const { index } = await core.journal.locate({ filter, to });
      if (index === null) notify(t('log.jumpNothing'));
      else {
        setWanted((before) => ({ ...before, only: 'all' }));
        follow(false);
        setRange({ anchor: index, focus: index });
        // The list of everything may come only with the next drawing.
        requestAnimationFrame(() => list.current?.show(index, 'middle'));
      }
    });
  const jump = (typed: string): boolean => {
    const dayOfMs = shown.at(range?.focus ?? count - 1)?.wallMs ?? Date.now();
    const target = parseJump(typed, dayOfMs);
    if (target?.kind === 'line') select(target.index, false, 'middle');
    else if (target?.kind === 'time') showAt({ wallMs: target.wallMs });
    return target !== null;
  };

  const wantedSeq = useRef<number | null>(null);
  useEffect(() => {
    if (seq === null || wantedSeq.current === seq || lines.state === null) return;
    wantedSeq.current = seq;
    showAt({ seq });
  });
  // Other lines stand at the same places then.
  const kind = JSON.stringify([filter, wanted.only, around, wanted.only === 'hits' ? query : null]);
  const lastKind = useRef(kind);
  useEffect(() => {
    if (lastKind.current === kind) return;
    lastKind.current = kind;
    setRange(null);
    setFrozen(null);
  }, [kind]);

  const error = wanted.only === 'errors' ? errorHits.error : hits.error;
  // The core tells a pattern that hangs; only one that it has answered is painted here.
  const trusted = query !== null && (query.regex !== true || (hits.error === null && hits.searched > 0));
  const find = useMemo(() => marksFinder(trusted ? query : null), [trusted, query]);
  return {
    ...{ choice, setChoice, look, setLook, wanted, setWanted, hits, error, find, lines, shown, count, total },
    ...{ following, follow, frozen, freeze, range, setRange, select, step, jump, showAt, filter },
    unseen: following ? 0 : Math.max(0, total - leftAt),
    // Nothing at hand counts as the end, whatever that is by now.
    position: range === null ? Number.MAX_SAFE_INTEGER : shown.positionOf(range.focus),
  };
}

/** A list that is not looked at: the least that the core can be asked for. */
const never = { fromMs: 0, toMs: 1 };

export type LogViewState = ReturnType<typeof useLogView>;
