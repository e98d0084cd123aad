import { createHash } from 'node:crypto';
import type { ByteCursor } from '../../ec618/apply/byteCursor.ts';
import { damagedPackage } from '../../ec618/apply/damaged.ts';
import { ec7xxLimits } from '../limits.ts';
import { checkTable } from './checkTable.ts';
import { createFlash, type Flash } from './flash.ts';
import { type Container, readContainer, type StoredGroup } from './readContainer.ts';
import { readGroup } from './readGroup.ts';
import type { PackageHeader } from './readPackage.ts';
import { readZone } from './readZone.ts';
import { rebuildPart } from './rebuildPart.ts';
import { rebuildZone, type UnpackedSection } from './rebuildZone.ts';

/** What came out of one package. */
export interface RebuiltBytes {
  /** The whole image; null where compressed sections are missing because NEW was not given. */
  readonly bytes: Uint8Array | null;
  /** Sections that the module compresses again by itself. */
  readonly recompressedSections: number;
}

/** Rebuilds one image in place, in the module's order: raw segments of 96 KiB, zones of compressed sections. */
export function rebuildImage(
  cursor: ByteCursor,
  header: PackageHeader,
  old: Uint8Array,
  fresh: Uint8Array | null,
  file: Uint8Array,
): RebuiltBytes {
  const container = readContainer(cursor, header, file);
  const flash = createFlash(old, header.newBytes);
  const sections: UnpackedSection[] = [];
  let zones = 0;
  for (const group of container.groups) {
    if (group.kind === 'segments') {
      rebuildSegments(flash, group, container, header);
      continue;
    }
    const imageBytes = { old: header.oldBytes, fresh: header.newBytes };
    const zone = readZone(group.body, zones, imageBytes);
    checkPlace(zone.old.zone.from, container.oldRawBytes, zone.offset);
    checkPlace(zone.fresh.zone.from, container.newTableAt, zone.offset);
    const [part] = readGroup(group.body, 1, header.compressor);
    if (part !== undefined) sections.push(...rebuildZone(flash, zone, part, fresh));
    zones++;
  }
  const image = flash.image(header.newBytes);
  if (header.hasSections) checkTable(image, container.newTableAt, sections, header.offset);
  const recompressedSections = sections.filter(({ place }) => place.packed).length;
  if (recompressedSections > 0 && fresh === null) return { bytes: null, recompressedSections };
  const found = createHash('sha256').update(image).digest('hex');
  if (found !== header.newSha256) {
    throw damagedPackage({ check: 'newSha256', offset: header.offset, expected: header.newSha256, found });
  }
  return { bytes: image, recompressedSections };
}

/** The segments of one group. The last raw segment is followed by FF up to the new table (ec7xx-delta 2, inferred). */
function rebuildSegments(
  flash: Flash,
  group: StoredGroup,
  container: Container,
  header: PackageHeader,
): void {
  const { segmentBytes } = ec7xxLimits;
  const { newRawBytes, oldRawBytes, newTableAt } = container;
  const parts = readGroup(group.body, group.segments.length, header.compressor);
  parts.forEach((part, i) => {
    const from = (group.segments[i] ?? 0) * segmentBytes;
    const wanted = Math.min(segmentBytes, newRawBytes - from);
    if (part.newBytes !== wanted) {
      const [expected, found] = [`${wanted} bytes`, `${part.newBytes} bytes`];
      throw damagedPackage({ check: 'part.bytes', offset: part.offset, expected, found });
    }
    const reverse = header.direction === 'reverse';
    const allowed = reverse
      ? { from: 0, to: Math.min(from + segmentBytes, oldRawBytes) }
      : { from, to: oldRawBytes };
    const readOld = (stretch: { from: number; to: number }): Uint8Array =>
      flash.readOld(stretch, allowed, part.offset);
    flash.rewrite(from, rebuildPart(part, readOld, reverse ? 0 : from));
    if (from + wanted === newRawBytes && header.hasSections) {
      flash.rewrite(newRawBytes, new Uint8Array(newTableAt - newRawBytes).fill(0xff));
    }
  });
}

function checkPlace(found: number, least: number, offset: number): void {
  if (found >= least) return;
  throw damagedPackage({ check: 'zone.place', offset, expected: `from ${least}`, found: `${found}` });
}
