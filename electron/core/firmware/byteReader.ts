import { damaged } from './damaged.ts';

/** Little-endian reads that end in `firmware.damaged` instead of undefined or a RangeError. */
export interface ByteReader {
  readonly bytes: Uint8Array;
  /** Throws unless `size` bytes follow `offset`. */
  need(offset: number, size: number, check: string): void;
  u8(offset: number, check: string): number;
  u16(offset: number, check: string): number;
  u32(offset: number, check: string): number;
  /** Text of a NUL-padded field of `size` bytes. */
  text(offset: number, size: number, check: string): string;
  /** A copy of `size` bytes, so that the container can be released. */
  copy(offset: number, size: number, check: string): Uint8Array;
}

/** Wraps the bytes of one container; `check` names the rule that an overrun breaks. */
export function createByteReader(bytes: Uint8Array): ByteReader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const need = (offset: number, size: number, check: string): void => {
    if (offset + size <= bytes.length) return;
    throw damaged({ check, offset, expected: `${size} bytes`, found: `${bytes.length - offset} bytes` });
  };
  return {
    bytes,
    need,
    u8(offset, check) {
      need(offset, 1, check);
      return view.getUint8(offset);
    },
    u16(offset, check) {
      need(offset, 2, check);
      return view.getUint16(offset, true);
    },
    u32(offset, check) {
      need(offset, 4, check);
      return view.getUint32(offset, true);
    },
    text(offset, size, check) {
      need(offset, size, check);
      const field = bytes.subarray(offset, offset + size);
      const end = field.indexOf(0);
      return new TextDecoder().decode(end < 0 ? field : field.subarray(0, end));
    },
    copy(offset, size, check) {
      need(offset, size, check);
      return bytes.slice(offset, offset + size);
    },
  };
}
