import type { ByteReader } from './byteReader.ts';
import { crc32Open } from './checksums.ts';
import { damaged, hex } from './damaged.ts';

/** Header in front of every image of the XT804 family (luat-formats 7.1). */

export const xt804HeaderBytes = 64;
const magic = [0x9f, 0xff, 0xff, 0xa0] as const;
const signatureBytes = 128;

export interface Xt804Header {
  /** 0 boot loader, 1 application, 2 LuatOS script, 14 test. A wired script image says 1 as well. */
  readonly type: number;
  readonly encrypted: boolean;
  readonly signed: boolean;
  readonly gzip: boolean;
  readonly runAddress: number;
  readonly bodyBytes: number;
  /** Where the header goes in flash. */
  readonly headerAddress: number;
  /** Where the module collects upgrade packages. */
  readonly upgradeAddress: number;
  readonly bodyCrc: number;
  readonly updateNumber: number;
  readonly version: string;
  readonly nextHeaderAddress: number;
  /** Header, body, and the signature where there is one. */
  readonly totalBytes: number;
}

/** True when the bytes start as an image of the XT804 family does. */
export function looksLikeXt804(bytes: Uint8Array): boolean {
  return magic.every((byte, i) => bytes[i] === byte);
}

/** Reads the header at `offset`; its checksum has to be right. Throws `firmware.damaged`. */
export function readXt804Header(reader: ByteReader, offset: number): Xt804Header {
  const check = 'xt804.header';
  reader.need(offset, xt804HeaderBytes, check);
  if (!looksLikeXt804(reader.bytes.subarray(offset)))
    throw damaged({ check: 'xt804.magic', offset, expected: '9f ff ff a0', found: 'other bytes' });
  const stored = reader.u32(offset + 60, check);
  const found = crc32Open(reader.bytes.subarray(offset, offset + 60));
  if (stored !== found)
    throw damaged({
      check: 'xt804.headerCrc',
      offset: offset + 60,
      expected: hex(stored),
      found: hex(found),
    });
  const word = (at: number): number => reader.u32(offset + at, check);
  const attributes = word(4);
  const bodyBytes = word(12);
  const signed = (attributes & 0x100) !== 0;
  return {
    type: attributes & 15,
    encrypted: (attributes & 0x10) !== 0,
    signed,
    gzip: (attributes & 0x10000) !== 0,
    runAddress: word(8),
    bodyBytes,
    headerAddress: word(16),
    upgradeAddress: word(20),
    bodyCrc: word(24),
    updateNumber: word(28),
    version: reader.text(offset + 32, 16, check),
    nextHeaderAddress: word(56),
    totalBytes: xt804HeaderBytes + bodyBytes + (signed ? signatureBytes : 0),
  };
}
