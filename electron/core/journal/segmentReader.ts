import type { JournalFilter, JournalRow } from '../../../shared/contract/journal.ts';
import { matches, needlesOf } from './filter.ts';
import type { JournalFiles } from './journalFiles.ts';
import { rowOf } from './row.ts';
import { decodeRecord, scanSegment } from './segment.ts';
import { type Damage, indexSegment, type Segment } from './segmentIndex.ts';

export interface SegmentReader {
  /** Matching rows with fromSeq <= seq < beforeSeq, in order, at most `limit`. */
  read(filter: JournalFilter, fromSeq: number, beforeSeq: number, limit: number): Promise<JournalRow[]>;
  /** The newest `count` matching rows with seq < beforeSeq, in order. */
  last(filter: JournalFilter, count: number, beforeSeq: number): Promise<JournalRow[]>;
}

interface ReaderParts {
  readonly files: JournalFiles;
  /** The writer's own list: it grows and shrinks while a read is under way. */
  readonly segments: readonly Segment[];
  readonly onDamage: (damage: Damage) => void;
  /** Lets writes through between two blocks, so that a long search never holds them up. */
  readonly pause: () => Promise<void>;
}

/** Half-open range of file offsets. */
interface Span {
  readonly from: number;
  readonly to: number;
  /** Its first row. */
  readonly seq: number;
}

export function createSegmentReader(parts: ReaderParts): SegmentReader {
  const { files, segments, pause } = parts;

  const spansOf = (segment: Segment): Span[] => {
    const blocks = segment.blocks ?? walk(parts, segment);
    return blocks.map((block, index) => ({
      from: block.offset,
      to: blocks[index + 1]?.offset ?? segment.sizeBytes,
      seq: block.seq,
    }));
  };

  /** Matching rows of one span; a segment that retention has removed meanwhile has none. */
  const rowsIn = (
    segment: Segment,
    span: Span,
    filter: JournalFilter,
    needles: readonly Buffer[],
  ): JournalRow[] => {
    if (!segments.includes(segment)) return [];
    const bytes = files.read(segment.name, span.from, span.to - span.from);
    if (!needles.every((needle) => bytes.includes(needle))) return [];
    const rows = scanSegment(bytes).places.map((place) => rowOf(decodeRecord(bytes, place)));
    return rows.filter((row) => matches(filter, row));
  };

  const read: SegmentReader['read'] = async (filter, fromSeq, beforeSeq, limit) => {
    const found: JournalRow[] = [];
    const needles = needlesOf(filter);
    for (const [segment, nextSeq] of withNext(segments)) {
      if (nextSeq <= fromSeq || segment.firstSeq >= beforeSeq) continue;
      const spans = spansOf(segment);
      for (const [index, span] of spans.entries()) {
        if (span.seq >= beforeSeq || (spans[index + 1]?.seq ?? nextSeq) <= fromSeq) continue;
        const rows = rowsIn(segment, span, filter, needles);
        found.push(...rows.filter((row) => row.seq >= fromSeq && row.seq < beforeSeq));
        if (found.length >= limit) return found.slice(0, limit);
        await pause();
      }
    }
    return found;
  };

  const last: SegmentReader['last'] = async (filter, count, beforeSeq) => {
    const pieces: JournalRow[][] = [];
    let missing = count;
    const needles = needlesOf(filter);
    for (const [segment] of withNext(segments).reverse()) {
      if (segment.firstSeq >= beforeSeq) continue;
      for (const span of spansOf(segment).reverse()) {
        if (missing <= 0) break;
        if (span.seq >= beforeSeq) continue;
        const rows = rowsIn(segment, span, filter, needles).filter((row) => row.seq < beforeSeq);
        pieces.push(rows.slice(-missing));
        missing -= rows.length;
        await pause();
      }
      if (missing <= 0) break;
    }
    return pieces.reverse().flat();
  };

  return { read, last };
}

/** Each segment with the first sequence number that is no longer in it. */
function withNext(segments: readonly Segment[]): [Segment, number][] {
  return segments.map((segment, index) => [
    segment,
    segments[index + 1]?.firstSeq ?? Number.POSITIVE_INFINITY,
  ]);
}

/** The first visit to an old segment: every record is checked, and damage is told before a row is returned. */
function walk({ files, segments, onDamage }: ReaderParts, segment: Segment) {
  const nextSeq = segments[segments.indexOf(segment) + 1]?.firstSeq ?? null;
  const bytes = files.read(segment.name, 0, segment.sizeBytes);
  for (const damage of indexSegment(segment, bytes, nextSeq).damage) onDamage(damage);
  return segment.blocks ?? [];
}
