import { createHash } from 'node:crypto';
import { createByteCursor } from '../../ec618/apply/byteCursor.ts';
import { damagedPackage } from '../../ec618/apply/damaged.ts';
import type { UnpackedSection } from './rebuildZone.ts';

const tableMagic = 0xec718cba;
const entryMagic = 0xec718ca0;
const endMagic = 0xec718cbd;
const mostSections = 256;

/**
 * The rebuilt section table names every section that the package brought, with its place, its length and the SHA-256 of
 * its unpacked bytes (luat-formats 2.4). Offsets in errors are those of the new image.
 */
export function checkTable(
  image: Uint8Array,
  tableAt: number,
  sections: readonly UnpackedSection[],
  packageOffset: number,
): void {
  const fault = (check: string, expected: string, found: string): Error =>
    damagedPackage({ check, offset: packageOffset, expected, found });
  const cursor = createByteCursor(image, tableAt);
  const magic = cursor.u32('table');
  const count = cursor.u32('table');
  if (magic !== tableMagic) throw fault('table.magic', tableMagic.toString(16), magic.toString(16));
  if (count !== sections.length || count > mostSections) {
    throw fault('table.count', `${sections.length} sections`, `${count}`);
  }
  for (let i = 0; i < count; i++) {
    const mark = cursor.u32('table');
    if (mark !== entryMagic) throw fault('table.entry', entryMagic.toString(16), mark.toString(16));
    const from = cursor.u32('table');
    const to = from + cursor.u32('table');
    cursor.u32('table');
    const unpackedBytes = cursor.u32('table');
    cursor.u32('table');
    const expected = Buffer.from(cursor.bytes(32, 'table')).toString('hex');
    const section = sections.find(({ place }) => place.from === from && place.to === to);
    if (section?.bytes.length !== unpackedBytes) throw fault('table.section', `a section at ${from}`, 'none');
    const found = createHash('sha256').update(section.bytes).digest('hex');
    if (found !== expected) throw fault('sectionSha256', expected, found);
  }
  const end = cursor.u32('table');
  if (end !== endMagic) throw fault('table.end', endMagic.toString(16), end.toString(16));
}
