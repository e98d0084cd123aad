import type { JournalLine, LineFilter } from '../../../../shared/contract/journalLine.ts';
import type { MadeLine } from '../lines/lineMaker.ts';
import type { Block } from './indexDatabase.ts';
import type { Indexer } from './indexer.ts';
import { allowedKinds, sessionOf } from './lineMeta.ts';

/** A part of the list: a finished block, or the tail behind them. */
export interface Part {
  /** Null for the tail. */
  readonly block: Block | null;
  /** Position of its first line in the list. */
  readonly first: number;
  /** How many of its lines are in the list. */
  readonly count: number;
}

/** The lines that a filter lets pass, in order, reachable at any position. */
export interface LineList {
  readonly filter: LineFilter;
  total(): number;
  /** How many parts there are; the tail is the last. */
  parts(): number;
  part(at: number): Part;
  /** The part with a position; null behind the end. */
  partWith(index: number): number | null;
  /** The lines of a part that are in the list; empty where the part is gone meanwhile. */
  read(part: Part): readonly PlacedLine[];
  /** The position of the first line that a test accepts, which must be false before it and true behind; null where there is none. */
  firstWhere(isBefore: (block: Block) => boolean, accepts: (line: MadeLine) => boolean): number | null;
}

export interface PlacedLine {
  readonly index: number;
  readonly number: number;
  readonly made: MadeLine;
}

export interface LineSourceParts {
  readonly indexer: Indexer;
  readonly linesOf: (block: Block) => readonly MadeLine[];
}

export function createLineList(filter: LineFilter, { indexer, linesOf }: LineSourceParts): LineList {
  const { blocks, tail, sessions } = indexer;
  const kinds = allowedKinds(filter);
  const { fromMs = Number.NEGATIVE_INFINITY, toMs = Number.POSITIVE_INFINITY } = filter;
  let wanted = sessions.wanted(filter);
  let sessionVersion = sessions.version();
  let generation = indexer.generation();
  /** Lines of the list before each finished block, and behind the last. */
  let before: number[] = [0];

  const passes = (meta: number): boolean =>
    kinds[meta & 255] === 1 && (wanted === null || wanted.has(sessionOf(meta)));
  const inTime = ({ wallMs }: MadeLine): boolean => wallMs >= fromMs && wallMs < toMs;
  const isAll = Object.values(filter).every((part) => part === undefined);

  const countOf = (block: Block): number => {
    if (isAll) return block.meta.length;
    if (block.lastMs < fromMs || block.firstMs >= toMs) return 0;
    if (block.firstMs < fromMs || block.lastMs >= toMs) {
      return linesOf(block).filter((line, at) => passes(block.meta[at] ?? 0) && inTime(line)).length;
    }
    let count = 0;
    for (const meta of block.meta) if (passes(meta)) count += 1;
    return count;
  };

  /** Goes on counting where blocks were added, and begins anew where sessions or the old end have changed. */
  const refresh = (): void => {
    if (wanted !== null && sessions.version() !== sessionVersion) {
      wanted = sessions.wanted(filter);
      sessionVersion = sessions.version();
      before = [0];
    }
    if (indexer.generation() !== generation) {
      generation = indexer.generation();
      before = [0];
    }
    for (let at = before.length - 1; at < blocks.length; at += 1) {
      const block = blocks[at];
      if (block !== undefined) before.push((before[at] ?? 0) + countOf(block));
    }
  };

  const tailLines = (): number[] =>
    tail.lines.flatMap((line, at) => (passes(tail.meta[at] ?? 0) && inTime(line) ? [at] : []));

  const part = (at: number): Part => {
    const first = before[at] ?? 0;
    const block = blocks[at];
    if (block === undefined) return { block: null, first, count: tailLines().length };
    return { block, first, count: (before[at + 1] ?? first) - first };
  };

  const read = ({ block, first }: Part): PlacedLine[] => {
    const place = (made: MadeLine, at: number, index: number, firstLine: number): PlacedLine => ({
      index: first + index,
      number: firstLine + at,
      made,
    });
    if (block === null) {
      return tailLines().flatMap((at, index) => {
        const made = tail.lines[at];
        return made === undefined ? [] : [place(made, at, index, tail.firstLine)];
      });
    }
    const placed: PlacedLine[] = [];
    for (const [at, made] of linesOf(block).entries()) {
      if (passes(block.meta[at] ?? 0) && inTime(made))
        placed.push(place(made, at, placed.length, block.firstLine));
    }
    return placed;
  };

  const total = (): number => {
    refresh();
    return (before[blocks.length] ?? 0) + tailLines().length;
  };

  return {
    filter,
    total,
    part,
    read,
    parts: () => {
      refresh();
      return blocks.length + 1;
    },
    partWith(index) {
      if (index < 0 || index >= total()) return null;
      let low = 0;
      let high = blocks.length;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((before[middle] ?? 0) <= index) low = middle;
        else high = middle - 1;
      }
      return low;
    },
    firstWhere(isBefore, accepts) {
      refresh();
      for (let at = 0; at <= blocks.length; at += 1) {
        const block = blocks[at];
        if (block !== undefined && (isBefore(block) || before[at] === before[at + 1])) continue;
        const found = read(part(at)).find(({ made }) => accepts(made));
        if (found !== undefined) return found.index;
      }
      return null;
    },
  };
}

/** A line as the contract has it. */
export function shownLine({ index, number, made }: PlacedLine, withBytes: boolean): JournalLine {
  const { raw, ...line } = made;
  if (!withBytes) return { index, number, ...line };
  const bytes = raw ?? Buffer.from(line.text);
  return {
    index,
    number,
    ...line,
    bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64'),
  };
}
