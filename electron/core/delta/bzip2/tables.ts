import { chooseLengths, tableBits } from './codeLengths.ts';
import type { SymbolStream } from './symbols.ts';

/** How hard to search: `quick` ranks candidates, `thorough` writes the result. */
export type Effort = 'quick' | 'thorough';

/** Code tables of one block and which one each group of 50 symbols uses. */
export interface TableChoice {
  /** 2..6 tables of code lengths. */
  readonly tables: readonly Uint8Array[];
  /** One table number per group. */
  readonly selectors: Uint8Array;
  /** Bits of tables, selectors and symbols together. */
  readonly bits: number;
}

export const groupSize = 50;
const minTables = 2;
const maxTables = 6;

/** Rounds of refinement, and how finely the code lengths are searched in each. */
interface Depth {
  readonly iterations: number;
  readonly rounds: number;
}

const shallow: Depth = { iterations: 3, rounds: 3 };
const deep: Depth = { iterations: 12, rounds: 8 };

/** How many of the cheapest shallow results are worth the deep search. */
const finalists = 3;

/** The cheapest tables found for a block, over several numbers of tables and first guesses. */
export function chooseTables(stream: SymbolStream, effort: Effort): TableChoice {
  if (effort === 'quick')
    return cheapest([2, 3, 4].map((count) => refine(stream, splitByGroups(stream, count), shallow)));
  const ranked: TableChoice[] = [];
  for (let count = minTables; count <= maxTables; count++) {
    for (const guess of [splitBySymbols, splitByGroups])
      ranked.push(refine(stream, guess(stream, count), shallow));
  }
  ranked.sort((a, b) => a.bits - b.bits);
  return cheapest(ranked.slice(0, finalists).map((choice) => refine(stream, startFrom(choice), deep)));
}

/** Selectors of one table assignment to refine, and how many tables it uses. */
interface Guess {
  readonly selectors: Uint8Array;
  readonly count: number;
}

const startFrom = (choice: TableChoice): Guess => ({
  selectors: choice.selectors,
  count: choice.tables.length,
});

function cheapest(choices: readonly TableChoice[]): TableChoice {
  return choices.reduce((best, choice) => (choice.bits < best.bits ? choice : best));
}

const groupCount = (stream: SymbolStream): number => Math.ceil(stream.symbols.length / groupSize);

/** First guess: groups ordered by their share of runs, cut into equal parts. */
function splitByGroups(stream: SymbolStream, count: number): Guess {
  const groups = groupCount(stream);
  const shares = Array.from({ length: groups }, (_, g) => {
    let sum = 0;
    const end = Math.min(stream.symbols.length, (g + 1) * groupSize);
    for (let i = g * groupSize; i < end; i++) sum += Math.log2(1 + (stream.symbols[i] ?? 0));
    return { g, share: sum / (end - g * groupSize) };
  });
  shares.sort((a, b) => a.share - b.share);
  const selectors = new Uint8Array(groups);
  shares.forEach(({ g }, order) => {
    selectors[g] = Math.floor((order * count) / groups);
  });
  return { selectors, count };
}

/** First guess: symbol ranges of equal frequency, each group to the range that holds most of it (as the reference encoder). */
function splitBySymbols(stream: SymbolStream, count: number): Guess {
  const { symbols, alphabetSize } = stream;
  const frequency = new Int32Array(alphabetSize);
  for (const symbol of symbols) frequency[symbol] = (frequency[symbol] ?? 0) + 1;
  const rangeOf = new Uint8Array(alphabetSize);
  let seen = 0;
  for (let s = 0; s < alphabetSize; s++) {
    rangeOf[s] = Math.min(count - 1, Math.floor((seen * count) / symbols.length));
    seen += frequency[s] ?? 0;
  }
  const selectors = new Uint8Array(groupCount(stream));
  for (let g = 0; g < selectors.length; g++) {
    const votes = new Int32Array(count);
    const end = Math.min(symbols.length, (g + 1) * groupSize);
    for (let i = g * groupSize; i < end; i++) {
      const range = rangeOf[symbols[i] ?? 0] ?? 0;
      votes[range] = (votes[range] ?? 0) + 1;
    }
    selectors[g] = votes.indexOf(Math.max(...votes));
  }
  return { selectors, count };
}

/** Alternates between tables for the groups and groups for the tables until that no longer pays. */
function refine(stream: SymbolStream, guess: Guess, depth: Depth): TableChoice {
  let selectors = guess.selectors;
  let best = priceOf(stream, selectors, guess.count, depth.rounds);
  for (let iteration = 1; iteration < depth.iterations; iteration++) {
    selectors = best.selectors;
    const next = priceOf(stream, selectors, guess.count, depth.rounds);
    if (next.bits >= best.bits) break;
    best = next;
  }
  return best;
}

/** Tables for these selectors, then the best selectors for those tables. */
function priceOf(stream: SymbolStream, selectors: Uint8Array, count: number, rounds: number): TableChoice {
  const tables = tablesFor(stream, selectors, count, rounds);
  const assigned = assignGroups(stream, tables);
  let bits = assigned.bits;
  for (const table of tables) bits += tableBits(table);
  return { tables, selectors: assigned.selectors, bits };
}

function tablesFor(
  stream: SymbolStream,
  selectors: Uint8Array,
  count: number,
  rounds: number,
): readonly Uint8Array[] {
  const { symbols, alphabetSize } = stream;
  const counts = Array.from({ length: count }, () => new Int32Array(alphabetSize));
  for (let i = 0; i < symbols.length; i++) {
    const table = counts[selectors[Math.floor(i / groupSize)] ?? 0];
    const symbol = symbols[i] ?? 0;
    if (table !== undefined) table[symbol] = (table[symbol] ?? 0) + 1;
  }
  return counts.map((table) => chooseLengths(table, alphabetSize, rounds));
}

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
    const end = Math.min(symbols.length, (g + 1) * groupSize);
    let bestBits = Number.POSITIVE_INFINITY;
    let bestPosition = 0;
    for (let position = 0; position < front.length; position++) {
      const table = tables[front[position] ?? 0];
      if (table === undefined) continue;
      let cost = position + 1;
      for (let i = g * groupSize; i < end; i++) cost += table[symbols[i] ?? 0] ?? 0;
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
