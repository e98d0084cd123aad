import { crc32 } from 'node:zlib';

/** The checksums of this trade by what they do at the ends; the polynomial of the 32-bit ones is always ZIP's. */

/** CRC-32 that starts with all ones and is not inverted at the end (luat-formats 3.1, 7.1). */
export function crc32Open(bytes: Uint8Array): number {
  return ~crc32(bytes) >>> 0;
}

/** CRC-32 that starts with 0 and is not inverted at the end (luat-formats 6.2). */
export function crc32Zero(bytes: Uint8Array): number {
  return ~crc32(bytes, 0xffffffff) >>> 0;
}

/** CRC-32 as ZIP has it. */
export function crc32Zip(bytes: Uint8Array): number {
  return crc32(bytes);
}

/** CRC-16 with the reflected polynomial A001: ARC starts with 0 (luat-formats 6.1), MODBUS with FFFF (8). */
export function crc16(bytes: Uint8Array, start: 0 | 0xffff): number {
  let sum: number = start;
  for (const byte of bytes) sum = (sum >>> 8) ^ (table[(sum ^ byte) & 0xff] ?? 0);
  return sum;
}

const table = Uint16Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = (value & 1) === 0 ? value >>> 1 : (value >>> 1) ^ 0xa001;
  return value;
});
