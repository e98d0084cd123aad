/**
 * The lines of a port as a window that moves along: new ones at its end, older ones paged in at its start. What a flood left out
 * is a gap that can be filled. The journal has everything.
 */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { TerminalLine, TerminalView } from '../../shared/contract/terminal.ts';
import { useCore } from '../connection/CoreContext.tsx';

/** Lines that were not sent, up to and including `seq`. */
export interface LinesGap {
  readonly kind: 'gap';
  readonly seq: number;
  readonly left: number;
}
export type TerminalEntry = TerminalLine | LinesGap;

export interface LinesWindow {
  readonly loaded: boolean;
  readonly entries: readonly TerminalEntry[];
  /** Whether the journal has lines before the first one. */
  readonly more: boolean;
  /** Lines that came while the window stood still; a jump to the end fetches them. */
  readonly behind: number;
}

export const emptyWindow: LinesWindow = { loaded: false, entries: [], more: false, behind: 0 };

/** Kept in the window. A line of bytes may hold 64 KiB, one of text rarely more than a hundred. */
export const keptEntries: Readonly<Record<TerminalView, number>> = { text: 20_000, bytes: 400 };
const firstLines: Readonly<Record<TerminalView, number>> = { text: 500, bytes: 60 };
const pageLines: Readonly<Record<TerminalView, number>> = { text: 500, bytes: 60 };

/**
 * New lines at the end. A window that is followed lets go of its oldest ones; one that stands still keeps its place and only counts
 * once it is full.
 */
export function addEntries(
  window: LinesWindow,
  fresh: readonly TerminalEntry[],
  kept: number,
  following: boolean,
): LinesWindow {
  const lastSeq = window.entries.at(-1)?.seq ?? 0;
  const added = fresh.filter(({ seq }) => seq > lastSeq);
  if (added.length === 0) return window;
  if (!following && window.entries.length + added.length > kept) {
    const count = added.reduce((sum, entry) => sum + (entry.kind === 'gap' ? entry.left : 1), 0);
    return { ...window, behind: window.behind + count };
  }
  const all = [...window.entries, ...added];
  return all.length <= kept
    ? { ...window, entries: all }
    : { ...window, entries: all.slice(-kept), more: true };
}

/** Older lines before the first one; what would be too much at the end is let go of and counted. */
export function addOlder(
  window: LinesWindow,
  lines: readonly TerminalLine[],
  more: boolean,
  kept: number,
): LinesWindow {
  const firstSeq = window.entries[0]?.seq ?? Number.POSITIVE_INFINITY;
  const all = [...lines.filter(({ seq }) => seq < firstSeq), ...window.entries];
  const cut = Math.max(0, all.length - kept);
  return { ...window, entries: cut === 0 ? all : all.slice(0, kept), more, behind: window.behind + cut };
}

/** Lines in the place of a gap; what is still missing stays a gap. */
export function fillGap(window: LinesWindow, gap: LinesGap, lines: readonly TerminalLine[]): LinesWindow {
  const at = window.entries.findIndex((entry) => entry.kind === 'gap' && entry.seq === gap.seq);
  if (at < 0) return window;
  const found = lines.filter(({ seq }) => seq <= gap.seq);
  const isWhole = found.length < lines.length || found.at(-1)?.seq === gap.seq || found.length === 0;
  const rest = isWhole ? [] : [{ ...gap, left: Math.max(1, gap.left - found.length) }];
  return {
    ...window,
    entries: [...window.entries.slice(0, at), ...found, ...rest, ...window.entries.slice(at + 1)],
  };
}

export interface TerminalLines {
  readonly window: LinesWindow;
  loadOlder(): void;
  fill(gap: LinesGap): void;
}

export function useTerminalLines(portId: string, view: TerminalView, following: boolean): TerminalLines {
  const core = useCore();
  const [window, setWindow] = useState(emptyWindow);
  const [round, setRound] = useState(0);
  const latest = useRef({ window, following });
  useEffect(() => {
    latest.current = { window, following };
  });
  const kept = keptEntries[view];

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round begins with a fresh snapshot.
  useEffect(() => {
    setWindow(emptyWindow);
    return core.terminal.lines(
      { portId, view, last: firstLines[view] },
      {
        onSnapshot: ({ lines, more }) => setWindow({ loaded: true, entries: lines, more, behind: 0 }),
        onChanges: (changes) => {
          const fresh = changes.flatMap<TerminalEntry>((change) =>
            change.kind === 'lines' ? change.lines : [{ kind: 'gap', seq: change.toSeq, left: change.left }],
          );
          setWindow((before) => addEntries(before, fresh, kept, latest.current.following));
        },
      },
    );
  }, [core, portId, view, kept, round]);
  // Back at the end: what was only counted is fetched.
  useEffect(() => {
    if (following && latest.current.window.behind > 0) setRound((before) => before + 1);
  }, [following]);

  const busy = useRef(false);
  const page = useCallback(
    async (
      from: { readonly kind: 'before' | 'after'; readonly seq: number },
      take: (before: LinesWindow, lines: readonly TerminalLine[], more: boolean) => LinesWindow,
    ) => {
      if (busy.current) return;
      busy.current = true;
      try {
        const { lines, more } = await core.terminal.page({ portId, view, from, limit: pageLines[view] });
        setWindow((before) => take(before, lines, more));
      } catch {
        // Cut off: the next connection begins with a fresh snapshot.
      } finally {
        busy.current = false;
      }
    },
    [core, portId, view],
  );
  const loadOlder = useCallback(() => {
    const { entries, more } = latest.current.window;
    if (!more) return;
    const seq = entries[0]?.seq ?? Number.MAX_SAFE_INTEGER;
    void page({ kind: 'before', seq }, (before, lines, left) => addOlder(before, lines, left, kept));
  }, [page, kept]);
  const fill = useCallback(
    (gap: LinesGap) => {
      const { entries } = latest.current.window;
      const at = entries.indexOf(gap);
      const seq = entries[at - 1]?.seq ?? 0;
      void page({ kind: 'after', seq }, (before, lines) => fillGap(before, gap, lines));
    },
    [page],
  );
  return { window, loadOlder, fill };
}
