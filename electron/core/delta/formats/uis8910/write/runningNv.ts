import { updateCrc } from './crc.ts';
import type { RunningNv } from './pack.ts';

/**
 * The two files that the official cloud names even when nothing changed (luat-formats 6.2), by the number of the item in the
 * NV image that they come from.
 */
const alwaysNamed = new Map([
  [0x259, '/modemnvm/static_nv.bin'],
  [0x26c, '/modemnvm/rf_nv.bin'],
]);
const checksumBytes = 4;
const end = 0xffff;

/**
 * Entries for an unchanged core, from the NV image of a PAC: a checksum, then items {u16 number, u16 size, bytes}, filled up to four. On the real
 * PAC size and CRC of these items are those that the vendor's tool writes. Null when the image is none.
 */
export function unchangedNv(image: Uint8Array): RunningNv[] | null {
  const view = new DataView(image.buffer, image.byteOffset, image.byteLength);
  const found: RunningNv[] = [];
  for (let at = checksumBytes; at + 4 <= image.length; ) {
    const number = view.getUint16(at, true);
    const bytes = view.getUint16(at + 2, true);
    if (number === end) break;
    if (at + 4 + bytes > image.length) return null;
    const path = alwaysNamed.get(number);
    const content = image.subarray(at + 4, at + 4 + bytes);
    if (path !== undefined) found.push({ path, bytes, crc: updateCrc(content) });
    at += 4 + ((bytes + 3) & ~3);
  }
  return found.length === alwaysNamed.size ? found : null;
}
