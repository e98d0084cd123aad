import type { Chip } from './image.ts';

/** A bare program image is recognised by the table of addresses that its processor starts from. */
export interface RawImage {
  readonly chip: Chip;
  readonly chipEvidence: readonly string[];
}

/** Fewer bytes are no program. */
const leastBytes = 1024;

/** Null for bytes that begin with no such table. */
export function recogniseRawImage(bytes: Uint8Array): RawImage | null {
  if (bytes.length < leastBytes) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const words = Array.from({ length: 8 }, (_, i) => view.getUint32(4 * i, true));
  return cortexImage(words) ?? xt804Image(words);
}

/** Stack, reset and the faults: code addresses are odd, and those of one image lie close together. */
function cortexImage(words: readonly number[]): RawImage | null {
  const [stack = 0, reset = 0, ...faults] = words.slice(0, 7);
  const near = (address: number): boolean => (address & 1) === 1 && Math.abs(address - reset) < 0x400000;
  const inFlash = reset >= 0x800000 && reset < 0x2000000;
  if (!inFlash || stack === 0 || (stack & 3) !== 0 || !near(reset) || !faults.every(near)) return null;
  // EC618 and EC7xx map their flash to the same place, so this table does not tell them apart.
  return { chip: 'unknown', chipEvidence: [`reset@0x${reset.toString(16)}`] };
}

/** C-SKY: even addresses in the flash of the XT804 family. */
function xt804Image(words: readonly number[]): RawImage | null {
  const inFlash = (address: number): boolean =>
    (address & 1) === 0 && address >= 0x8000000 && address < 0x9000000;
  if (!words.every(inFlash)) return null;
  return { chip: 'xt804', chipEvidence: [`reset@0x${(words[0] ?? 0).toString(16)}`] };
}
