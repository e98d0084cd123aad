import { damagedPackage } from '../../ec618/apply/damaged.ts';
import type { Flash } from './flash.ts';
import type { Part } from './readGroup.ts';
import type { SectionPlace, ZoneHeader, ZoneSide } from './readZone.ts';
import { rebuildPart } from './rebuildPart.ts';
import { unpackLzma } from './streams.ts';

/** A section of NEW as the package brings it. */
export interface UnpackedSection {
  readonly place: SectionPlace;
  readonly bytes: Uint8Array;
}

/**
 * Rebuilds one zone: OLD is unpacked, the group's one segment is applied, and the result is laid out again in NEW. The
 * module compresses the sections anew; here their compressed bytes come from `fresh` after they were seen to unpack to the
 * package's data. Without `fresh` such places stay FF.
 */
export function rebuildZone(
  flash: Flash,
  header: ZoneHeader,
  part: Part,
  fresh: Uint8Array | null,
): UnpackedSection[] {
  const unpacked = rebuildPart(part, reader(unpackOld(flash, header.old, header.offset), part.offset), 0);
  const side = header.fresh;
  if (unpacked.length !== side.unpackedBytes) {
    const [expected, found] = [`${side.unpackedBytes} bytes`, `${unpacked.length} bytes`];
    throw damagedPackage({ check: 'zone.unpacked', offset: header.offset, expected, found });
  }
  const zone = new Uint8Array(side.zone.to - side.zone.from).fill(0xff);
  zone.set(unpacked.subarray(0, side.headBytes));
  let at = side.headBytes;
  const sections = side.sections.map((place): UnpackedSection => {
    const bytes = unpacked.subarray(at, at + place.unpackedBytes);
    at += place.unpackedBytes;
    const stored = place.packed ? packedAs(place, bytes, fresh, header.offset) : bytes;
    if (stored !== null) zone.set(stored, place.from - side.zone.from);
    return { place, bytes };
  });
  zone.set(unpacked.subarray(at), zone.length - side.tailBytes);
  flash.rewrite(side.zone.from, zone);
  return sections;
}

/** Head, every section unpacked in file order, tail. The gaps between them are not part of it. */
function unpackOld(flash: Flash, side: ZoneSide, offset: number): Uint8Array {
  const zone = flash.readOld(side.zone, side.zone, offset);
  const pieces = [zone.subarray(0, side.headBytes)];
  for (const { from, to, packed, unpackedBytes } of side.sections) {
    const stored = zone.subarray(from - side.zone.from, to - side.zone.from);
    const bytes = packed ? unpackLzma(stored, offset, unpackedBytes) : stored;
    if (bytes.length !== unpackedBytes) {
      const [expected, found] = [`${unpackedBytes} bytes`, `${bytes.length} bytes`];
      throw damagedPackage({ check: 'zone.oldSection', offset, expected, found });
    }
    pieces.push(bytes);
  }
  pieces.push(zone.subarray(zone.length - side.tailBytes));
  return new Uint8Array(Buffer.concat(pieces));
}

/** The unpacked zone lies in a buffer of its own: all of it may be read at any time. */
function reader(old: Uint8Array, offset: number): Parameters<typeof rebuildPart>[1] {
  return ({ from, to }) => {
    if (from >= 0 && to <= old.length) return old.subarray(from, to);
    const expected = `the unpacked zone of ${old.length} bytes`;
    throw damagedPackage({ check: 'windowRule', offset, expected, found: `${from} to ${to}` });
  };
}

/** What NEW holds in the section's place, if it unpacks to the package's data; the module insists on that exact length. */
function packedAs(
  place: SectionPlace,
  bytes: Uint8Array,
  fresh: Uint8Array | null,
  offset: number,
): Uint8Array | null {
  if (fresh === null) return null;
  const stored = fresh.subarray(place.from, place.to);
  const unpacked = unpackLzma(stored, offset, place.unpackedBytes);
  if (Buffer.compare(unpacked, bytes) === 0) return stored;
  const found = `others at ${place.from}`;
  throw damagedPackage({ check: 'zone.newSection', offset, expected: "NEW's section", found });
}
