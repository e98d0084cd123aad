/**
 * Code lengths of one table, chosen for the whole bill: the coded symbols *and* the table itself, which bzip2 writes as
 * steps from one symbol's length to the next (1 bit per symbol, 2 bits per step). In blocks of 8 KiB the tables are a
 * tenth of the output, so plain Huffman lengths, which ignore that, are not the best ones.
 *
 * With a price per unit of code space (Kraft), the best lengths for one price are a shortest path over
 * (symbol, length); the price is searched until the code just fits, and what space is left is then filled.
 */

/** As the reference encoder; decoders accept up to 20. */
const maxLength = 17;
const states = maxLength + 1;
const unit = 2 ** maxLength;
const closeEnough = 0.002;

const cost = new Float64Array(states);
const space = new Float64Array(states);
const cameFrom = new Uint8Array(258 * states);

/** Bits that bzip2 needs to write a table of these lengths. */
export function tableBits(lengths: Uint8Array): number {
  let bits = 5;
  let previous = lengths[0] ?? 0;
  for (let s = 0; s < lengths.length; s++) {
    const length = lengths[s] ?? 0;
    bits += 1 + 2 * Math.abs(length - previous);
    previous = length;
  }
  return bits;
}

/** Looks for the lengths of one table again and again while its counts change little. */
export interface PriceSearch {
  /**
   * Lengths 1..17 per symbol for the given counts; a complete prefix code. `rounds` bounds the search of the price, which
   * stops early on an exact fit.
   */
  chooseLengths(counts: Int32Array, rounds: number): Uint8Array;
}

/** Space used falls about as the price rises, so each guess follows from the last, the first from the search before. */
export function createPriceSearch(): PriceSearch {
  let start = 0;
  return {
    chooseLengths(counts, rounds) {
      const lengths = new Uint8Array(counts.length);
      const best = new Uint8Array(counts.length);
      let total = 1;
      for (let s = 0; s < counts.length; s++) total += counts[s] ?? 0;
      // more is of no use to a symbol that comes once, as long as all symbols find room
      const longest = Math.min(maxLength, Math.max(35 - Math.clz32(total), 33 - Math.clz32(counts.length)));
      let tooLow = 0;
      let enough = Number.POSITIVE_INFINITY;
      let price = start === 0 ? total * 1.5 : start;
      for (let round = 0; round < rounds || enough === Number.POSITIVE_INFINITY; round++) {
        const used = shortestPath(counts, lengths, price, longest);
        if (used > unit) tooLow = price;
        else {
          enough = price;
          best.set(lengths);
          if (used === unit) break;
        }
        // the two ends lie so close together that no other code is between them
        if (enough - tooLow < enough * closeEnough) break;
        const guess = price * (used / unit) * (round < rounds ? 1.01 : 1.5);
        if (guess > tooLow && guess < enough) price = guess;
        else price = Number.isFinite(enough) ? Math.sqrt(Math.max(tooLow, 1e-3) * enough) : price * 2;
      }
      start = enough;
      fillCode(best, counts);
      return best;
    },
  };
}

/** Fills `lengths` with the best path for one price of code space; returns the space it uses, in units of 2^-17. */
function shortestPath(counts: Int32Array, lengths: Uint8Array, price: number, longest: number): number {
  const n = lengths.length;
  for (let l = 1; l <= longest; l++) {
    cost[l] = 0;
    space[l] = price / (1 << l);
  }
  for (let s = 0; s < n; s++) {
    const count = counts[s] ?? 0;
    const row = s * states;
    // a step between neighbouring symbols costs 2 bits per unit of length: one sweep up, one down
    let from = 1;
    let reach = cost[1] ?? 0;
    cameFrom[row + 1] = 1;
    for (let l = 2; l <= longest; l++) {
      const here = cost[l] ?? 0;
      reach += 2;
      if (reach >= here) {
        reach = here;
        from = l;
      }
      cost[l] = reach;
      cameFrom[row + l] = from;
    }
    from = cameFrom[row + longest] ?? 0;
    for (let l = longest; l >= 1; l--) {
      const here = cost[l] ?? 0;
      reach += 2;
      if (reach >= here) {
        reach = here;
        from = cameFrom[row + l] ?? 0;
      } else cameFrom[row + l] = from;
      cost[l] = reach + count * l + (space[l] ?? 0);
    }
  }
  let length = 1;
  for (let l = 2; l <= longest; l++) if ((cost[l] ?? 0) < (cost[length] ?? 0)) length = l;
  let used = 0;
  for (let s = n - 1; s >= 0; s--) {
    lengths[s] = length;
    used += unit >> length;
    length = cameFrom[s * states + length] ?? 0;
  }
  return used;
}

/**
 * Shortens lengths until the code is complete, where it saves most first: some decoders refuse an incomplete code. A step shortens
 * the first symbols of a run of equal lengths, as many as fit, or a single symbol: neighbours that change together
 * hardly change the cost of the table.
 */
function fillCode(lengths: Uint8Array, counts: Int32Array): void {
  let left = unit;
  for (let s = 0; s < lengths.length; s++) left -= unit >> (lengths[s] ?? 0);
  while (left > 0) {
    let bestStart = -1;
    let bestEnd = -1;
    let bestGain = Number.NEGATIVE_INFINITY;
    for (let start = 0; start < lengths.length; ) {
      const length = lengths[start] ?? 0;
      const fits = length <= 1 ? 0 : Math.floor(left / (unit >> length));
      let end = start;
      let sum = 0;
      for (; end < lengths.length && lengths[end] === length; end++) {
        const count = counts[end] ?? 0;
        if (end - start < fits) sum += count;
        if (fits === 0) continue;
        const single = count - stepCostChange(lengths, end, end + 1);
        if (single <= bestGain) continue;
        bestGain = single;
        bestStart = end;
        bestEnd = end + 1;
      }
      const stop = Math.min(end, start + fits);
      const gain = sum - stepCostChange(lengths, start, stop);
      if (stop > start + 1 && gain > bestGain) {
        bestGain = gain;
        bestStart = start;
        bestEnd = stop;
      }
      start = end;
    }
    if (bestStart < 0) return;
    for (let s = bestStart; s < bestEnd; s++) {
      const length = lengths[s] ?? 0;
      left -= unit >> length;
      lengths[s] = length - 1;
    }
  }
}

/** By how many bits the table grows when the symbols from `start` to `end`, which have one length, become one bit shorter. */
function stepCostChange(lengths: Uint8Array, start: number, end: number): number {
  const here = lengths[start] ?? 0;
  let change = 0;
  if (start > 0) change += (lengths[start - 1] ?? 0) < here ? -2 : 2;
  if (end < lengths.length) change += (lengths[end] ?? 0) < here ? -2 : 2;
  return change;
}
