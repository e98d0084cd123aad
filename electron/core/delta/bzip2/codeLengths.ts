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

const forward = new Float64Array(states);
const backward = new Float64Array(states);
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

/**
 * Lengths 1..17 per symbol for the given counts; a complete prefix code. `rounds` bounds the search of the price, which
 * stops early on an exact fit. Space used falls about as the price rises, so each guess follows from the last.
 */
export function chooseLengths(counts: Int32Array, alphabetSize: number, rounds: number): Uint8Array {
  const lengths = new Uint8Array(alphabetSize);
  let total = 1;
  for (let s = 0; s < alphabetSize; s++) total += counts[s] ?? 0;
  let tooLow = 0;
  let enough = Number.POSITIVE_INFINITY;
  let best: Uint8Array | null = null;
  let price = total * 1.5;
  for (let round = 0; round < rounds || best === null; round++) {
    const used = shortestPath(counts, lengths, price);
    if (used > unit) tooLow = price;
    else {
      enough = price;
      best = lengths.slice();
      if (used === unit) break;
    }
    const guess = price * (used / unit) * (round < rounds ? 1.01 : 1.5);
    if (guess > tooLow && guess < enough) price = guess;
    else price = Number.isFinite(enough) ? Math.sqrt(Math.max(tooLow, 1e-3) * enough) : price * 2;
  }
  fillCode(best, counts);
  return best;
}

/** Fills `lengths` with the best path for one price of code space; returns the space it uses, in units of 2^-17. */
function shortestPath(counts: Int32Array, lengths: Uint8Array, price: number): number {
  const n = lengths.length;
  for (let l = 1; l < states; l++) forward[l] = 0;
  for (let s = 0; s < n; s++) {
    const count = counts[s] ?? 0;
    const row = s * states;
    spread(row);
    let space = price / 2;
    for (let l = 1; l < states; l++) {
      forward[l] = (backward[l] ?? 0) + count * l + space;
      space /= 2;
    }
  }
  let length = 1;
  for (let l = 2; l < states; l++) if ((forward[l] ?? 0) < (forward[length] ?? 0)) length = l;
  let used = 0;
  for (let s = n - 1; s >= 0; s--) {
    lengths[s] = length;
    used += unit >> length;
    length = cameFrom[s * states + length] ?? 0;
  }
  return used;
}

/** One step between neighbouring symbols, 2 bits per unit of length: `forward` to `backward`, in two sweeps. */
function spread(row: number): void {
  for (let l = 1; l < states; l++) {
    backward[l] = forward[l] ?? 0;
    cameFrom[row + l] = l;
  }
  for (let l = 2; l < states; l++) {
    if ((backward[l - 1] ?? 0) + 2 >= (backward[l] ?? 0)) continue;
    backward[l] = (backward[l - 1] ?? 0) + 2;
    cameFrom[row + l] = cameFrom[row + l - 1] ?? 0;
  }
  for (let l = states - 2; l >= 1; l--) {
    if ((backward[l + 1] ?? 0) + 2 >= (backward[l] ?? 0)) continue;
    backward[l] = (backward[l + 1] ?? 0) + 2;
    cameFrom[row + l] = cameFrom[row + l + 1] ?? 0;
  }
}

/** Shortens lengths until the code is complete, where it saves most first: some decoders refuse an incomplete code. */
function fillCode(lengths: Uint8Array, counts: Int32Array): void {
  let used = 0;
  for (const length of lengths) used += unit >> length;
  while (used < unit) {
    let bestSymbol = -1;
    let bestGain = Number.NEGATIVE_INFINITY;
    for (let s = 0; s < lengths.length; s++) {
      const length = lengths[s] ?? 0;
      if (length <= 1 || used + (unit >> length) > unit) continue;
      const gain = (counts[s] ?? 0) - stepCostChange(lengths, s);
      if (gain > bestGain) {
        bestGain = gain;
        bestSymbol = s;
      }
    }
    if (bestSymbol < 0) return;
    const length = lengths[bestSymbol] ?? 0;
    used += unit >> length;
    lengths[bestSymbol] = length - 1;
  }
}

/** By how many bits the table grows when symbol `s` becomes one bit shorter. */
function stepCostChange(lengths: Uint8Array, s: number): number {
  const here = lengths[s] ?? 0;
  let change = 0;
  if (s > 0) change += (lengths[s - 1] ?? 0) < here ? -2 : 2;
  if (s + 1 < lengths.length) change += (lengths[s + 1] ?? 0) < here ? -2 : 2;
  return change;
}
