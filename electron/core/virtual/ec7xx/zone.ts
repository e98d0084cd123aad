import { concatBytes, sha256Hex, viewOf } from '../bytes.ts';
import { PackageRefused } from '../luatAt/refusal.ts';
import type { ImageZone } from './flash.ts';
import { type GroupPart, unpackLzma } from './group.ts';
import { rebuildPart } from './rebuild.ts';
import { unpackedSize, type ZoneHeader, type ZoneSection, type ZoneSide } from './zoneHeader.ts';

/** A new zone: how it lies in the flash, and unpacked. */
export interface RebuiltZone {
  readonly flash: Uint8Array;
  readonly unpacked: Uint8Array;
}

/**
 * The old zone unpacked: head, sections in the order of their place, tail (ec7xx-delta 4).
 * @throws PackageRefused `base` when the flash does not hold such a zone
 */
function unpackOld(zone: ImageZone, side: ZoneSide): Uint8Array {
  const kept = zone.unpacked.get(side.offset);
  if (kept) {
    if (kept.length === unpackedSize(side)) return kept;
    throw new PackageRefused('base', `the zone at ${side.offset} has another size`);
  }
  const end = side.offset + side.sizeBytes;
  if (end > zone.nor.sizeBytes) throw new PackageRefused('base', `the zone at ${side.offset} is not there`);
  const sections = side.sections.map((section) => unpackSection(zone, section));
  return concatBytes([
    zone.nor.read(side.offset, side.headBytes),
    ...sections,
    zone.nor.read(end - side.tailBytes, side.tailBytes),
  ]);
}

function unpackSection(zone: ImageZone, section: ZoneSection): Uint8Array {
  const stored = zone.nor.read(section.offset, section.storedBytes);
  return section.packed ? unpackLzma(stored, section.unpackedBytes) : stored;
}

/** @throws PackageRefused */
export function rebuildZone(zone: ImageZone, header: ZoneHeader, part: GroupPart): RebuiltZone {
  if (part.sizeBytes !== unpackedSize(header.new))
    throw new PackageRefused('format', `zip group makes ${part.sizeBytes} bytes, its sections have others`);
  const old = unpackOld(zone, header.old);
  const unpacked = rebuildPart(part, { bytes: old, pointer: 0 });
  return { unpacked, flash: layOut(zone, header, { old, fresh: unpacked }) };
}

/** The new zone as it lies in the flash, as far as it can be made without packing anything anew. */
function layOut(
  zone: ImageZone,
  header: ZoneHeader,
  content: { readonly old: Uint8Array; readonly fresh: Uint8Array },
): Uint8Array {
  const side = header.new;
  const flash = new Uint8Array(side.sizeBytes).fill(0xff);
  flash.set(content.fresh.subarray(0, side.headBytes));
  for (const [section, bytes] of sectionsOf(side, content.fresh)) {
    const stored = section.packed ? packedBefore(zone, header.old, content.old, section, bytes) : bytes;
    if (stored) flash.set(stored, section.offset - side.offset);
  }
  flash.set(content.fresh.subarray(content.fresh.length - side.tailBytes), side.sizeBytes - side.tailBytes);
  return flash;
}

/** A section that did not change keeps its packed bytes: every encoder made the same of the same. */
function packedBefore(
  zone: ImageZone,
  side: ZoneSide,
  old: Uint8Array,
  section: ZoneSection,
  bytes: Uint8Array,
): Uint8Array | null {
  if (zone.unpacked.has(side.offset)) return null;
  for (const [before, content] of sectionsOf(side, old))
    if (before.packed && before.storedBytes === section.storedBytes && sameBytes(content, bytes))
      return zone.nor.read(before.offset, before.storedBytes);
  return null;
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}

/** Every section of a zone with its part of the unpacked zone. */
function* sectionsOf(side: ZoneSide, unpacked: Uint8Array): Generator<readonly [ZoneSection, Uint8Array]> {
  let offset = side.headBytes;
  for (const section of side.sections) {
    yield [section, unpacked.subarray(offset, offset + section.unpackedBytes)];
    offset += section.unpackedBytes;
  }
}

const tableMark = 0xec718cba;
const entryBytes = 56;

/**
 * Compares every section with the SHA-256 that the new image's own table gives for it (luat-formats 2.4).
 * @throws PackageRefused `damaged`
 */
export function checkSections(zone: ImageZone, sides: readonly ZoneSide[]): void {
  const table = sides.find((side) => side.headBytes > 0);
  const head = table && zone.unpacked.get(table.offset)?.subarray(0, table.headBytes);
  if (!head || viewOf(head).getUint32(0, true) !== tableMark)
    throw new PackageRefused('damaged', 'the new image has no section table');
  const found = new Map<number, string>();
  for (const side of sides)
    for (const [section, bytes] of sectionsOf(side, zone.unpacked.get(side.offset) ?? new Uint8Array()))
      found.set(section.offset, sha256Hex(bytes));
  const count = viewOf(head).getUint32(4, true);
  for (let index = 0; index < count; index += 1) {
    const entry = Buffer.from(head.subarray(8 + index * entryBytes, 8 + (index + 1) * entryBytes));
    if (entry.length < entryBytes || found.get(entry.readUInt32LE(4)) !== entry.toString('hex', 24, 56))
      throw new PackageRefused('damaged', `section ${index} does not have the SHA-256 of its table`);
  }
}
