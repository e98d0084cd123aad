/** Bits, most significant first. */
export interface BitWriter {
  /** Appends the lowest `count` (0..24) bits of `value`. */
  write(value: number, count: number): void;
  readonly bitLength: number;
  /** The bytes so far; the last one is filled up with zero bits. */
  toBytes(): Uint8Array;
}

export function createBitWriter(): BitWriter {
  let bytes = new Uint8Array(4096);
  let size = 0;
  let pending = 0;
  let pendingBits = 0;

  const push = (byte: number): void => {
    if (size === bytes.length) {
      const larger = new Uint8Array(bytes.length * 2);
      larger.set(bytes);
      bytes = larger;
    }
    bytes[size] = byte;
    size++;
  };

  return {
    write(value, count) {
      pending = (pending << count) | (value & ((1 << count) - 1));
      pendingBits += count;
      while (pendingBits >= 8) {
        pendingBits -= 8;
        push((pending >>> pendingBits) & 0xff);
      }
      pending &= (1 << pendingBits) - 1;
    },
    get bitLength() {
      return size * 8 + pendingBits;
    },
    toBytes() {
      const rest = pendingBits > 0 ? 1 : 0;
      const out = new Uint8Array(size + rest);
      out.set(bytes.subarray(0, size));
      if (rest === 1) out[size] = (pending << (8 - pendingBits)) & 0xff;
      return out;
    },
  };
}
