import { damagedPackage } from './damaged.ts';

/** A bounded walk over the package; offsets count from the first byte of the file as given. */
export interface ByteCursor {
  readonly offset: number;
  readonly remaining: number;
  u8(check: string): number;
  u16(check: string): number;
  u32(check: string): number;
  u32be(check: string): number;
  /** The next `count` bytes, not copied. */
  bytes(count: number, check: string): Uint8Array;
  ascii(count: number, check: string): string;
  /** A cursor over the next `count` bytes; this one goes on behind them. */
  section(count: number, check: string): ByteCursor;
}

/** Throws `delta.damagedPackage` (check `<check>.truncated`) when fewer bytes are left than asked for. */
export function createByteCursor(file: Uint8Array, start = 0, end = file.length): ByteCursor {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  let offset = start;
  const take = (count: number, check: string): number => {
    if (count > end - offset) {
      const expected = `${count} bytes`;
      throw damagedPackage({ check: `${check}.truncated`, offset, expected, found: `${end - offset} bytes` });
    }
    offset += count;
    return offset - count;
  };
  const bytes = (count: number, check: string): Uint8Array => {
    const at = take(count, check);
    return file.subarray(at, at + count);
  };
  return {
    get offset() {
      return offset;
    },
    get remaining() {
      return end - offset;
    },
    u8: (check) => view.getUint8(take(1, check)),
    u16: (check) => view.getUint16(take(2, check), true),
    u32: (check) => view.getUint32(take(4, check), true),
    u32be: (check) => view.getUint32(take(4, check), false),
    bytes,
    ascii: (count, check) => Buffer.from(bytes(count, check)).toString('latin1'),
    section(count, check) {
      const at = take(count, check);
      return createByteCursor(file, at, at + count);
    },
  };
}
