import { constants, crc32, deflateRawSync } from 'node:zlib';

/** The module skips exactly ten bytes, so no name, no time, no flags (luat-formats 7.2). */
const gzipHead = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3] as const;

const strategies = [
  constants.Z_DEFAULT_STRATEGY,
  constants.Z_FILTERED,
  constants.Z_RLE,
  constants.Z_HUFFMAN_ONLY,
] as const;

/** The smallest gzip that zlib offers for the bytes, with the plain 10-byte head; the same bytes for the same input. */
export function gzipSmallest(bytes: Uint8Array): Uint8Array {
  let best: Uint8Array | null = null;
  for (const strategy of strategies) {
    for (const memLevel of [9, 8, 7, 6, 5]) {
      const packed = deflateRawSync(bytes, { level: 9, memLevel, strategy, windowBits: 15 });
      if (best === null || packed.length < best.length) best = packed;
    }
  }
  const body = best ?? new Uint8Array(0);
  const out = new Uint8Array(gzipHead.length + body.length + 8);
  out.set(gzipHead);
  out.set(body, gzipHead.length);
  const view = new DataView(out.buffer);
  view.setUint32(out.length - 8, crc32(bytes), true);
  view.setUint32(out.length - 4, bytes.length, true);
  return out;
}
