import { PackageRefused } from '../luatAt/refusal.ts';
import { createCursor, need } from './cursor.ts';
import { readZoneHeader, type ZoneHeader } from './zoneHeader.ts';

/** The container of one image (ec7xx-delta 2), still packed. */
export interface Payload {
  /** Raw segments go from the end to the beginning. */
  readonly reverse: boolean;
  /** Bytes before the section table: all there is without zip groups. */
  readonly oldRawBytes: number;
  readonly newRawBytes: number;
  /** Where the table of the new image stands; the gap up to it is blank. */
  readonly newTableAt: number;
  /** In the order in which they are worked on. */
  readonly steps: readonly Step[];
}

export type Step = SegmentStep | ZoneStep;

/** Rewrites one block of the raw part. */
export interface SegmentStep {
  readonly kind: 'segment';
  readonly index: number;
  readonly startBytes: number;
  readonly sizeBytes: number;
  readonly group: Uint8Array;
  /** Which part of the group it is. */
  readonly place: number;
  readonly compressor: 'lzma' | 'bzip2';
  readonly packedBytes: number;
}

/** Rewrites one zone of packed sections. */
export interface ZoneStep {
  readonly kind: 'zone';
  readonly header: ZoneHeader;
  readonly group: Uint8Array;
  readonly packedBytes: number;
}

export interface PayloadFacts {
  readonly name: string;
  readonly stepCount: number;
  readonly compressor: number;
  readonly segmentBytes: number;
  readonly oldSizeBytes: number;
  readonly newSizeBytes: number;
}

interface TableEntry {
  readonly place: number;
  readonly zip: boolean;
  readonly bytes: Uint8Array;
}

/** @throws PackageRefused `format`, `notSimulated` */
export function readPayload(bytes: Uint8Array, facts: PayloadFacts): Payload {
  const cursor = createCursor(bytes, `payload of ${facts.name}`);
  need(cursor.u32() === 0x485350ec, `payload of ${facts.name} does not start with EC 50 53 48`);
  const flags = cursor.u16();
  const count = cursor.u16();
  need(count === facts.stepCount, `${facts.name} has ${count} steps, its header says ${facts.stepCount}`);
  const oldRawBytes = cursor.u32();
  const newRawBytes = cursor.u32();
  cursor.u32();
  const newTableAt = cursor.u32();
  const entries = Array.from({ length: count }, () =>
    readEntry(bytes, cursor.u32(), cursor.u32(), cursor.u32()),
  );
  const zones = entries.filter((entry) => entry.zip);
  need(zones.length === flags >> 2, `${facts.name} promises ${flags >> 2} zip groups, has ${zones.length}`);
  const reverse = (flags & 1) === 1;
  const rawCount = count - zones.length;
  need(oldRawBytes <= facts.oldSizeBytes, `raw part of ${facts.name} is larger than the old image`);
  need(newRawBytes <= newTableAt, `raw part of ${facts.name} runs into its table`);
  need(newTableAt <= facts.newSizeBytes, `table of ${facts.name} lies behind the new image`);
  need(zones.length > 0 || newRawBytes === facts.newSizeBytes, `${facts.name} leaves bytes out`);
  need(rawCount === Math.ceil(newRawBytes / facts.segmentBytes), `${facts.name} has ${rawCount} segments`);
  let segment = 0;
  const steps = entries.map((entry): Step => {
    if (entry.zip) return toZone(entry, facts);
    segment += 1;
    return toSegment(entry, reverse ? rawCount - segment : segment - 1, newRawBytes, facts);
  });
  return { reverse, oldRawBytes, newRawBytes, newTableAt, steps };
}

function readEntry(bytes: Uint8Array, where: number, what: number, _zoneBytes: number): TableEntry {
  const offset = where >>> 8;
  const length = what >>> 8;
  need(offset + length <= bytes.length, 'a group lies behind the payload');
  if ((what & 0xff) !== 0)
    throw new PackageRefused('notSimulated', 'the HLS transform of the vendor is not known here');
  return {
    place: (where >> 3) & 0x1f,
    zip: (where & 1) === 1,
    bytes: bytes.subarray(offset, offset + length),
  };
}

function toSegment(entry: TableEntry, index: number, rawBytes: number, facts: PayloadFacts): SegmentStep {
  const startBytes = index * facts.segmentBytes;
  return {
    kind: 'segment',
    index,
    startBytes,
    sizeBytes: Math.min(facts.segmentBytes, rawBytes - startBytes),
    group: entry.bytes,
    place: entry.place,
    compressor: facts.compressor === 1 ? 'bzip2' : 'lzma',
    packedBytes: entry.bytes.length,
  };
}

function toZone(entry: TableEntry, facts: PayloadFacts): ZoneStep {
  const { header, group } = readZoneHeader(entry.bytes, facts.name);
  return { kind: 'zone', header, group, packedBytes: entry.bytes.length };
}
