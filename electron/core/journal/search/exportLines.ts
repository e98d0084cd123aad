import type { ExportText } from '../../../../shared/contract/journalExport.ts';
import type { JournalRow } from '../../../../shared/contract/journalRow.ts';
import { createRedactor } from '../../../../shared/domain/redaction.ts';
import { lineWriter, redactDeep } from './exportFormat.ts';
import type { Finder } from './findLines.ts';
import type { Block } from './indexDatabase.ts';
import { type LineList, type PlacedLine, shownLine } from './lineList.ts';

export interface ExportParts {
  readonly list: LineList;
  readonly finder: Finder;
  /** The rows of a finished block, or with null those behind them. */
  readonly rowsOf: (block: Block | null) => readonly JournalRow[];
}

/** One piece of an export: what belongs to one part of the list. */
export interface ExportPiece {
  readonly text: string;
  readonly lines: number;
  /** Position in the list behind it. */
  readonly done: number;
}

/** Pieces of an export in order, made one at a time, so that the caller can write, tell and stop between them. */
export function* exportPieces(
  input: ExportText,
  parts: ExportParts,
  redacted: (counts: Record<string, number>) => void,
): Generator<ExportPiece> {
  const { list, finder } = parts;
  const redactor = input.redact ? createRedactor() : null;
  const redact = (text: string): string => redactor?.redact(text) ?? text;
  const { fromIndex = 0, toIndex = Number.POSITIVE_INFINITY } = input;
  const write =
    input.format === 'rows' ? rowsWriter(input, parts, redact) : linesWriter(input.format, redact);
  if (write.head !== '') yield { text: write.head, lines: 0, done: 0 };
  const first = fromIndex === 0 ? 0 : (list.partWith(fromIndex) ?? list.parts());
  for (let at = first; at < list.parts(); at += 1) {
    const part = list.part(at);
    if (part.first >= toIndex) break;
    const isSearched = part.count > 0 && finder.mayContain(part.block);
    const lines = isSearched
      ? finder.hitsAmong(list.read(part)).filter(({ index }) => index >= fromIndex && index < toIndex)
      : [];
    const done = part.first + part.count;
    yield { text: write.lines(lines, part.block), lines: lines.length, done };
  }
  if (redactor !== null) redacted({ ...redactor.counts() });
}

interface PieceWriter {
  readonly head: string;
  lines(lines: readonly PlacedLine[], block: Block | null): string;
}

function linesWriter(
  format: Exclude<ExportText['format'], 'rows'>,
  redact: (text: string) => string,
): PieceWriter {
  const { head, write } = lineWriter(format, redact);
  return { head, lines: (lines) => lines.map((line) => write(shownLine(line, false))).join('') };
}

/** Rows have a place in an export when one of their lines has; raw bytes of AT ports, which have none, where nothing but time, port or job was asked for. */
function rowsWriter(input: ExportText, parts: ExportParts, redact: (text: string) => string): PieceWriter {
  const { sources, levels, direction, imei, outcomes, sessionIds } = input.filter;
  const narrowed = [
    sources,
    levels,
    direction,
    imei,
    outcomes,
    sessionIds,
    input.query,
    input.fromIndex,
    input.toIndex,
  ];
  const isNarrow = narrowed.some((part) => part !== undefined);
  return {
    head: '',
    lines(lines, block) {
      const wanted = new Set(lines.map(({ made }) => made.seq));
      const fits = (row: JournalRow): boolean =>
        isNarrow ? wanted.has(row.seq) : fitsFilter(row, input.filter);
      return parts
        .rowsOf(block)
        .filter((row) => fits(row) && !(input.redact && row.kind === 'serialBytes'))
        .map((row) => `${JSON.stringify(redactDeep(row, redact))}\n`)
        .join('');
    },
  };
}

function fitsFilter(row: JournalRow, { fromMs, toMs, portIds, jobId }: ExportText['filter']): boolean {
  return (
    (fromMs === undefined || row.wallMs >= fromMs) &&
    (toMs === undefined || row.wallMs < toMs) &&
    (portIds === undefined || (row.portId !== undefined && portIds.includes(row.portId))) &&
    (jobId === undefined || row.jobId === jobId)
  );
}
