/** The parameters of an LZMA1 stream. */
export interface LzmaProps {
  /** Bits of the previous byte that choose the literal coder, 0 to 8. */
  readonly lc: number;
  /** Bits of the position that choose the literal coder, 0 to 4. */
  readonly lp: number;
  /** Bits of the position that choose match and length coders, 0 to 4. */
  readonly pb: number;
  /** Distances reach back at most so far; 1 to 2^30. */
  readonly dictionaryBytes: number;
}

/** The first byte of the five property bytes: `(pb * 5 + lp) * 9 + lc`. Throws RangeError for values that LZMA1 has not. */
export function propsByte({ lc, lp, pb, dictionaryBytes }: LzmaProps): number {
  check('lc', lc, 0, 8);
  check('lp', lp, 0, 4);
  check('pb', pb, 0, 4);
  check('dictionaryBytes', dictionaryBytes, 1, 2 ** 30);
  return (pb * 5 + lp) * 9 + lc;
}

function check(name: string, value: number, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  throw new RangeError(`${name} is ${least} to ${most}, not ${value}`);
}
