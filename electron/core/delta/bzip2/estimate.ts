import { groupCount, groupSize } from './groups.ts';
import type { SymbolStream } from './symbols.ts';

/** Prices are bits times this. */
const unit = 16;
const longest = 17;
/** log2(n) in units, for every count of a block (which has at most a few thousand symbols per table). */
const logs = Float64Array.from({ length: 16384 }, (_, n) => (n === 0 ? 0 : Math.log2(n)));
const log2 = (n: number): number => (n < logs.length ? (logs[n] ?? 0) : Math.log2(n));

/** Selectors for a block and about what they cost. */
export interface Estimate {
  readonly selectors: Uint8Array;
  /** Bits of tables, selectors and symbols together, about. */
  readonly bits: number;
}

/**
 * Refines the table of each group by prices that follow from the frequencies alone: a symbol costs the logarithm of its share, a
 * table the steps between its rounded lengths. No code is built, which takes most of the time elsewhere.
 */
export function estimateTables(
  stream: SymbolStream,
  guess: Uint8Array,
  count: number,
  iterations: number,
): Estimate {
  const { alphabetSize } = stream;
  const prices = new Int32Array(count * alphabetSize);
  let best: Estimate = { selectors: guess, bits: Number.POSITIVE_INFINITY };
  for (let iteration = 0; iteration < iterations; iteration++) {
    const tables = takePrices(stream, best.selectors, count, prices);
    const next = assign(stream, count, prices);
    if (tables + next.bits >= best.bits) break;
    best = { selectors: next.selectors, bits: tables + next.bits };
  }
  return best;
}

/** Fills `prices`, one row per table; returns about what the tables cost in bits. */
function takePrices(
  { symbols, alphabetSize }: SymbolStream,
  selectors: Uint8Array,
  count: number,
  prices: Int32Array,
): number {
  prices.fill(0);
  const totals = new Int32Array(count);
  for (let g = 0, i = 0; g < selectors.length; g++) {
    const table = selectors[g] ?? 0;
    const row = table * alphabetSize;
    const end = Math.min(symbols.length, i + groupSize);
    totals[table] = (totals[table] ?? 0) + end - i;
    for (; i < end; i++) {
      const at = row + (symbols[i] ?? 0);
      prices[at] = (prices[at] ?? 0) + 1;
    }
  }
  let bits = 0;
  for (let table = 0; table < count; table++) {
    const total = log2(totals[table] ?? 0);
    const row = table * alphabetSize;
    let steps = 0;
    let last = -1;
    for (let s = 0; s < alphabetSize; s++) {
      const seen = prices[row + s] ?? 0;
      const price = seen === 0 ? total + 2 : total - log2(seen);
      const bounded = price < 1 ? 1 : price > longest ? longest : price;
      prices[row + s] = Math.round(bounded * unit);
      // a symbol that is not there takes the length of its neighbour
      if (seen === 0) continue;
      const length = Math.round(bounded);
      if (last >= 0) steps += length < last ? last - length : length - last;
      last = length;
    }
    bits += 5 + alphabetSize + 2 * steps;
  }
  return bits;
}

/** Each group takes the table that is cheapest including its selector, given the selectors before it. */
function assign(stream: SymbolStream, count: number, prices: Int32Array): Estimate {
  const { symbols, alphabetSize } = stream;
  const selectors = new Uint8Array(groupCount(stream));
  const front = Uint8Array.from({ length: count }, (_, table) => table);
  let sum = 0;
  for (let g = 0; g < selectors.length; g++) {
    const start = g * groupSize;
    const end = Math.min(symbols.length, start + groupSize);
    let least = Number.POSITIVE_INFINITY;
    let leastAt = 0;
    for (let position = 0; position < count; position++) {
      const row = (front[position] ?? 0) * alphabetSize;
      let price = (position + 1) * unit;
      for (let i = start; i < end; i++) price += prices[row + (symbols[i] ?? 0)] ?? 0;
      if (price >= least) continue;
      least = price;
      leastAt = position;
    }
    const chosen = front[leastAt] ?? 0;
    for (let position = leastAt; position > 0; position--) front[position] = front[position - 1] ?? 0;
    front[0] = chosen;
    selectors[g] = chosen;
    sum += least;
  }
  return { selectors, bits: sum / unit };
}
