import { suffixArray } from './suffixArray.ts';

/** The bytes of OLD that may be used: `start` inclusive, `end` exclusive. */
export interface Window {
  readonly start: number;
  readonly end: number;
}

/** Where NEW continues OLD: `old[newStart + offset + k] === new[newStart + k]` for `length` bytes. */
export interface Match {
  readonly newStart: number;
  readonly offset: number;
  readonly length: number;
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
 * Common places of two images. One suffix array over OLD and NEW together serves every part and both directions: the
 * longest matches of a position of NEW are the old suffixes next to it, and a window only skips some of them.
 */
export interface MatchIndex {
  readonly old: Uint8Array;
  readonly new: Uint8Array;
  /** Matches of `new[from..to)` inside `window`, by position in NEW; they end within both. */
  findMatches(from: number, to: number, window: Window, search: MatchSearch): Match[];
}

/**
 * Inside an exact match of this length no other is looked for until shortly before its end: nothing better can be
 * found there, and repetitive data would cost the square of its length.
 */
const longMatch = 256;
const overlap = 32;

export function createMatchIndex(oldBytes: Uint8Array, newBytes: Uint8Array): MatchIndex {
  const { oldOrder, rowOf } = sortBoth(oldBytes, newBytes);

  /** Matches at one position, walking away from its place among the old suffixes; returns how far the longest reaches. */
  const walk = (
    newStart: number,
    to: number,
    step: 1 | -1,
    anyStart: boolean,
    window: Window,
    search: MatchSearch,
    found: Match[],
  ): number => {
    let row = (rowOf[newStart] ?? 0) + (step === 1 ? 0 : -1);
    let kept = 0;
    let reach = 0;
    for (let steps = 0; steps < search.maxSteps && kept < search.keepPerSide; steps++, row += step) {
      const position = oldOrder[row];
      if (position === undefined) break;
      if (position + search.minLength > oldBytes.length) continue;
      if (commonLength(oldBytes, position, newBytes, newStart, search.minLength) < search.minLength) break;
      if (position < window.start || position + search.minLength > window.end) continue;
      kept++;
      const leftMaximal =
        anyStart || position === window.start || oldBytes[position - 1] !== newBytes[newStart - 1];
      if (!leftMaximal) continue;
      const limit = Math.min(window.end - position, to - newStart);
      const length = commonLength(oldBytes, position, newBytes, newStart, limit);
      found.push({ newStart, offset: position - newStart, length });
      reach = Math.max(reach, length);
    }
    return reach;
  };

  const findMatches: MatchIndex['findMatches'] = (from, to, window, search) => {
    const found: Match[] = [];
    let resume = from;
    for (let newStart = from; newStart + search.minLength <= to; ) {
      const anyStart = newStart === resume;
      const before = walk(newStart, to, -1, anyStart, window, search, found);
      const after = walk(newStart, to, 1, anyStart, window, search, found);
      const reach = Math.max(before, after);
      newStart += reach < longMatch ? 1 : reach - overlap;
      if (reach >= longMatch) resume = newStart;
    }
    return found;
  };

  return { old: oldBytes, new: newBytes, findMatches };
}

/** The suffixes of OLD in order, and for each position of NEW how many of them sort before it. */
function sortBoth(oldBytes: Uint8Array, newBytes: Uint8Array): { oldOrder: Int32Array; rowOf: Int32Array } {
  const oldSize = oldBytes.length;
  const both = new Uint8Array(oldSize + newBytes.length);
  both.set(oldBytes);
  both.set(newBytes, oldSize);
  const order = suffixArray(both);
  const rowOf = new Int32Array(newBytes.length);
  let before = 0;
  for (let row = 0; row < order.length; row++) {
    const position = order[row] ?? 0;
    if (position >= oldSize) {
      rowOf[position - oldSize] = before;
      continue;
    }
    order[before] = position;
    before++;
  }
  return { oldOrder: order.slice(0, oldSize), rowOf };
}

/** How many bytes are equal from both places on, `limit` at most; an image's end counts as different. */
function commonLength(a: Uint8Array, atA: number, b: Uint8Array, atB: number, limit: number): number {
  const end = Math.min(limit, a.length - atA, b.length - atB);
  let length = 0;
  while (length < end && a[atA + length] === b[atB + length]) length++;
  return length;
}
