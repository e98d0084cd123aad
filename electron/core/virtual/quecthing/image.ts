import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { sha256Hex } from '../bytes.ts';
import type { QuecthingKnobs } from './knobs.ts';

/** What the cloud tells of an MCU image in event 10701: MD5, CRC and, when it was asked for, SHA-256. */
export function describeImage(
  bytes: Uint8Array,
  knobs: QuecthingKnobs,
): { md5: string; crc: number; sha256: string } {
  const md5 = createHash('md5').update(bytes).digest('hex');
  const crc = crc32(bytes);
  return {
    md5: knobs.corruptMd5 ? flipDigit(md5) : md5,
    crc: knobs.crcKind === 'crc32' ? crc : ~crc >>> 0,
    sha256: sha256Hex(bytes),
  };
}

/** The first hex digit becomes another one. */
function flipDigit(hex: string): string {
  return `${(Number.parseInt(hex.slice(0, 1), 16) ^ 1).toString(16)}${hex.slice(1)}`;
}
