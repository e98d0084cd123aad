import type { JournalFiles } from '../journalFiles.ts';
import { createLineMaker, type LineMaker, type MadeLine } from '../lines/lineMaker.ts';
import { decodeRecord, scanSegment } from '../segment.ts';
import { listSegments, type Segment } from '../segmentIndex.ts';
import type { Block, IndexDatabase } from './indexDatabase.ts';
import { metaOf } from './lineMeta.ts';
import { createSessions, type Sessions } from './sessions.ts';
import { storedRow } from './storedRow.ts';

/** Lines behind the last finished block; they are decoded already. */
export interface TailBlock {
  readonly lines: MadeLine[];
  readonly meta: number[];
  readonly firstLine: number;
  /** Lines that have begun and have no end yet. */
  open(): MadeLine[];
}

/** Follows the segments: what is new in them becomes lines, blocks and sessions. */
export interface Indexer {
  /** Finished blocks in order. */
  readonly blocks: readonly Block[];
  readonly tail: TailBlock;
  readonly sessions: Sessions;
  /** Last row that became lines. */
  lastSeq(): number;
  /** Rises when blocks were dropped from the old end. */
  generation(): number;
  /** Reads on, at most about 1 MiB; true where there may be more. */
  advance(): boolean;
  /** Where the rows behind the finished blocks lie. */
  tailPieces(): Pick<Block, 'segment' | 'offset' | 'sizeBytes'>[];
  /** The lines of a finished block; null where its segment is gone. */
  linesOf(block: Block): MadeLine[] | null;
}

interface IndexerParts {
  readonly files: JournalFiles;
  readonly database: IndexDatabase;
}

const blockBytes = 64 * 1024;
const readBytes = 1024 * 1024;

interface Place {
  segment: Segment;
  /** Where reading goes on. */
  offset: number;
}

/** Where the record has other bytes than the index knows: it has to be made anew. */
export class StaleIndex extends Error {}

