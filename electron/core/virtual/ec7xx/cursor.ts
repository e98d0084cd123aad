import { viewOf } from '../bytes.ts';
import { PackageRefused } from '../luatAt/refusal.ts';

/** Reads little-endian fields one after the other and refuses where the bytes end. */
export interface Cursor {
  u8(): number;
  u16(): number;
  u32(): number;
  bytes(length: number): Uint8Array;
  /** What was not read yet. */
  rest(): Uint8Array;
  /** LEB128 of a two's complement 32-bit number (luat-formats 5.5). */
  varint(): number;
  isAtEnd(): boolean;
}

/** @param what named in a refusal, e.g. `group 3` */
export function createCursor(source: Uint8Array, what: string): Cursor {
  const view = viewOf(source);
  let at = 0;
  const take = (length: number): number => {
    if (length > source.length - at) throw new PackageRefused('format', `${what} is cut off`);
    at += length;
    return at - length;
  };
  return {
    u8: () => view.getUint8(take(1)),
    u16: () => view.getUint16(take(2), true),
    u32: () => view.getUint32(take(4), true),
    bytes: (length) => {
      const start = take(length);
      return source.subarray(start, start + length);
    },
    rest: () => source.subarray(at),
    isAtEnd: () => at === source.length,
    varint() {
      let value = 0;
      for (let shift = 0; shift < 35; shift += 7) {
        const byte = view.getUint8(take(1));
        value |= (byte & 0x7f) << shift;
        if (byte < 0x80) return value;
      }
      throw new PackageRefused('records', `${what} has a number of more than five bytes`);
    },
  };
}

/** @throws PackageRefused `format` */
export function need(condition: boolean, otherwise: string): asserts condition {
  if (!condition) throw new PackageRefused('format', otherwise);
}
