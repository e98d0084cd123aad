import type { LzmaProps } from './props.ts';

/**
 * The adaptive bits of LZMA1 in one array, so that a whole model is copied with one call. Every value is the probability of a
 * zero bit in 1/2048. Offsets of the fixed part:
 */
export const at = {
  /** [state][position state], 12 x 16. */
  isMatch: 0,
  isRep: 192,
  isRepG0: 204,
  isRepG1: 216,
  isRepG2: 228,
  /** [state][position state], 12 x 16. */
  isRep0Long: 240,
  /** [length state][tree of 6 bits], 4 x 64. */
  slot: 432,
  /** Reverse trees of the slots 4 to 13. */
  special: 688,
  align: 804,
  /** Choice, second choice, low [16][8], mid [16][8], high [256]. */
  matchLength: 820,
  repLength: 1334,
  literal: 1848,
} as const;

/** Inside a length coder. */
export const lengthAt = { choice: 0, choice2: 1, low: 2, mid: 130, high: 258 } as const;

export const minMatch = 2;
export const maxMatch = 273;
/** Bits of one literal coder: 0x100 plain, 0x200 beside a match byte. */
export const literalCoderSize = 0x300;

const halfway = 1024;

/** A model in which nothing has been seen. */
export function freshModel({ lc, lp }: LzmaProps): Uint16Array {
  return new Uint16Array(at.literal + (literalCoderSize << (lc + lp))).fill(halfway);
}

/** Distances are coded as a slot and the bits below; `distance` counts from 0. */
export function slotOf(distance: number): number {
  if (distance < 4) return distance;
  const top = 31 - Math.clz32(distance);
  return (top << 1) | ((distance >>> (top - 1)) & 1);
}

/** Lengths 2, 3, 4 and longer have slot trees of their own. */
export function lengthState(length: number): number {
  return length < 6 ? length - minMatch : 3;
}

/** What follows a literal, a match, a repeated match and a short one in each of the twelve states. */
export const afterLiteral = Uint8Array.of(0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 4, 5);
export const afterMatch = Uint8Array.of(7, 7, 7, 7, 7, 7, 7, 10, 10, 10, 10, 10);
export const afterRep = Uint8Array.of(8, 8, 8, 8, 8, 8, 8, 11, 11, 11, 11, 11);
export const afterShortRep = Uint8Array.of(9, 9, 9, 9, 9, 9, 9, 11, 11, 11, 11, 11);
/** From this state on the last thing was no literal, and a literal is coded beside the byte at the last distance. */
export const firstMatchedState = 7;
