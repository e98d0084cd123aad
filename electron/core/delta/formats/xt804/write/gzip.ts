import { crc32 } from 'node:zlib';
import { deflateSmallest } from './deflate/encode.ts';

/** The module skips exactly ten bytes, so no name, no time, no flags (luat-formats 7.2). */
const gzipHead = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3] as const;

/** A small gzip with the plain 10-byte head; the same bytes for the same input. */
export function gzipSmallest(bytes: Uint8Array): Uint8Array {
  const body = deflateSmallest(bytes);
  const out = new Uint8Array(gzipHead.length + body.length + 8);
  out.set(gzipHead);
  out.set(body, gzipHead.length);
  const view = new DataView(out.buffer);
  view.setUint32(out.length - 8, crc32(bytes), true);
  view.setUint32(out.length - 4, bytes.length, true);
  return out;
}
