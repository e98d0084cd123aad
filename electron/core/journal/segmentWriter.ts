import type { JournalFiles } from './journalFiles.ts';
import { expiredSegments, type RetentionNow } from './retention.ts';
import {
  type Damage,
  extendBlocks,
  indexSegment,
  listSegments,
  type Segment,
  segmentName,
} from './segmentIndex.ts';

/** Encoded records, in order. */
export interface Batch {
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly bytes: Uint8Array;
}

/** Bytes that were cut off the newest segment because no valid record followed. */
export interface TailCut {
  readonly segment: string;
  readonly bytes: number;
}

export interface SegmentWriter {
  readonly segments: readonly Segment[];
  readonly opened: {
    readonly lastSeq: number;
    readonly tailCut: TailCut | null;
    readonly damage: readonly Damage[];
  };
  /** Throws what the system says; nothing of the batch counts then and it may be written again. */
  write(batch: Batch, wallMs: number): void;
  sync(): void;
  /** Removes what may go; returns it. */
  retire(now: RetentionNow): readonly Segment[];
}

/** Opens the newest segment, cuts a damaged end off, and goes on behind it. */
export function createSegmentWriter(files: JournalFiles, segmentBytes: number): SegmentWriter {
  const segments = listSegments(files);
  const opened = openNewest(files, segments);
  let lastSeq = opened.lastSeq;

  /** The segment that takes a batch; a new one when the newest is full. It joins the list with its first bytes. */
  const placeFor = (batch: Batch): Segment => {
    const newest = segments.at(-1);
    const fits =
      newest !== undefined &&
      (newest.sizeBytes === 0 || newest.sizeBytes + batch.bytes.length <= segmentBytes);
    // A name says where its segment begins: an empty file whose number was never written cannot take other rows.
    if (fits && (newest.sizeBytes > 0 || newest.firstSeq === batch.firstSeq)) return newest;
    if (newest !== undefined && newest.sizeBytes > 0) files.sync(newest.name);
    return {
      name: segmentName(batch.firstSeq),
      firstSeq: batch.firstSeq,
      sizeBytes: 0,
      modifiedMs: 0,
      blocks: [],
    };
  };

  const write = (batch: Batch, wallMs: number): void => {
    if (batch.firstSeq <= lastSeq) throw new Error(`rows from ${batch.firstSeq} come again after ${lastSeq}`);
    const segment = placeFor(batch);
    writeWhole(files, segment, batch.bytes);
    extendBlocks(segment, { seq: batch.firstSeq, offset: segment.sizeBytes });
    segment.sizeBytes += batch.bytes.length;
    segment.modifiedMs = wallMs;
    if (segment !== segments.at(-1)) segments.push(segment);
    lastSeq = batch.lastSeq;
  };

  const retire = (now: RetentionNow): readonly Segment[] => {
    const expired = expiredSegments(segments, now);
    for (const segment of expired) {
      files.remove(segment.name);
      segments.splice(segments.indexOf(segment), 1);
    }
    return expired;
  };

  const sync = (): void => {
    const newest = segments.at(-1);
    if (newest !== undefined) files.sync(newest.name);
  };

  return { segments, opened, write, sync, retire };
}

function openNewest(files: JournalFiles, segments: readonly Segment[]): SegmentWriter['opened'] {
  const newest = segments.at(-1);
  if (newest === undefined) return { lastSeq: 0, tailCut: null, damage: [] };
  const bytes = files.read(newest.name, 0, newest.sizeBytes);
  const { lastSeq, goodBytes, damage } = indexSegment(newest, bytes, null);
  const cut = newest.sizeBytes - goodBytes;
  if (cut === 0) return { lastSeq, tailCut: null, damage };
  files.truncate(newest.name, goodBytes);
  newest.sizeBytes = goodBytes;
  return { lastSeq, tailCut: { segment: newest.name, bytes: cut }, damage };
}

/** A write that failed half way leaves half a record; it is taken back so that the file is sound even if we die now. */
function writeWhole(files: JournalFiles, segment: Segment, bytes: Uint8Array): void {
  try {
    files.writeAt(segment.name, segment.sizeBytes, bytes);
  } catch (error) {
    try {
      files.truncate(segment.name, segment.sizeBytes);
    } catch {
      // The first failure is the one to tell; what stays behind is cut off when the journal is opened next.
    }
    throw error;
  }
}
