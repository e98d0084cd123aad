import { crc32 } from 'node:zlib';

/** CRC of the update library: reflected CRC-32 that starts with zero and is not inverted (luat-formats 6.2). */
export function updateCrc(bytes: Uint8Array): number {
  return (crc32(bytes, 0xffffffff) ^ 0xffffffff) >>> 0;
}
