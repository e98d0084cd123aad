import { BlockRuleError } from './blockRuleError.ts';

/** Bits of a stream, most significant first; reading beyond its end throws. */
export interface BitReader {
  /** The next `count` (1..24) bits. */
  read(count: number): number;
  /** Bits read so far. */
  readonly position: number;
  /** Byte that holds the next bit. */
  readonly byteOffset: number;
}

/** Throws `BlockRuleError` `truncated` when the bits run out. */
export function createBitReader(bytes: Uint8Array): BitReader {
  let position = 0;
  return {
    read(count) {
      if (position + count > bytes.length * 8) {
        throw new BlockRuleError('truncated', bytes.length, `${count} more bits`, 'the end');
      }
      let value = 0;
      for (let i = 0; i < count; i++, position++) {
        value = (value << 1) | (((bytes[position >> 3] ?? 0) >> (7 - (position & 7))) & 1);
      }
      return value;
    },
    get position() {
      return position;
    },
    get byteOffset() {
      return position >> 3;
    },
  };
}
