import type { Segment } from './segmentIndex.ts';

/** How much of the past is kept. */
export interface Retention {
  /** All segments together; 16 MiB at least make sense, because the open segment always stays. */
  readonly totalBytes: number;
  /** Counted from the last row of a segment. */
  readonly maxAgeMs: number;
}

export const defaultRetention: Retention = {
  totalBytes: 512 * 1024 * 1024,
  maxAgeMs: 180 * 24 * 3600 * 1000,
};

/** What must stay at this moment whatever the limits say. */
export interface RetentionNow extends Retention {
  /** The first row of any job that is running and of any port that is held. */
  readonly keepFromSeq: number;
  readonly wallMs: number;
}

/**
 * The oldest segments that may go. Only whole segments from the old end, never the last (it is open), never one with a row of a
 * running job or a held port, and none behind one that has to stay: a hole in the record would look like damage.
 */
export function expiredSegments(segments: readonly Segment[], now: RetentionNow): readonly Segment[] {
  let totalBytes = segments.reduce((sum, segment) => sum + segment.sizeBytes, 0);
  const expired: Segment[] = [];
  for (const [index, segment] of segments.entries()) {
    const next = segments[index + 1];
    if (next === undefined || next.firstSeq > now.keepFromSeq) break;
    const tooMuch = totalBytes > now.totalBytes;
    const tooOld = now.wallMs - segment.modifiedMs > now.maxAgeMs;
    if (!tooMuch && !tooOld) break;
    totalBytes -= segment.sizeBytes;
    expired.push(segment);
  }
  return expired;
}