/** Throws StaleIndex when the index does not fit to the segments. */
export function createIndexer({ files, database }: IndexerParts): Indexer {
  const blocks = database.blocks();
  const sessions = createSessions(database.sessions());
  let place: Place | null = null;
  let maker: LineMaker = createLineMaker();
  let generation = 1;
  let lastSeq = blocks.at(-1)?.lastSeq ?? 0;
  const unfinished = {
    lines: [] as MadeLine[],
    meta: [] as number[],
    firstLine: 0,
    offset: 0,
    firstSeq: 0,
    carry: '[]',
  };

  const beginBlock = (offset: number): void => {
    const last = blocks.at(-1);
    unfinished.lines = [];
    unfinished.meta = [];
    unfinished.firstLine = last === undefined ? 0 : last.firstLine + last.meta.length;
    unfinished.offset = offset;
    unfinished.firstSeq = 0;
    unfinished.carry = maker.carry();
  };

  const finishBlock = (segment: string, end: number): void => {
    if (unfinished.firstSeq === 0) return;
    const times = timesOf(unfinished.lines);
    const block: Block = {
      id: (blocks.at(-1)?.id ?? 0) + 1,
      segment,
      offset: unfinished.offset,
      sizeBytes: end - unfinished.offset,
      firstSeq: unfinished.firstSeq,
      lastSeq,
      firstLine: unfinished.firstLine,
      ...times,
      meta: Uint32Array.from(unfinished.meta),
      searchable: false,
    };
    database.add(block, unfinished.carry, sessions.takeChanged());
    blocks.push(block);
    beginBlock(end);
  };

  const takeRecords = (at: Place, bytes: Buffer): number => {
    let goodEnd = 0;
    for (const found of scanSegment(bytes).places) {
      const row = storedRow(decodeRecord(bytes, found));
      const lines = maker.take(row);
      const session = sessions.note(row);
      sessions.counted(session, lines);
      for (const line of lines) {
        unfinished.lines.push(line);
        unfinished.meta.push(metaOf(line, session.id));
      }
      lastSeq = row.seq;
      if (unfinished.firstSeq === 0) unfinished.firstSeq = row.seq;
      goodEnd = found.offset + found.sizeBytes;
      if (at.offset + goodEnd - unfinished.offset >= blockBytes)
        finishBlock(at.segment.name, at.offset + goodEnd);
      if (row.kind === 'appEvent' && row.event === 'journal.retired') dropRetired();
    }
    return goodEnd;
  };

  const dropRetired = (): void => {
    const kept = new Set(listSegments(files).map(({ name }) => name));
    const count = blocks.findIndex((block) => kept.has(block.segment));
    if (count <= 0) return;
    const keepFromSeq = blocks[count]?.firstSeq ?? 0;
    database.drop(blocks.splice(0, count), keepFromSeq);
    sessions.dropBefore(keepFromSeq);
    generation += 1;
  };

  /** The segment to go on in; null where there is none behind. */
  const nextPlace = (): Place | null => {
    const segments = listSegments(files);
    const after = place?.segment.firstSeq ?? 0;
    const segment = segments.find((one) => one.firstSeq > after && one.sizeBytes > 0);
    return segment === undefined ? null : { segment, offset: 0 };
  };

  const advance = (): boolean => {
    if (place === null) {
      place = nextPlace();
      if (place === null) return false;
    }
    let wanted = readBytes;
    for (;;) {
      const bytes = readFrom(files, place.segment.name, place.offset, wanted);
      const taken = bytes === null ? 0 : takeRecords(place, bytes);
      place.offset += taken;
      if (taken > 0) return true;
      if (bytes === null || bytes.length < wanted) break;
      // A record that is longer than what was read, or damage of that size.
      wanted *= 4;
    }
    const next = nextPlace();
    if (next === null) return false;
    finishBlock(place.segment.name, place.offset);
    place = next;
    beginBlock(0);
    return true;
  };

  const linesOf = (block: Block): MadeLine[] | null => {
    const bytes = readFrom(files, block.segment, block.offset, block.sizeBytes);
    if (bytes === null) return null;
    const made = createLineMaker(database.carryOf(block));
    const lines = scanSegment(bytes).places.flatMap((found) =>
      made.take(storedRow(decodeRecord(bytes, found))),
    );
    if (lines.length !== block.meta.length) throw new StaleIndex(`block ${block.id} has other lines`);
    return lines;
  };

  /** Goes on behind the last finished block, after a look whether it is still the same bytes. */
  const resume = (): void => {
    dropRetired();
    const last = blocks.at(-1);
    if (last === undefined) {
      beginBlock(0);
      return;
    }
    const segment = listSegments(files).find(({ name }) => name === last.segment);
    const bytes = segment === undefined ? null : readFrom(files, segment.name, last.offset, last.sizeBytes);
    const { places } = scanSegment(bytes ?? Buffer.alloc(0));
    if (segment === undefined || places[0]?.seq !== last.firstSeq || places.at(-1)?.seq !== last.lastSeq)
      throw new StaleIndex('the record does not go on where the index ends');
    maker = createLineMaker(database.carryOf(last));
    for (const found of places) maker.take(storedRow(decodeRecord(bytes ?? Buffer.alloc(0), found)));
    place = { segment, offset: last.offset + last.sizeBytes };
    beginBlock(place.offset);
  };

  resume();
  return {
    blocks,
    sessions,
    tail: {
      get lines() {
        return unfinished.lines;
      },
      get meta() {
        return unfinished.meta;
      },
      get firstLine() {
        return unfinished.firstLine;
      },
      open: () => maker.open(),
    },
    lastSeq: () => lastSeq,
    generation: () => generation,
    advance,
    linesOf,
    tailPieces: () =>
      place === null || place.offset === unfinished.offset
        ? []
        : [
            {
              segment: place.segment.name,
              offset: unfinished.offset,
              sizeBytes: place.offset - unfinished.offset,
            },
          ],
  };
}

function timesOf(lines: readonly MadeLine[]): Pick<Block, 'firstMs' | 'lastMs'> {
  let firstMs = Number.POSITIVE_INFINITY;
  let lastMs = Number.NEGATIVE_INFINITY;
  for (const { wallMs } of lines) {
    firstMs = Math.min(firstMs, wallMs);
    lastMs = Math.max(lastMs, wallMs);
  }
  return { firstMs, lastMs };
}

/** Null where retention has removed the file. */
function readFrom(files: JournalFiles, name: string, offset: number, sizeBytes: number): Buffer | null {
  try {
    return files.read(name, offset, sizeBytes);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
