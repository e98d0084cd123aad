import type { Seeds } from './seeds.ts';
import { suffixArray } from './suffixArray.ts';

/** The bytes of OLD that may be used: `start` inclusive, `end` exclusive. */
export interface Window {
  readonly start: number;
  readonly end: number;
}

export interface MatchSearch {
  /** Shortest match worth reporting, at least 4. */
  readonly minLength: number;
  /** Matches kept per position and side of the suffix array. */
  readonly keepPerSide: number;
  /** Suffixes looked at per position and side: bounds the work in repetitive data. */
  readonly maxSteps: number;
}

/**
 * Common places of two images. One index serves every part and both directions: the longest matches of a position of NEW are the
 * old suffixes next to it, and a window only skips some of them. Plain data in shared memory, so that threads read it without a copy.
 */
export interface MatchIndex {
  readonly old: Uint8Array;
  readonly new: Uint8Array;
  /** Start positions of the suffixes of OLD in order. */
  readonly oldOrder: Int32Array;
  /** For each position of NEW, how many suffixes of OLD sort before it. */
  readonly rowOf: Int32Array;
}

/**
 * Inside an exact match of this length no other is looked for until shortly before its end: nothing better can be
 * found there, and repetitive data would cost the square of its length.
 */
const longMatch = 256;
const overlap = 32;

/** About 7 bytes of memory for each byte of both while sorting; 5 for each byte of both stay, and 4 more for each of NEW. */
export function createMatchIndex(oldBytes: Uint8Array, newBytes: Uint8Array): MatchIndex {
  const { both, order } = sortBoth(oldBytes, newBytes);
  const size = oldBytes.length;
  const rowOf = sharedInts(newBytes.length);
  let before = 0;
  for (let row = 0; row < order.length; row++) {
    const position = order[row] ?? 0;
    if (position >= size) rowOf[position - size] = before;
    else {
      order[before] = position;
      before++;
    }
  }
  return { old: both.subarray(0, size), new: both.subarray(size), oldOrder: order.subarray(0, size), rowOf };
}

/** Where NEW can be copied from. */
export interface BothIndexes {
  /** OLD, and NEW behind it. */
  readonly both: Uint8Array;
  readonly inOld: MatchIndex;
  /** In this one `old` is NEW too. */
  readonly inNew: MatchIndex;
}

/** An index into OLD and one into NEW itself from a single sorting; 5 bytes for each byte of both stay, and 8 more for each of NEW. */
export function createBothIndexes(oldBytes: Uint8Array, newBytes: Uint8Array): BothIndexes {
  const { both, order } = sortBoth(oldBytes, newBytes);
  const size = oldBytes.length;
  const rowInOld = sharedInts(newBytes.length);
  const rowInNew = sharedInts(newBytes.length);
  const newOrder = rowInNew;
  let before = 0;
  for (let row = 0; row < order.length; row++) {
    const position = order[row] ?? 0;
    if (position >= size) {
      rowInOld[position - size] = before;
      newOrder[row - before] = position - size;
    } else {
      order[before] = position;
      before++;
    }
  }
  order.set(newOrder, size);
  for (let row = 0; row < newBytes.length; row++) rowInNew[order[size + row] ?? 0] = row;
  const [old, fresh] = [both.subarray(0, size), both.subarray(size)];
  const inOld = { old, new: fresh, oldOrder: order.subarray(0, size), rowOf: rowInOld };
  const inNew = { old: fresh, new: fresh, oldOrder: order.subarray(size), rowOf: rowInNew };
  return { both, inOld, inNew };
}

/** OLD, and NEW behind it, with all suffixes of both in order. */
function sortBoth(oldBytes: Uint8Array, newBytes: Uint8Array): { both: Uint8Array; order: Int32Array } {
  const both = new Uint8Array(new SharedArrayBuffer(oldBytes.length + newBytes.length));
  both.set(oldBytes);
  both.set(newBytes, oldBytes.length);
  return { both, order: suffixArray(both, sharedInts(both.length)) };
}

function sharedInts(length: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(4 * length));
}

/**
 * Adds to `into` where NEW in `part` agrees with `window` of OLD for at least `minLength` bytes, `shift` being added to every offset.
 * Only beginnings are reported: places where the byte before agrees as well belong to a seed before them.
 */
export function findSeeds(
  index: MatchIndex,
  part: Window,
  window: Window,
  search: MatchSearch,
  into: Seeds,
  shift = 0,
): void {
  let resume = part.start;
  for (let newStart = part.start; newStart + search.minLength <= part.end; ) {
    const anyStart = newStart === resume;
    const before = walk(index, newStart, part.end, -1, anyStart, window, search, into, shift);
    const after = walk(index, newStart, part.end, 1, anyStart, window, search, into, shift);
    const reach = Math.max(before, after);
    newStart += reach < longMatch ? 1 : reach - overlap;
    if (reach >= longMatch) resume = newStart;
  }
}

/** Seeds at one position, walking away from its place among the old suffixes; returns how far the longest reaches. */
function walk(
  { old, new: next, oldOrder, rowOf }: MatchIndex,
  newStart: number,
  newEnd: number,
  step: 1 | -1,
  anyStart: boolean,
  window: Window,
  search: MatchSearch,
  into: Seeds,
  shift: number,
): number {
  const { minLength, keepPerSide, maxSteps } = search;
  let row = (rowOf[newStart] ?? 0) + (step === 1 ? 0 : -1);
  let kept = 0;
  let reach = 0;
  for (let steps = 0; steps < maxSteps && kept < keepPerSide; steps++, row += step) {
    if (row < 0 || row >= oldOrder.length) break;
    const position = oldOrder[row] ?? 0;
    if (position + minLength > old.length) continue;
    if (commonLength(old, position, next, newStart, minLength) < minLength) break;
    if (position < window.start || position + minLength > window.end) continue;
    kept++;
    const isBeginning =
      anyStart || position === window.start || newStart === 0 || old[position - 1] !== next[newStart - 1];
    if (!isBeginning) continue;
    into.push(newStart, position - newStart + shift);
    const limit = Math.min(window.end - position, newEnd - newStart);
    reach = Math.max(reach, commonLength(old, position, next, newStart, limit));
  }
  return reach;
}

/** How many bytes are equal from both places on, `limit` at most; an image's end counts as different. */
function commonLength(a: Uint8Array, atA: number, b: Uint8Array, atB: number, limit: number): number {
  const end = Math.min(limit, a.length - atA, b.length - atB);
  let length = 0;
  while (length < end && a[atA + length] === b[atB + length]) length++;
  return length;
}
