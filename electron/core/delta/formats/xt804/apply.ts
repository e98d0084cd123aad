/** The proof: opens a package as the module does (luat-formats 7.2, 7.3); shares nothing with the writer. */
import { createByteCursor } from '../ec618/apply/byteCursor.ts';
import { damagedPackage } from '../ec618/apply/damaged.ts';
import { inflate } from './apply/inflate.ts';
import { type ImageHeader, type ReadImage, readImage } from './apply/readHeader.ts';

export interface AppliedXt804 {
  /** Header of the package itself. */
  readonly outer: ImageHeader;
  /** The images that the module finds after inflating, in order. */
  readonly images: readonly ReadImage[];
  readonly checkedRules: readonly string[];
}

const zipBit = 0x10000;
const checkedRules = ['lengths', 'imageCrc', 'gzipHead', 'gzipTrailer', 'imageWalk'] as const;

/**
 * Throws `delta.damagedPackage` {check, offset, expected, found}. Offsets of checks `inner.*` count in the inflated content,
 * all others in the file.
 */
export function applyXt804(file: Uint8Array): AppliedXt804 {
  const cursor = createByteCursor(file);
  const { header: outer, body } = readImage(cursor, 'package');
  if (cursor.remaining > 0) {
    const found = `${cursor.remaining} bytes`;
    throw damagedPackage({ check: 'package.trailing', offset: cursor.offset, expected: 'nothing', found });
  }
  if ((outer.attributes & zipBit) === 0) {
    const found = `0x${outer.attributes.toString(16)}`;
    throw damagedPackage({ check: 'package.zipBit', offset: 4, expected: 'bit 16', found });
  }
  if (outer.type !== 1 && outer.type !== 2) {
    const found = String(outer.type);
    throw damagedPackage({ check: 'package.type', offset: 4, expected: '1 or 2', found });
  }
  return { outer, images: walk(inflate(body, 64)), checkedRules };
}

/** Header, body, header, body: the application walks like this to find the script. At the end a word may be filled up. */
function walk(content: Uint8Array): ReadImage[] {
  const cursor = createByteCursor(content);
  const images: ReadImage[] = [];
  while (cursor.remaining > 3) images.push(readImage(cursor, 'inner'));
  const offset = cursor.offset;
  if (cursor.remaining === 0 && images.length > 0) return images;
  if (images.length > 0 && cursor.bytes(cursor.remaining, 'inner.rest').every((byte) => byte === 0))
    return images;
  throw damagedPackage({ check: 'inner.rest', offset, expected: 'an image', found: 'others' });
}
