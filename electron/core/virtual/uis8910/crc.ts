import { crc32 } from 'node:zlib';

/** CRC-32, reflected, start 0 and not inverted at the end (luat-formats 6.2). */
export function packCrc(bytes: Uint8Array): number {
  return (crc32(bytes, 0xffff_ffff) ^ 0xffff_ffff) >>> 0;
}
