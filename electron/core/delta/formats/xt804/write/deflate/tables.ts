/** Fixed numbers of RFC 1951. */
export const longestMatch = 258;
export const farthest = 32768;
export const endOfBlock = 256;
export const literalSymbols = 286;
export const distanceSymbols = 30;
/** In which order the lengths of the code-length codes are sent. */
export const lengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15] as const;

/** Symbol, number of extra bits and their base for lengths and distances. */
interface Range {
  readonly symbol: number;
  readonly extraBits: number;
  readonly base: number;
}

function ranges(first: number, base: number, steps: readonly number[]): Range[] {
  let next = base;
  return steps.map((extraBits, index) => {
    const range = { symbol: first + index, extraBits, base: next };
    next += 1 << extraBits;
    return range;
  });
}

const lengthBits = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5];
const distanceBits = Array.from({ length: distanceSymbols }, (_, i) => Math.max(0, (i >> 1) - 1));

const none: Range = { symbol: 0, extraBits: 0, base: 0 };

/** By match length 3 to 258; 258 has a symbol of its own. */
const byLength: readonly Range[] = fill(ranges(257, 3, lengthBits), longestMatch + 1).with(longestMatch, {
  symbol: 285,
  extraBits: 0,
  base: longestMatch,
});
const byDistance: readonly Range[] = fill(ranges(0, 1, distanceBits), farthest + 1);

function fill(all: readonly Range[], size: number): Range[] {
  const out = Array.from({ length: size }, () => none);
  for (const range of all) {
    for (let k = 0; k < 1 << range.extraBits; k++) if (range.base + k < size) out[range.base + k] = range;
  }
  return out;
}

export const lengthRange = (length: number): Range => byLength[length] ?? none;
export const distanceRange = (distance: number): Range => byDistance[distance] ?? none;
