import { createHash } from 'node:crypto';
import { compress } from 'lzma1';

/** Builds an EC7xx image with compressed sections; written from luat-formats 2.4 and ec7xx-delta 4, not from the reader. */

export interface SectionPlan {
  readonly bytes: Uint8Array;
  readonly type: number;
  readonly groupId: number;
  /** Default true. */
  readonly ziped?: boolean;
}

/** A raw part of `raw.length` bytes, the table at `tableOffset`, the sections, gaps of FF and a tail of one record. */
export function buildEc7xxImage(
  raw: Uint8Array,
  tableOffset: number,
  sections: readonly SectionPlan[],
): Uint8Array {
  const headBytes = 8 + 56 * sections.length + 4;
  const stored = sections.map(({ bytes, ziped = true }) => (ziped ? compress(bytes) : bytes));
  const bodyBytes = stored.reduce((sum, bytes) => sum + bytes.length + (4 - (bytes.length % 4)), 0);
  const image = Buffer.alloc(tableOffset + headBytes + bodyBytes + 32, 0xff);
  image.set(raw, 0);
  image.writeUInt32LE(0xec718cba, tableOffset);
  image.writeUInt32LE(sections.length, tableOffset + 4);
  let offset = tableOffset + headBytes;
  sections.forEach(({ bytes, type, groupId, ziped = true }, i) => {
    const at = tableOffset + 8 + 56 * i;
    const data = stored[i] ?? new Uint8Array(0);
    [0xec718ca0, offset, data.length, 0x500000 + 0x10000 * i, bytes.length].forEach((word, k) => {
      image.writeUInt32LE(word, at + 4 * k);
    });
    image.set([type, ziped ? 1 : 0, groupId, 1], at + 20);
    image.set(createHash('sha256').update(bytes).digest(), at + 24);
    image.set(data, offset);
    offset += data.length + (4 - (data.length % 4));
  });
  image.writeUInt32LE(0xec718cbd, tableOffset + headBytes - 4);
  writeTail(image, raw.length, tableOffset);
  return new Uint8Array(image);
}

function writeTail(image: Buffer, rawLength: number, tableOffset: number): void {
  const at = image.length - 32;
  [0x81a000, 0x81a000, rawLength * 16 + 1, 0, 0x01010000, rawLength, tableOffset].forEach((word, k) => {
    image.writeUInt32LE(word, at + 4 * k);
  });
  image.write('CMAR', image.length - 4, 'latin1');
}
