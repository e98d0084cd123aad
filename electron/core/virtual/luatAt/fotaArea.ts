import { createNorFlash, type NorFlash } from '../flash/norFlash.ts';

/** The area that takes a package, whichever way it comes. */
export interface FotaArea {
  readonly nor: NorFlash;
  /** Room for a package now, in bytes: a knob. */
  capacityBytes(): number;
  /** Makes the area blank and the next `append` start at its beginning. */
  erase(): void;
  /** False when the bytes do not fit; then nothing of them is written. */
  append(bytes: Uint8Array): boolean;
  /** Bytes appended since `erase`. */
  used(): number;
  /** The package that its own head describes; null when there is none or it cannot fit. */
  package(): Uint8Array | null;
}

/** No area is larger; the knob is checked against it. */
export const largestFotaAreaBytes = 4 * 1024 * 1024;
const headBytes = 128;

/** @param lengthOf length of a package by its first bytes, null when they are none of one */
export function createFotaArea(
  capacityBytes: () => number,
  lengthOf: (head: Uint8Array) => number | null,
): FotaArea {
  const nor = createNorFlash(largestFotaAreaBytes);
  let used = 0;
  return {
    nor,
    capacityBytes,
    erase() {
      nor.erase(0, nor.sizeBytes);
      used = 0;
    },
    append(bytes) {
      if (used + bytes.length > Math.min(capacityBytes(), nor.sizeBytes)) return false;
      nor.program(used, bytes);
      used += bytes.length;
      return true;
    },
    used: () => used,
    package() {
      const length = lengthOf(nor.read(0, headBytes));
      return length === null || length > Math.min(capacityBytes(), nor.sizeBytes)
        ? null
        : nor.read(0, length);
    },
  };
}
