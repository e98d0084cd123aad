import { createNorFlash, type NorFlash } from '../flash/norFlash.ts';
import { parLength } from './parFile.ts';

/** Room for a delta on EC618 (at-commands 1.3, luat-formats 5.9). */
export const fotaAreaBytes = 480 * 1024;

/** The area that takes a package, whichever way it comes. */
export interface FotaArea {
  readonly nor: NorFlash;
  /** Makes the area blank and the next `append` start at its beginning. */
  erase(): void;
  /** False when the bytes do not fit; then nothing of them is written. */
  append(bytes: Uint8Array): boolean;
  /** Bytes appended since `erase`. */
  used(): number;
  /** The delta.par that its own length field describes; null when there is none or it cannot fit. */
  package(): Uint8Array | null;
}

export function createFotaArea(): FotaArea {
  const nor = createNorFlash(fotaAreaBytes);
  let used = 0;
  return {
    nor,
    erase() {
      nor.erase(0, nor.sizeBytes);
      used = 0;
    },
    append(bytes) {
      if (used + bytes.length > fotaAreaBytes) return false;
      nor.program(used, bytes);
      used += bytes.length;
      return true;
    },
    used: () => used,
    package() {
      const length = parLength(nor.read(0, 84));
      return length === null || length > fotaAreaBytes ? null : nor.read(0, length);
    },
  };
}
