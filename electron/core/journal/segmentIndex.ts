import type { JournalFiles } from './journalFiles.ts';
import { type RecordPlace, scanSegment } from './segment.ts';

/** A stretch of a segment that begins with a valid record; read and searched as one piece. */
export interface Block {
  readonly seq: number;
  readonly offset: number;
}

/** Rows that are not there: damaged bytes, or with `bytes` 0 a hole in the sequence. */
export interface Damage {
  readonly segment: string;
  readonly offset: number;
  readonly bytes: number;
  /** The last row before and the first row after it. */
  readonly afterSeq: number;
  readonly beforeSeq: number;
}

/** One file of the journal. Its blocks are known once somebody has walked over it or written it. */
export interface Segment {
  readonly name: string;
  /** Sequence number of its first row, from its name. */
  readonly firstSeq: number;
  sizeBytes: number;
  modifiedMs: number;
  /** The sparse index: a block about every 64 KiB. */
  blocks: Block[] | null;
}

const blockBytes = 64 * 1024;
const namePattern = /^journal-(\d{16})\.seg$/;

export function segmentName(firstSeq: number): string {
  return `journal-${String(firstSeq).padStart(16, '0')}.seg`;
}

/** The segments of a folder in order; files with other names are none of the journal's business. */
export function listSegments(files: JournalFiles): Segment[] {
  const segments = files.list().flatMap(({ name, sizeBytes, modifiedMs }): Segment[] => {
    const digits = namePattern.exec(name)?.[1];
    return digits === undefined
      ? []
      : [{ name, firstSeq: Number(digits), sizeBytes, modifiedMs, blocks: null }];
  });
  return segments.sort((left, right) => left.firstSeq - right.firstSeq);
}

export interface IndexedSegment {
  readonly lastSeq: number;
  /** Offset behind the last valid record. */
  readonly goodBytes: number;
  readonly damage: readonly Damage[];
}

/**
 * Walks over a segment once, checks every record and sets its blocks. `nextSeq` is the first row of the following segment, null
 * for the newest one, whose end may be a write that was cut off.
 */
export function indexSegment(segment: Segment, bytes: Buffer, nextSeq: number | null): IndexedSegment {
  const { places } = scanSegment(bytes);
  segment.blocks = blocksOf(places);
  const damage: Damage[] = [];
  let lastSeq = segment.firstSeq - 1;
  let end = 0;
  const meet = (seq: number, offset: number): void => {
    if (offset === end && seq === lastSeq + 1) return;
    damage.push({
      segment: segment.name,
      offset: end,
      bytes: offset - end,
      afterSeq: lastSeq,
      beforeSeq: seq,
    });
  };
  for (const place of places) {
    meet(place.seq, place.offset);
    lastSeq = place.seq;
    end = place.offset + place.sizeBytes;
  }
  if (nextSeq !== null) meet(nextSeq, bytes.length);
  return { lastSeq, goodBytes: end, damage };
}

/** Notes records that were just written, so that the newest segment never has to be walked over. */
export function extendBlocks(segment: Segment, block: Block): void {
  segment.blocks ??= [];
  const last = segment.blocks.at(-1);
  if (last === undefined || block.offset - last.offset >= blockBytes) segment.blocks.push(block);
}

function blocksOf(places: readonly RecordPlace[]): Block[] {
  const blocks: Block[] = [];
  for (const { seq, offset } of places) {
    const last = blocks.at(-1);
    if (last === undefined || offset - last.offset >= blockBytes) blocks.push({ seq, offset });
  }
  return blocks;
}
