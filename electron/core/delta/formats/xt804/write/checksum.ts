import { crc32 } from 'node:zlib';

/** CRC of XT804 headers and bodies: reflected CRC-32 started with ones and not inverted at the end (luat-formats 7.1). */
export function xt804Crc(bytes: Uint8Array): number {
  return ~crc32(bytes) >>> 0;
}
