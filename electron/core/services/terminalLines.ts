import type { JournalFilter, JournalRow } from '../../../shared/contract/journal.ts';
import type { TerminalLine, TerminalView } from '../../../shared/contract/terminal.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import type { TopicSink } from '../../../shared/rpc/define.ts';
import { matches } from '../journal/filter.ts';
import type { Journal } from '../journal/journalPort.ts';

/** Lines are gathered for this long before they are told; a terminal that is watched is as quick as the eye. */
const gatherMs = 50;
/** What is told at once; of more only the newest, and how many were left out. 300 in 50 ms are 6,000 lines a second. */
const mostLines = 300;
const mostChars = 128 * 1024;
/** What one answer may hold: far below the 8 MiB of a frame. */
const mostPageChars = 2 * 1024 * 1024;
/** Rows that are looked at in one go. */
const chunkRows = 5000;
/** How far back a terminal that is opened looks by itself; older lines are read when somebody asks for them. */
const openingRows = 200_000;

export type LinesChange =
  | { readonly kind: 'lines'; readonly lines: TerminalLine[] }
  | { readonly kind: 'advanced'; readonly toSeq: number; readonly left: number };
type LinesSnapshot = { readonly lines: TerminalLine[]; readonly more: boolean };

export interface LinesQuery {
  readonly portId: string;
  readonly view: TerminalView;
}

/** What a terminal shows of a row; null for rows that are not its business. */
export function lineOf(row: JournalRow, view: TerminalView): TerminalLine | null {
  const { seq, wallMs } = row;
  switch (row.kind) {
    case 'atLine': {
      const { direction, role, text } = row;
      return view === 'text' ? { kind: 'line', seq, wallMs, direction, role, text } : null;
    }
    case 'serialBytes': {
      const { direction, bytes } = row;
      return view === 'bytes' ? { kind: 'bytes', seq, wallMs, direction, bytes } : null;
    }
    case 'portEvent': {
      const { event, owner, detail } = row;
      return {
        ...{ kind: 'port' as const, seq, wallMs, event },
        ...(owner === undefined ? {} : { owner }),
        ...(detail === undefined ? {} : { detail }),
      };
    }
    case 'appEvent':
      return { kind: 'note', seq, wallMs, event: row.event, params: row.params };
    default:
      return null;
  }
}

/** Leaves out before reading what `lineOf` would leave out behind it. */
function filterOf({ portId, view }: LinesQuery): JournalFilter {
  const never = ['httpRequest', 'httpResponse', 'serverEvent', 'jobEvent', 'jobEnded', 'userAction'];
  return { portId, without: [...never, view === 'text' ? 'serialBytes' : 'atLine'] };
}

/**
 * Tells the newest lines of a port and then every new one, in batches. A flood is not sent line by line: its newest lines are, with
 * how many were left out; all of them are in the journal and can be paged in.
 */
export function followLines(
  parts: { readonly journal: Journal; readonly clock: Clock },
  query: LinesQuery & { readonly last: number },
  sink: TopicSink<LinesSnapshot, LinesChange>,
  onFailed: (error: unknown) => void,
): () => void {
  const { journal, clock } = parts;
  const filter = filterOf(query);
  let gathered: TerminalLine[] = [];
  let stopTimer: (() => void) | undefined;
  let shown: number | null = null;
  let ended = false;

  const tell = (): void => {
    stopTimer = undefined;
    if (shown === null || ended) return;
    const from = shown;
    const fresh = gathered.filter(({ seq }) => seq > from);
    gathered = [];
    const { kept, left, toSeq } = newest(fresh);
    shown = fresh.at(-1)?.seq ?? shown;
    if (left > 0) sink.change({ kind: 'advanced', toSeq, left });
    if (kept.length > 0) sink.change({ kind: 'lines', lines: kept });
  };
  const unsubscribe = journal.onRow((row) => {
    if (!matches(filter, row)) return;
    const line = lineOf(row, query.view);
    if (line === null) return;
    gathered.push(line);
    stopTimer ??= clock.after(gatherMs, tell);
  });
  readBefore(journal, query, journal.lastSeq() + 1, query.last, openingRows).then(
    ({ lines, more }) => {
      if (ended) return;
      sink.snapshot({ lines, more });
      shown = lines.at(-1)?.seq ?? 0;
      tell();
    },
    (error: unknown) => {
      if (!ended) onFailed(error);
    },
  );
  return () => {
    ended = true;
    stopTimer?.();
    unsubscribe();
  };
}

