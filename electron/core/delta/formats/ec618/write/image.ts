import { runAll } from '../../../crew/crew.ts';
import type { Effort } from '../../../effort.ts';
import { createMatchIndex, type MatchIndex } from '../../../matching/matchIndex.ts';
import type { CostModel } from '../../../matching/parse.ts';
import { priceLists } from '../../../matching/prices.ts';
import type { Work } from '../../work.ts';
import { ec618Limits } from '../limits.ts';
import { type DirectionName, directions, type WriteDirection } from './direction.ts';
import { type FoundPart, partWindow, wrapPart } from './part.ts';

export interface ImagePayload {
  readonly direction: WriteDirection;
  readonly bytes: Uint8Array;
  readonly partCount: number;
}

/** How often `writeImage` reports each byte of NEW: once for each direction, and once while packing. */
export const passesOverNew = 3;

/** Estimates are off by less than this share; directions that are no further apart are both packed. */
const closeCall = 0.01;

/** By this much above what a module can take, an estimate cannot be off. */
const hopelessBytes = 1.05 * ec618Limits.packageBytes;

/** The payload of one image, in the direction that comes out smaller. */
export async function writeImage(
  oldBytes: Uint8Array,
  newBytes: Uint8Array,
  work: Work,
): Promise<ImagePayload> {
  const index = createMatchIndex(oldBytes, newBytes);
  const prices = priceLists(newBytes);
  const searched = await Promise.all([
    searchParts(index, 'forward', prices, work),
    searchParts(index, 'reverse', prices, work),
  ]);
  const least = Math.min(...searched.map(({ estimatedBytes }) => estimatedBytes));
  const isHopeless = least > hopelessBytes;
  const worthIt = searched.filter(
    ({ estimatedBytes }) => estimatedBytes <= least * (isHopeless ? 1 : 1 + closeCall),
  );
  const payloads = await packParts(worthIt, index, isHopeless ? 'rough' : 'full', work);
  return payloads.reduce((best, payload) => (payload.bytes.length < best.bytes.length ? payload : best));
}

interface SearchedParts {
  readonly direction: DirectionName;
  readonly parts: readonly FoundPart[];
  readonly estimatedBytes: number;
}

async function searchParts(
  index: MatchIndex,
  direction: DirectionName,
  prices: readonly CostModel[],
  work: Work,
): Promise<SearchedParts> {
  const inputs = partNumbers(index).map((number) => ({ index, number, direction, prices }));
  const parts = await runAll(work.crew, 'ec618Part', inputs, (number) =>
    work.advance(lengthOf(number, index)),
  );
  return { direction, parts, estimatedBytes: parts.reduce((sum, part) => sum + part.estimatedBytes, 0) };
}

/** Packs the parts of all given directions; a part counts as done when it is packed for each of them. */
async function packParts(
  searched: readonly SearchedParts[],
  index: MatchIndex,
  effort: Effort,
  work: Work,
): Promise<ImagePayload[]> {
  const streams = await Promise.all(
    partNumbers(index).map(async (number) => {
      const inputs = searched.map(({ parts }) => ({ contents: parts[number]?.contents ?? [], effort }));
      const packed = await runAll(work.crew, 'ec618Pack', inputs);
      work.advance(lengthOf(number, index));
      return packed;
    }),
  );
  return searched.map(({ direction }, which) => {
    const parts = streams.map((packed, number) =>
      wrapPart(packed[which] ?? new Uint8Array(0), lengthOf(number, index)),
    );
    return layOut(directions[direction], index.old.length, parts);
  });
}

/** `BPHD`, sizes by part number, parts in processing order (luat-formats 5.3). */
function layOut(direction: WriteDirection, oldBytes: number, parts: readonly Uint8Array[]): ImagePayload {
  const head = Buffer.alloc(16 + 4 * parts.length);
  head.write('BPHD', 0, 'latin1');
  head.writeUInt32LE(parts.length, 4);
  head.writeUInt32LE(oldBytes, 8);
  head.write(direction.tag, 12, 'latin1');
  parts.forEach((part, number) => {
    head.writeUInt32LE(part.length, 16 + 4 * number);
  });
  const inOrder = direction.name === 'reverse' ? parts.toReversed() : parts;
  return { direction, bytes: new Uint8Array(Buffer.concat([head, ...inOrder])), partCount: parts.length };
}

function partNumbers(index: MatchIndex): number[] {
  return Array.from({ length: Math.ceil(index.new.length / ec618Limits.partBytes) }, (_, number) => number);
}

function lengthOf(number: number, index: MatchIndex): number {
  const { start, end } = partWindow(number, index.new.length);
  return end - start;
}
