import type { Effort } from '../effort.ts';
import { createPriceSearch, type PriceSearch, tableBits } from './codeLengths.ts';
import { estimateTables } from './estimate.ts';
import { groupCount, groupSize, splitByGroups, splitBySymbols } from './groups.ts';
import type { SymbolStream } from './symbols.ts';

export { groupSize } from './groups.ts';

/** Code tables of one block and which one each group of 50 symbols uses. */
export interface TableChoice {
  /** 2..6 tables of code lengths. */
  readonly tables: readonly Uint8Array[];
  /** One table number per group. */
  readonly selectors: Uint8Array;
  /** Bits of tables, selectors and symbols together. */
  readonly bits: number;
}

const minTables = 2;
const maxTables = 6;
/** Rounds of refinement with real code lengths. */
const iterations = 12;

/** How much more than the best a choice may take at first and still win. */
const hopeless = 1.005;

interface Depth {
  /** How many of the cheapest estimates are worth real code lengths. */
  readonly finalists: number;
  /** How finely code lengths are searched while tables and groups still change, and at the end. */
  readonly coarseRounds: number;
  readonly fineRounds: number;
}

const usual: Depth = { finalists: 6, coarseRounds: 2, fineRounds: 8 };
/** A short block is soon done, and its tables are most of it. */
const thorough: Depth = { finalists: 10, coarseRounds: 8, fineRounds: 8 };
const shortSymbols = 1500;
/** For a block that nobody will send. */
const shallow: Depth = { finalists: 1, coarseRounds: 2, fineRounds: 2 };

/** About the bits of tables, selectors and symbols that `chooseTables` reaches, in a hundredth of its time. */
export function estimateBits(stream: SymbolStream): number {
  let least = Number.POSITIVE_INFINITY;
  for (const count of [2, 3, 4])
    least = Math.min(least, estimateTables(stream, splitByGroups(stream, count), count, 3).bits);
  return least;
}

/** The cheapest tables found for a block, over several numbers of tables and first guesses. */
export function chooseTables(stream: SymbolStream, effort: Effort): TableChoice {
  const ranked = [];
  for (let count = minTables; count <= maxTables; count++) {
    for (const guess of [splitBySymbols, splitByGroups]) {
      ranked.push({ count, ...estimateTables(stream, guess(stream, count), count, 1) });
    }
  }
  ranked.sort((a, b) => a.bits - b.bits);
  const { finalists, coarseRounds, fineRounds } = depthFor(stream, effort);
  let best: TableChoice | null = null;
  for (const { selectors, count } of ranked.slice(0, finalists)) {
    const hopelessBits = (best?.bits ?? Number.POSITIVE_INFINITY) * hopeless;
    const refined = refine(stream, selectors, count, coarseRounds, hopelessBits);
    if (best === null || refined.bits < best.bits) best = refined;
  }
  if (best === null) throw new RangeError('a block has at least two tables');
  const finest = refine(stream, best.selectors, best.tables.length, fineRounds);
  return finest.bits < best.bits ? finest : best;
}

function depthFor(stream: SymbolStream, effort: Effort): Depth {
  if (effort === 'rough') return shallow;
  return stream.symbols.length <= shortSymbols ? thorough : usual;
}

/**
 * Alternates between tables for the groups and groups for the tables until that no longer pays, or at once when it begins with
 * more bits than `hopelessBits`.
 */
function refine(
  stream: SymbolStream,
  guess: Uint8Array,
  count: number,
  rounds: number,
  hopelessBits = Number.POSITIVE_INFINITY,
): TableChoice {
  const searches = Array.from({ length: count }, () => createPriceSearch());
  let best = priceOf(stream, guess, searches, rounds);
  for (let iteration = 1; iteration < iterations && best.bits < hopelessBits; iteration++) {
    const next = priceOf(stream, best.selectors, searches, rounds);
    if (next.bits >= best.bits) break;
    best = next;
  }
  return best;
}

/** Tables for these selectors, then the best selectors for those tables. */
function priceOf(
  stream: SymbolStream,
  selectors: Uint8Array,
  searches: readonly PriceSearch[],
  rounds: number,
): TableChoice {
  const counts = countSymbols(stream, selectors, searches.length);
  const tables = searches.map((search, t) =>
    search.chooseLengths(rowOf(counts, t, stream.alphabetSize), rounds),
  );
  const assigned = assignGroups(stream, tables);
  return { tables, selectors: assigned.selectors, bits: assigned.bits + costOf(tables) };
}

function costOf(tables: readonly Uint8Array[]): number {
  return tables.reduce((bits, table) => bits + tableBits(table), 0);
}

/** How often each symbol comes in the groups of each table, one row per table. */
function countSymbols(
  { symbols, alphabetSize }: SymbolStream,
  selectors: Uint8Array,
  count: number,
): Int32Array {
  const counts = new Int32Array(count * alphabetSize);
  for (let g = 0, i = 0; g < selectors.length; g++) {
    const row = (selectors[g] ?? 0) * alphabetSize;
    for (const end = Math.min(symbols.length, i + groupSize); i < end; i++) {
      const at = row + (symbols[i] ?? 0);
      counts[at] = (counts[at] ?? 0) + 1;
    }
  }
  return counts;
}

const rowOf = (counts: Int32Array, table: number, alphabetSize: number): Int32Array =>
  counts.subarray(table * alphabetSize, (table + 1) * alphabetSize);

/** Each group takes the table that is cheapest including its selector, given the selectors before it. */
function assignGroups(
  stream: SymbolStream,
  tables: readonly Uint8Array[],
): { selectors: Uint8Array; bits: number } {
  const { symbols } = stream;
  const selectors = new Uint8Array(groupCount(stream));
  const front = tables.map((_, table) => table);
  let bits = 0;
  for (let g = 0; g < selectors.length; g++) {
    const start = g * groupSize;
    const end = Math.min(symbols.length, start + groupSize);
    let bestBits = Number.POSITIVE_INFINITY;
    let bestPosition = 0;
    for (let position = 0; position < front.length; position++) {
      const table = tables[front[position] ?? 0];
      if (table === undefined) continue;
      let cost = position + 1;
      for (let i = start; i < end; i++) cost += table[symbols[i] ?? 0] ?? 0;
      if (cost >= bestBits) continue;
      bestBits = cost;
      bestPosition = position;
    }
    const chosen = front.splice(bestPosition, 1)[0] ?? 0;
    front.unshift(chosen);
    selectors[g] = chosen;
    bits += bestBits;
  }
  return { selectors, bits };
}
