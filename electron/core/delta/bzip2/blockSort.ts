import { suffixArray } from '../matching/suffixArray.ts';

export interface SortedBlock {
  /** Last column of the sorted rotations. */
  readonly lastColumn: Uint8Array;
  /** Row of the unrotated block. */
  readonly originRow: number;
}

/** Kept from one block to the next. */
let room = new Int32Array(8192);

/**
 * Burrows-Wheeler transform over the rotations of a non-empty block. Suffixes of the block's least rotation sort as the
 * rotations do, so one suffix array of that rotation is enough, with no doubling.
 */
export function sortBlock(block: Uint8Array): SortedBlock {
  const n = block.length;
  const least = leastRotation(block);
  const rotated = new Uint8Array(n);
  rotated.set(block.subarray(least));
  rotated.set(block.subarray(0, least), n - least);
  if (room.length < n) room = new Int32Array(n);
  const order = suffixArray(rotated, room.subarray(0, n));
  const lastColumn = new Uint8Array(n);
  const origin = least === 0 ? 0 : n - least;
  let originRow = 0;
  for (let row = 0; row < n; row++) {
    const position = order[row] ?? 0;
    lastColumn[row] = rotated[position === 0 ? n - 1 : position - 1] ?? 0;
    if (position === origin) originRow = row;
  }
  return { lastColumn, originRow };
}

/** Start of the lexicographically least rotation (two-candidate comparison, linear). */
function leastRotation(block: Uint8Array): number {
  const n = block.length;
  let first = 0;
  let second = 1;
  let same = 0;
  while (first < n && second < n && same < n) {
    const atFirst = first + same;
    const atSecond = second + same;
    const a = block[atFirst < n ? atFirst : atFirst - n] ?? 0;
    const b = block[atSecond < n ? atSecond : atSecond - n] ?? 0;
    if (a === b) {
      same++;
      continue;
    }
    if (a > b) first += same + 1;
    else second += same + 1;
    if (first === second) second++;
    same = 0;
  }
  return Math.min(first, second);
}
