/** The few Thumb-2 encodings that the demo firmware is made of (ARMv7-M reference manual, A7.7). */

export const push = (registers: number): number => 0xb500 | registers;
export const popReturn = (registers: number): number => 0xbd00 | registers;
export const movsImmediate = (rd: number, value: number): number => 0x2000 | (rd << 8) | (value & 0xff);
export const cmpImmediate = (rn: number, value: number): number => 0x2800 | (rn << 8) | (value & 0xff);
export const addsImmediate = (rd: number, value: number): number => 0x3000 | (rd << 8) | (value & 0xff);
export const move = (rd: number, rm: number): number => 0x4600 | (rm << 3) | rd;
export const load = (rt: number, rn: number, word: number): number => 0x6800 | (word << 6) | (rn << 3) | rt;
export const store = (rt: number, rn: number, word: number): number => 0x6000 | (word << 6) | (rn << 3) | rt;
export const branchIf = (condition: number, halfwords: number): number =>
  0xd000 | (condition << 8) | halfwords;
/** LDR Rt, [PC, #words*4], from the word-aligned PC. */
export const loadLiteral = (rt: number, words: number): number => 0x4800 | (rt << 8) | words;
/** LDR.W Rt, [Rn, #offset]. */
export const loadWide = (rt: number, rn: number, offset: number): readonly [number, number] => [
  0xf8d0 | rn,
  (rt << 12) | (offset & 0xfff),
];

/** BL at `from` to `to`, both byte addresses; reaches 16 MiB either way. */
export function branchWithLink(from: number, to: number): readonly [number, number] {
  const offset = to - (from + 4);
  const sign = offset < 0 ? 1 : 0;
  const i1 = (offset >> 23) & 1;
  const i2 = (offset >> 22) & 1;
  const j1 = (i1 ^ sign ^ 1) & 1;
  const j2 = (i2 ^ sign ^ 1) & 1;
  const high = 0xf000 | (sign << 10) | ((offset >> 12) & 0x3ff);
  const low = 0xd000 | (j1 << 13) | (j2 << 11) | ((offset >> 1) & 0x7ff);
  return [high, low];
}