/** The end of what was gathered, as much as is told at once. */
function newest(lines: TerminalLine[]): { kept: TerminalLine[]; left: number; toSeq: number } {
  let start = lines.length;
  for (let chars = 0; start > 0 && lines.length - start < mostLines; start--) {
    const line = lines[start - 1];
    if (line === undefined) break;
    chars += charsOf(line);
    if (chars > mostChars && start < lines.length) break;
  }
  return { kept: lines.slice(start), left: start, toSeq: lines[start - 1]?.seq ?? 0 };
}

function charsOf(line: TerminalLine): number {
  if (line.kind === 'bytes') return line.bytes.length;
  return line.kind === 'line' ? line.text.length : 0;
}

/** How many of the lines fit into one answer, counted in the given order; at least one. */
function fitting(lines: Iterable<TerminalLine>): number {
  let count = 0;
  let chars = 0;
  for (const line of lines) {
    chars += charsOf(line);
    if (count > 0 && chars > mostPageChars) break;
    count += 1;
  }
  return count;
}

/**
 * The newest `limit` lines with seq < beforeSeq, in order; fewer where they are long.
 * @param lookBackRows rows of all ports that are looked at, at most
 */
export async function readBefore(
  journal: Journal,
  query: LinesQuery,
  beforeSeq: number,
  limit: number,
  lookBackRows: number = Number.POSITIVE_INFINITY,
): Promise<LinesSnapshot> {
  const filter = filterOf(query);
  let lines: TerminalLine[] = [];
  let from = Math.min(beforeSeq, journal.lastSeq() + 1);
  // Rows of other ports lie between ours: each look back goes further than the one before.
  const firstSeq = Math.max(1, from - lookBackRows);
  for (let span = chunkRows; lines.length < limit && from > firstSeq; span *= 4) {
    const to = from;
    from = Math.max(firstSeq, to - span);
    const found = await readRange(journal, filter, query.view, from, to);
    lines = [...found, ...lines];
  }
  const wanted = limit === 0 ? [] : lines.slice(-limit);
  const kept = fitting(wanted.toReversed());
  return { lines: wanted.slice(wanted.length - kept), more: from > 1 || lines.length > kept };
}

/** The oldest `limit` lines with seq > afterSeq, in order; fewer where they are long. */
export async function readAfter(
  journal: Journal,
  query: LinesQuery,
  afterSeq: number,
  limit: number,
): Promise<LinesSnapshot> {
  const rows = await journal.read(filterOf(query), afterSeq + 1, limit);
  const lines = rows.flatMap((row) => lineOf(row, query.view) ?? []);
  const kept = fitting(lines);
  return { lines: lines.slice(0, kept), more: rows.length >= limit || kept < lines.length };
}

async function readRange(
  journal: Journal,
  filter: JournalFilter,
  view: TerminalView,
  fromSeq: number,
  toSeq: number,
): Promise<TerminalLine[]> {
  const lines: TerminalLine[] = [];
  for (let from = fromSeq; from < toSeq; ) {
    const rows = await journal.read(filter, from, chunkRows);
    for (const row of rows) {
      if (row.seq >= toSeq) return lines;
      const line = lineOf(row, view);
      if (line !== null) lines.push(line);
    }
    const last = rows.at(-1)?.seq;
    if (last === undefined || rows.length < chunkRows) return lines;
    from = last + 1;
  }
  return lines;
}
