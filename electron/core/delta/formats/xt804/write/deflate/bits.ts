/** Bits in the order of deflate: the first one is the lowest of its byte. */
export interface BitSink {
  put(value: number, bits: number): void;
  readonly bitCount: number;
  finish(): Uint8Array;
}

export function createBitSink(): BitSink {
  const bytes: number[] = [];
  let held = 0;
  let heldBits = 0;
  return {
    get bitCount() {
      return bytes.length * 8 + heldBits;
    },
    put(value, bits) {
      held |= value << heldBits;
      heldBits += bits;
      while (heldBits >= 8) {
        bytes.push(held & 0xff);
        held >>>= 8;
        heldBits -= 8;
      }
    },
    finish() {
      if (heldBits > 0) bytes.push(held & 0xff);
      return Uint8Array.from(bytes);
    },
  };
}
