import { runAll } from '../../../crew/crew.ts';
import type { Effort } from '../../../effort.ts';
import { createMatchIndex, type MatchIndex } from '../../../matching/matchIndex.ts';
import type { CostModel } from '../../../matching/parse.ts';
import type { Work } from '../../work.ts';
import { ec7xxLimits } from '../limits.ts';
import { forward, reverse, type WriteDirection } from './direction.ts';
import { type PackedGroup, packGroups } from './group.ts';
import { priceLists } from './prices.ts';
import type { SectionPair } from './sectionPair.ts';
import type { FoundSegment } from './segment.ts';
import type { ZonePair } from './zone.ts';

export interface Payload {
  readonly direction: WriteDirection;
  readonly bytes: Uint8Array;
  /** Raw segments and zones together. */
  readonly segmentCount: number;
  readonly zoneCount: number;
}

/** How often a writer reports each byte of NEW: once for each direction, and once while packing. */
export const passesOverNew = 3;

/** Estimates are off by less than this share; directions that are no further apart are both packed. */
const closeCall = 0.03;

/** More than the delta zone of any chip (see chips.ts), by so much that an estimate cannot be off. */
const hopelessBytes = 512 * 1024;

/** Everything as raw segments (ec7xx-delta 6 (a)), in the direction that comes out smaller. Null when the buffers forbid both. */
export async function writeRaw(
  oldImage: Uint8Array,
  newImage: Uint8Array,
  work: Work,
): Promise<Payload | null> {
  const places = [oldImage.length, newImage.length, oldImage.length, newImage.length];
  const index = createMatchIndex(oldImage, newImage);
  return await writeSmaller(index, [forward, reverse], { places, zones: [] }, work);
}

/** Directions in which the module overwrites nothing that it still needs. */
export function safeDirections({ old, fresh }: SectionPair): readonly WriteDirection[] {
  // forward, the module may fill up to the new table with FF before it reads the old zones
  return fresh.tableAt <= old.tableAt ? [forward, reverse] : [reverse];
}

/**
 * Raw segments before the table, then the zones of compressed sections (ec7xx-delta 6 (b)), in the allowed direction that comes out
 * smallest. Null when the module's buffers forbid it.
 */
export async function writeSections(
  oldImage: Uint8Array,
  newImage: Uint8Array,
  { old, fresh, zones }: SectionPair,
  allowed: readonly WriteDirection[],
  work: Work,
): Promise<Payload | null> {
  const places = [old.rawBytes, fresh.rawBytes, old.tableAt, fresh.tableAt];
  const packing = runAll(work.crew, 'ec7xxZone', zones, (i) =>
    work.advance(passesOverNew * zoneBytesOf(zones, i)),
  );
  const index = createMatchIndex(oldImage.subarray(0, old.rawBytes), newImage.subarray(0, fresh.rawBytes));
  const packed = (await packing).flatMap((bytes, i): PackedZone[] =>
    bytes === null ? [] : [{ bytes, zoneBytes: zoneBytesOf(zones, i) }],
  );
  if (packed.length < zones.length) return null;
  return await writeSmaller(index, allowed, { places, zones: packed }, work);
}

function zoneBytesOf(zones: readonly ZonePair[], i: number): number {
  const zone = zones[i]?.fresh;
  return zone === undefined ? 0 : zone.to - zone.from;
}

interface PackedZone {
  readonly bytes: Uint8Array;
  readonly zoneBytes: number;
}

/** What is the same in both directions. */
interface Frame {
  readonly places: readonly number[];
  readonly zones: readonly PackedZone[];
}

/** All segments in every direction that is allowed; packed are those that may come out smallest. */
async function writeSmaller(
  index: MatchIndex,
  allowed: readonly WriteDirection[],
  frame: Frame,
  work: Work,
): Promise<Payload | null> {
  const prices = priceLists(index.new);
  const searched = await Promise.all(
    allowed.map((direction) => searchSegments(index, direction, prices, work)),
  );
  const least = Math.min(...searched.map(({ estimatedBytes }) => estimatedBytes));
  const isHopeless = least > hopelessBytes;
  const effort = isHopeless ? 'rough' : 'full';
  const worthIt = searched.filter(
    ({ estimatedBytes }) => estimatedBytes <= least * (isHopeless ? 1 : 1 + closeCall),
  );
  const payloads = await Promise.all(worthIt.map((choice) => packSegments(choice, frame, effort, work)));
  work.advance(index.new.length);
  return payloads.reduce(smaller);
}

function smaller(a: Payload | null, b: Payload | null): Payload | null {
  if (a === null || b === null) return a ?? b;
  return b.bytes.length < a.bytes.length ? b : a;
}

interface SearchedSegments {
  readonly direction: WriteDirection;
  /** In processing order. */
  readonly segments: readonly FoundSegment[];
  readonly estimatedBytes: number;
}

async function searchSegments(
  index: MatchIndex,
  direction: WriteDirection,
  prices: readonly CostModel[],
  work: Work,
): Promise<SearchedSegments> {
  const { segmentBytes } = ec7xxLimits;
  const count = Math.ceil(index.new.length / segmentBytes);
  const inputs = Array.from({ length: count }, (_, i) => {
    const segment = { start: i * segmentBytes, end: Math.min((i + 1) * segmentBytes, index.new.length) };
    return { index, segment, prices, ...direction.rulesFor(segment, index.old.length) };
  });
  const segments = await runAll(work.crew, 'ec7xxSegment', inputs, (i) => {
    const segment = inputs[i]?.segment;
    if (segment !== undefined) work.advance(segment.end - segment.start);
  });
  const estimatedBytes = segments.reduce(
    (sum, { estimatedBytes: { control, extra, diff } }) => sum + control + extra + diff,
    0,
  );
  return { direction, segments: direction === reverse ? segments.reverse() : segments, estimatedBytes };
}

async function packSegments(
  { direction, segments }: SearchedSegments,
  { places, zones }: Frame,
  effort: Effort,
  work: Work,
): Promise<Payload | null> {
  const groups = await packGroups(segments, effort, work);
  if (groups === null) return null;
  const segmentCount = segments.length + zones.length;
  const bytes = layOut(direction, places, groups, zones, segmentCount);
  return { direction, bytes, segmentCount, zoneCount: zones.length };
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
