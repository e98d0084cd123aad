/**
 * NOR flash as it is: erasing sets whole sectors to FF, programming can only turn ones into zeros. A writer that forgets
 * to erase gets the AND of both contents, as on the real part.
 */
export interface NorFlash {
  readonly sizeBytes: number;
  readonly sectorBytes: number;
  /** A copy of `length` bytes. @throws RangeError outside the part. */
  read(offset: number, length: number): Uint8Array;
  /** Sets sectors to FF. @throws RangeError outside the part or off a sector boundary. */
  erase(offset: number, length: number): void;
  /** ANDs bytes into the part. @throws RangeError outside the part. */
  program(offset: number, bytes: Uint8Array): void;
}

/** @param sizeBytes rounded up to whole sectors */
export function createNorFlash(sizeBytes: number, sectorBytes = 4096): NorFlash {
  const cells = new Uint8Array(Math.ceil(sizeBytes / sectorBytes) * sectorBytes).fill(0xff);
  const checkRange = (offset: number, length: number): void => {
    if (offset < 0 || length < 0 || offset + length > cells.length)
      throw new RangeError(`flash range ${offset}+${length} outside ${cells.length}`);
  };
  return {
    sizeBytes: cells.length,
    sectorBytes,
    read(offset, length) {
      checkRange(offset, length);
      return cells.slice(offset, offset + length);
    },
    erase(offset, length) {
      checkRange(offset, length);
      if (offset % sectorBytes !== 0 || length % sectorBytes !== 0)
        throw new RangeError(`erase ${offset}+${length} is not whole sectors of ${sectorBytes}`);
      cells.fill(0xff, offset, offset + length);
    },
    program(offset, bytes) {
      checkRange(offset, bytes.length);
      for (const [index, byte] of bytes.entries()) {
        const at = offset + index;
        cells[at] = (cells[at] ?? 0) & byte;
      }
    },
  };
}
