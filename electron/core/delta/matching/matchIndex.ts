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
 * longest matches of a position of NEW are its neighbours in suffix order, and a window only skips some of them.
 */
export interface MatchIndex {
  readonly old: Uint8Array;
  readonly new: Uint8Array;
  /** Left-maximal matches of `new[from..to)` inside `window`, by position in NEW; they end within both. */
  findMatches(from: number, to: number, window: Window, search: MatchSearch): Match[];
}

export function createMatchIndex(oldBytes: Uint8Array, newBytes: Uint8Array): MatchIndex {
  const oldSize = oldBytes.length;
  const both = new Uint8Array(oldSize + newBytes.length);
  both.set(oldBytes);
  both.set(newBytes, oldSize);
  const order = suffixArray(both);
  const rank = new Int32Array(newBytes.length);
  for (let row = 0; row < order.length; row++) {
    const position = order[row] ?? 0;
    if (position >= oldSize) rank[position - oldSize] = row;
  }

  const commonLength = (oldAt: number, newAt: number, limit: number): number => {
    let length = 0;
    while (length < limit && oldBytes[oldAt + length] === newBytes[newAt + length]) length++;
    return length;
  };

  const findMatches: MatchIndex['findMatches'] = (from, to, window, search) => {
    const found: Match[] = [];
    const walk = (newStart: number, step: 1 | -1): void => {
      let kept = 0;
      let row = (rank[newStart] ?? 0) + step;
      for (let steps = 0; steps < search.maxSteps && kept < search.keepPerSide; steps++, row += step) {
        const position = order[row];
        if (position === undefined) return;
        if (position >= oldSize) {
          if (!sameStart(both, position, oldSize + newStart, search.minLength)) return;
          continue;
        }
        if (!sameStart(both, position, oldSize + newStart, search.minLength)) return;
        if (position < window.start || position >= window.end) continue;
        kept++;
        const leftMaximal =
          newStart === from || position === window.start || oldBytes[position - 1] !== newBytes[newStart - 1];
        if (!leftMaximal) continue;
        const length = commonLength(position, newStart, Math.min(window.end - position, to - newStart));
        if (length >= search.minLength) found.push({ newStart, offset: position - newStart, length });
      }
    };
    for (let newStart = from; newStart + search.minLength <= to; newStart++) {
      walk(newStart, -1);
      walk(newStart, 1);
    }
    return found;
  };

  return { old: oldBytes, new: newBytes, findMatches };
}

function sameStart(bytes: Uint8Array, a: number, b: number, length: number): boolean {
  for (let k = 0; k < length; k++) if (bytes[a + k] !== bytes[b + k]) return false;
  return true;
}
