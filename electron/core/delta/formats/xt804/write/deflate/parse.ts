import type { Matches } from './matches.ts';
import { distanceRange, distanceSymbols, lengthRange, literalSymbols } from './tables.ts';

/** Bits that each symbol costs. */
export interface Prices {
  readonly literal: Float64Array;
  readonly distance: Float64Array;
}

/** A byte (`distance` 0, `length` 1) or a copy. */
export interface Step {
  readonly length: number;
  readonly distance: number;
}

/** Prices to begin with, before any symbol was counted. */
export function firstPrices(): Prices {
  return {
    literal: new Float64Array(literalSymbols).fill(8),
    distance: new Float64Array(distanceSymbols).fill(5),
  };
}

/** Prices from counts: what an ideal code would spend. Symbols that did not occur stay dear but possible. */
export function pricesOf(literalCounts: Uint32Array, distanceCounts: Uint32Array): Prices {
  return { literal: ideal(literalCounts), distance: ideal(distanceCounts) };
}

function ideal(counts: Uint32Array): Float64Array {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return Float64Array.from(counts, (count) => Math.log2(Math.max(total, 2) / Math.max(count, 0.4)));
}

/** The cheapest way through `data[start..end)`, copies of every length allowed. */
export function cheapestSteps(
  data: Uint8Array,
  start: number,
  end: number,
  matches: Matches,
  prices: Prices,
): Step[] {
  const size = end - start;
  const cost = new Float64Array(size + 1).fill(Number.POSITIVE_INFINITY);
  const cameLength = new Uint16Array(size + 1);
  const cameDistance = new Uint32Array(size + 1);
  cost[0] = 0;
  for (let k = 0; k < size; k++) {
    const here = cost[k] ?? 0;
    reach(k + 1, here + (prices.literal[data[start + k] ?? 0] ?? 0), 1, 0);
    const { lengths, distances } = matches.at(start + k);
    let length = 3;
    for (let m = 0; m < lengths.length; m++) {
      const distance = distances[m] ?? 0;
      const far = distanceRange(distance);
      const withDistance = here + (prices.distance[far.symbol] ?? 0) + far.extraBits;
      const longest = Math.min(lengths[m] ?? 0, size - k);
      for (; length <= longest; length++) {
        const range = lengthRange(length);
        const price = withDistance + (prices.literal[range.symbol] ?? 0) + range.extraBits;
        reach(k + length, price, length, distance);
      }
    }
  }
  return trace();

  function reach(to: number, price: number, length: number, distance: number): void {
    if (price >= (cost[to] ?? 0)) return;
    cost[to] = price;
    cameLength[to] = length;
    cameDistance[to] = distance;
  }

  function trace(): Step[] {
    const out: Step[] = [];
    for (let k = size; k > 0; ) {
      const length = cameLength[k] ?? 1;
      out.push({ length, distance: cameDistance[k] ?? 0 });
      k -= length;
    }
    return out.reverse();
  }
}
