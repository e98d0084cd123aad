import { latin1Text, viewOf } from '../bytes.ts';
import { unpackLzma } from './group.ts';

const tailBytes = 16;
const tableMark = 0xec718cba;
const entryBytes = 56;
const mostSections = 64;
const mostSectionBytes = 4 * 1024 * 1024;

/** The sections of an image as the module unpacks them at its start, none for an image without (luat-formats 2.4). */
export function* unpackSections(image: Uint8Array): Generator<Uint8Array> {
  if (image.length < tailBytes || latin1Text(image.subarray(-4)) !== 'CMAR') return;
  const view = viewOf(image);
  const table = view.getUint32(image.length - 8, true);
  if (table + 8 > image.length || view.getUint32(table, true) !== tableMark) return;
  const count = Math.min(view.getUint32(table + 4, true), mostSections);
  for (let index = 0; index < count; index += 1) {
    const at = table + 8 + index * entryBytes;
    if (at + entryBytes > image.length) return;
    const start = view.getUint32(at + 4, true);
    const stored = image.subarray(start, start + view.getUint32(at + 8, true));
    const isPacked = view.getUint8(at + 21) === 1;
    yield isPacked ? unpackLzma(stored, mostSectionBytes) : stored;
  }
}
