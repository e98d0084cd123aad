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

/** CRC-16/ARC: polynomial 8005 reflected, starts with 0 (luat-formats 6.1). */
export function crc16Arc(bytes: Uint8Array): number {
  let sum = 0;
  for (const byte of bytes) sum = (sum >>> 8) ^ (arcTable[(sum ^ byte) & 0xff] ?? 0);
  return sum;
}

/** CRC-16/CMS: polynomial 8005 not reflected, starts with FFFF. Verified on all 736 units of a real Air8101 script. */
export function crc16Cms(bytes: Uint8Array): number {
  let sum = 0xffff;
  for (const byte of bytes) sum = ((sum << 8) & 0xffff) ^ (cmsTable[(sum >>> 8) ^ byte] ?? 0);
  return sum;
}

const arcTable = table((value) => ((value & 1) === 0 ? value >>> 1 : (value >>> 1) ^ 0xa001), 0);
const cmsTable = table((value) => ((value & 0x8000) === 0 ? value << 1 : (value << 1) ^ 0x8005), 8);

function table(step: (value: number) => number, shift: number): Uint16Array {
  return Uint16Array.from({ length: 256 }, (_, index) => {
    let value = index << shift;
    for (let bit = 0; bit < 8; bit += 1) value = step(value) & 0xffff;
    return value;
  });
}
