/** Bytes that grow. */
export interface ByteList {
  push(byte: number): void;
  /** 7 bits per byte, lowest first, of a 32-bit number in two's complement (luat-formats 5.5). */
  pushNumber(number: number): void;
  toBytes(): Uint8Array;
}

export function createByteList(capacity = 1024): ByteList {
  let bytes = new Uint8Array(Math.max(capacity, 16));
  let size = 0;
  const push = (byte: number): void => {
    if (size === bytes.length) {
      const larger = new Uint8Array(2 * size);
      larger.set(bytes);
      bytes = larger;
    }
    bytes[size] = byte;
    size++;
  };
  return {
    push,
    pushNumber(number) {
      let left = number >>> 0;
      for (; left >= 0x80; left >>>= 7) push((left & 0x7f) | 0x80);
      push(left);
    },
    toBytes: () => bytes.slice(0, size),
  };
}
