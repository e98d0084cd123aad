import { createMatchIndex, type MatchIndex } from '../../../matching/matchIndex.ts';
import { ec7xxLimits } from '../limits.ts';
import { forward, reverse, type WriteDirection } from './direction.ts';
import { type PackedGroup, packGroups } from './group.ts';
import { priceLists } from './prices.ts';
import type { SegmentContent } from './records.ts';
import type { SectionPair } from './sectionPair.ts';
import { writeSegment } from './segment.ts';
import { writeZone } from './zone.ts';

export interface Payload {
  readonly direction: WriteDirection;
  readonly bytes: Uint8Array;
  /** Raw segments and zones together. */
  readonly segmentCount: number;
  readonly zoneCount: number;
}

/** Both directions of one image; a direction that breaks the module's order or buffers is null. */
export interface Payloads {
  readonly forward: Payload | null;
  readonly reverse: Payload | null;
}

/** Called after each segment with the bytes of NEW it stands for; awaited, so that the thread can breathe and cancel. */
export type SegmentDone = (newBytes: number) => Promise<void>;

/** Everything as raw segments (ec7xx-delta 6 (a)). */
export async function writeRaw(
  oldImage: Uint8Array,
  newImage: Uint8Array,
  onSegment: SegmentDone,
): Promise<Payloads> {
  const places = [oldImage.length, newImage.length, oldImage.length, newImage.length];
  const index = createMatchIndex(oldImage, newImage);
  return {
    forward: await writePayload(index, forward, places, [], onSegment),
    reverse: await writePayload(index, reverse, places, [], onSegment),
  };
}

/** Raw segments before the table, then the zones of compressed sections (ec7xx-delta 6 (b)). */
export async function writeSections(
  oldImage: Uint8Array,
  newImage: Uint8Array,
  { old, fresh, zones }: SectionPair,
  onSegment: SegmentDone,
): Promise<Payloads> {
  const places = [old.rawBytes, fresh.rawBytes, old.tableAt, fresh.tableAt];
  const index = createMatchIndex(oldImage.subarray(0, old.rawBytes), newImage.subarray(0, fresh.rawBytes));
  const packed: PackedZone[] = [];
  for (const zone of zones) {
    const bytes = writeZone(zone.old, zone.fresh);
    if (bytes === null) return { forward: null, reverse: null };
    const zoneBytes = zone.fresh.to - zone.fresh.from;
    packed.push({ bytes, zoneBytes });
    // a zone serves both directions
    await onSegment(2 * zoneBytes);
  }
  // forward, the module may fill up to the new table with FF before it reads the old zones
  const forwardSafe = fresh.tableAt <= old.tableAt;
  return {
    forward: forwardSafe ? await writePayload(index, forward, places, packed, onSegment) : null,
    reverse: await writePayload(index, reverse, places, packed, onSegment),
  };
}

interface PackedZone {
  readonly bytes: Uint8Array;
  readonly zoneBytes: number;
}

async function writePayload(
  index: MatchIndex,
  direction: WriteDirection,
  places: readonly number[],
  zones: readonly PackedZone[],
  onSegment: SegmentDone,
): Promise<Payload | null> {
  const { segmentBytes } = ec7xxLimits;
  const prices = priceLists(index.new);
  const contents: SegmentContent[] = [];
  for (let start = 0; start < index.new.length; start += segmentBytes) {
    const segment = { start, end: Math.min(start + segmentBytes, index.new.length) };
    contents.push(writeSegment(index, segment, direction.rulesFor(segment, index.old.length), prices));
    await onSegment(segment.end - start);
  }
  const groups = packGroups(direction === reverse ? contents.reverse() : contents);
  if (groups === null) return null;
  const segmentCount = contents.length + zones.length;
  return {
    direction,
    bytes: layOut(direction, places, groups, zones, segmentCount),
    segmentCount,
    zoneCount: zones.length,
  };
}

const headBytes = 24;
const entryBytes = 12;

/** Head, segment table and bodies in processing order: reverse brings the zones first (ec7xx-delta 2). */
function layOut(
  direction: WriteDirection,
  places: readonly number[],
  groups: readonly PackedGroup[],
  zones: readonly PackedZone[],
  segmentCount: number,
): Uint8Array {
  const head = Buffer.alloc(headBytes + entryBytes * segmentCount);
  head.writeUInt32LE(0x485350ec, 0);
  const zonesFirst = direction === reverse && zones.length > 0 ? 2 : 0;
  head.writeUInt16LE(direction.bit | zonesFirst | (zones.length << 2), 4);
  head.writeUInt16LE(segmentCount, 6);
  places.forEach((place, i) => {
    head.writeUInt32LE(place, 8 + 4 * i);
  });
  const raw = groups.map(({ bytes, segments }) => ({
    bytes,
    segments,
    zip: 0,
    outBytes: ec7xxLimits.segmentBytes,
  }));
  const zip = zones.map(({ bytes, zoneBytes }) => ({ bytes, segments: 1, zip: 1, outBytes: zoneBytes }));
  const bodies = direction === reverse ? [...zip, ...raw] : [...raw, ...zip];
  let at = head.length;
  let entry = headBytes;
  for (const body of bodies) {
    for (let i = 0; i < body.segments; i++, entry += entryBytes) {
      head.writeUInt32LE(((at << 8) | (i << 3) | body.zip) >>> 0, entry);
      head.writeUInt32LE((body.bytes.length << 8) >>> 0, entry + 4);
      head.writeUInt32LE(body.outBytes, entry + 8);
    }
    at += body.bytes.length;
  }
  return new Uint8Array(Buffer.concat([head, ...bodies.map(({ bytes }) => bytes)]));
}
