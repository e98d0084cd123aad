import type { Lane } from './lanes.ts';
import type { CostModel } from './parse.ts';

/** A lane this long continues OLD and is no accident. */
const meaningfulBytes = 64;
/** Bits of a difference: at least, per halving of its share, and at most. */
const least = 1;
const perHalving = 0.8;
const most = 9;

/**
 * The same prices with differences by how often they come in these lanes. Where an image moved as a whole, thousands of addresses
 * differ by the same amount: copied, they cost next to nothing, although no byte of them fits.
 */
export function learnPrices(
  oldBytes: Uint8Array,
  newBytes: Uint8Array,
  lanes: readonly Lane[],
  prices: CostModel,
): CostModel {
  const counts = new Float64Array(256).fill(0.5);
  let total = 128;
  for (const { start, end, offset } of lanes) {
    if (end - start < meaningfulBytes) continue;
    for (let at = start; at < end; at++) {
      const difference = ((newBytes[at] ?? 0) - (oldBytes[at + offset] ?? 0)) & 0xff;
      if (difference === 0) continue;
      counts[difference] = (counts[difference] ?? 0) + 1;
      total++;
    }
  }
  const diff = counts.map((count) => Math.min(most, least + perHalving * Math.log2(total / count)));
  diff[0] = prices.diff[0] ?? 0;
  return { ...prices, diff };
}
