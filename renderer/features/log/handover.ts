/** Lines leave the window as text that the core writes from the record, piece by piece; never from the page. */
import type { ExportFormat } from '../../../shared/contract/journalExport.ts';
import type { JournalLine, LineFilter, LineQuery } from '../../../shared/contract/journalLine.ts';
import type { Core } from '../../connection/connect.ts';

export type Handover =
  | {
      readonly kind: 'range';
      readonly filter: LineFilter;
      readonly query?: LineQuery;
      readonly fromIndex: number;
      readonly toIndex: number;
    }
  /** Hits with lines around them: numbers in the whole record. */
  | { readonly kind: 'numbers'; readonly numbers: readonly number[] };

export interface Piece {
  readonly text: string;
  readonly lines: number;
  /** Share of the positions that are behind, 0 to 1. */
  readonly done: number;
}

/** Positions asked for at once; halved where their text is more than one answer holds. */
const firstStep = 20_000;
const numbersStep = 500;

/** Pieces of the text in order. @throws what the core throws; a single line never exceeds an answer */
export async function* takeText(
  core: Core,
  what: Handover,
  how: { readonly format: ExportFormat; readonly redact: boolean },
  lineText: (line: JournalLine) => string,
  signal: AbortSignal,
): AsyncGenerator<Piece> {
  if (what.kind === 'numbers') {
    for (let at = 0; at < what.numbers.length; at += numbersStep) {
      const numbers = what.numbers.slice(at, at + numbersStep);
      const { lines } = await core.journal.linesAt({ numbers }, { signal });
      const text = lines.map((line) => `${lineText(line)}\n`).join('');
      yield { text, lines: lines.length, done: (at + numbers.length) / what.numbers.length };
    }
    return;
  }
  const { kind: _kind, fromIndex, toIndex, ...selection } = what;
  for (let from = fromIndex, step = firstStep; from < toIndex; ) {
    const to = Math.min(toIndex, from + step);
    const asked = { ...selection, ...how, fromIndex: from, toIndex: to };
    const { text, lines, cut } = await core.journal.exportText(asked, { signal });
    if (cut && to - from > 1) {
      step = Math.max(1, Math.floor((to - from) / 2));
      continue;
    }
    const bare = from > fromIndex && how.format === 'csv' ? withoutHead(text) : text;
    yield { text: bare, lines, done: (to - fromIndex) / (toIndex - fromIndex) };
    from = to;
  }
}

/** Each answer is a whole table; only the first keeps its head. */
function withoutHead(csv: string): string {
  return csv.slice(csv.indexOf('\n') + 1);
}
