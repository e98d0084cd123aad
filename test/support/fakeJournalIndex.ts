/** Lines, search and sessions over the rows of the fake core: one line for each row. Never shipped. */
import { rowLine } from '../../electron/core/journal/lines/rowLine.ts';
import type { CoreHandlers } from '../../shared/contract/index.ts';
import type { JournalRow } from '../../shared/contract/journal.ts';
import type { JournalLine, LineFilter, LineQuery } from '../../shared/contract/journalLine.ts';
import { AppError } from '../../shared/errors.ts';

type FakeIndex = Omit<CoreHandlers['journal'], 'tail' | 'read'>;

export function createFakeJournalIndex(
  rows: readonly JournalRow[],
  onRow: (listener: () => void) => () => void,
): FakeIndex {
  const list = (filter: LineFilter): JournalLine[] =>
    rows
      .filter((row) => row.kind !== 'serialBytes')
      .map(lineOf)
      .filter((line) => passes(line, filter))
      .map((line, index) => ({ ...line, index }));
  const state = (total: number) => ({ total, indexedSeq: rows.length, lastSeq: rows.length });
  const page = (filter: LineFilter, pick: (lines: JournalLine[]) => JournalLine[]) => {
    const lines = list(filter);
    return { lines: pick(lines), state: state(lines.length) };
  };
  return {
    follow({ filter, last }, sink) {
      const now = () => ({ ...page(filter, (lines) => (last === 0 ? [] : lines.slice(-last))), open: [] });
      sink.snapshot(now());
      return onRow(() => sink.change(now()));
    },
    lines: ({ filter, from, count }) => page(filter, (lines) => lines.slice(from, from + count)),
    linesAt: ({ numbers }) =>
      page({}, (lines) => numbers.flatMap((number) => lines.filter((line) => line.number === number))),
    locate({ filter, to }) {
      const lines = list(filter);
      const found = lines.find((line) => ('seq' in to ? line.seq >= to.seq : line.wallMs >= to.wallMs));
      return { index: found?.index ?? null, state: state(lines.length) };
    },
    search({ filter, query, from, direction, give, limit }) {
      const lines = list(filter);
      const start = from ?? (direction === 'forward' ? 0 : lines.length - 1);
      const ahead = direction === 'forward' ? lines.slice(start) : lines.slice(0, start + 1).reverse();
      const found = ahead.filter((line) => matches(line.text, query)).slice(0, limit);
      return {
        hits: found.map(({ index, number, seq }) => ({ index, number, seq })),
        lines: give === 'lines' ? found : [],
        searched: ahead.length,
        next: null,
        state: state(lines.length),
      };
    },
    sessions: () => ({ sessions: [], state: state(list({}).length) }),
    export: () => {
      throw new AppError('host.notAvailable', { what: 'export' });
    },
    exportText({ filter }) {
      const lines = list(filter);
      return { text: lines.map(({ text }) => `${text}\n`).join(''), lines: lines.length, cut: false };
    },
    storage: () => ({
      bytes: 0,
      segments: 0,
      indexBytes: 0,
      firstMs: rows[0]?.wallMs ?? null,
      retention: { totalBytes: 512 * 1024 * 1024, maxAgeMs: 180 * 24 * 3600 * 1000 },
    }),
    setRetention: () => ({ ok: true }),
  };
}

function lineOf(row: JournalRow, at: number): JournalLine {
  const { seq, wallMs, monoMs, portId, jobId } = row;
  const place = { index: at, number: at, seq, part: 0, wallMs, monoMs };
  const origin = { ...(portId === undefined ? {} : { portId }), ...(jobId === undefined ? {} : { jobId }) };
  if (row.kind === 'atLine') {
    return { ...place, ...origin, source: 'at', level: 'none', direction: row.direction, text: row.text };
  }
  return row.kind === 'serialBytes'
    ? { ...place, ...origin, source: 'log', level: 'none', text: '' }
    : { ...place, ...origin, ...rowLine(row), row };
}

const passes = (line: JournalLine, { sources, levels, portIds, jobId }: LineFilter): boolean =>
  (sources === undefined || sources.includes(line.source)) &&
  (levels === undefined || levels.includes(line.level)) &&
  (portIds === undefined || (line.portId !== undefined && portIds.includes(line.portId))) &&
  (jobId === undefined || line.jobId === jobId);

const matches = (text: string, { text: wanted, regex, caseSensitive }: LineQuery): boolean =>
  regex === true
    ? new RegExp(wanted, caseSensitive === true ? 'u' : 'iu').test(text)
    : text.toLowerCase().includes(wanted.toLowerCase());
