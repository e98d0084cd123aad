import { encodeBzip2, estimateBzip2 } from '../../../bzip2/encode.ts';
import type { Effort } from '../../../effort.ts';
import { findSeedsAtOffset } from '../../../matching/anchors.ts';
import { type LaneOptions, openLanes } from '../../../matching/lanes.ts';
import { learnPrices } from '../../../matching/learnedPrices.ts';
import { findSeeds, type MatchIndex, type MatchSearch, type Window } from '../../../matching/matchIndex.ts';
import { type CostModel, type Piece, parsePart } from '../../../matching/parse.ts';
import { createSeeds } from '../../../matching/seeds.ts';
import { ec618Limits } from '../limits.ts';
import { type DirectionName, directions } from './direction.ts';
import { writeRecords } from './records.ts';

const partHeadBytes = 20;
const search: MatchSearch = { minLength: 4, keepPerSide: 4, maxSteps: 24 };
const laneOptions: LaneOptions = { drop: 8, crowding: 32 };

/** A part to find the best content for. */
export interface PartSearch {
  readonly index: MatchIndex;
  readonly number: number;
  readonly direction: DirectionName;
  readonly prices: readonly CostModel[];
}

export interface FoundPart {
  /** What may come out smallest, the smallest by estimate first. */
  readonly contents: readonly Uint8Array[];
  /** About what the first takes packed. */
  readonly estimatedBytes: number;
}

/** Estimates are off by less than this; contents that are no further apart are all packed. */
const closeCall = { share: 0.01, bytes: 8 } as const;

/** Parses of a part whose content may pack smallest. */
export function searchPart({ index, number, direction, prices }: PartSearch): FoundPart {
  const { old: oldBytes, new: newBytes } = index;
  const part = partWindow(number, newBytes.length);
  const { window, pointer } = directions[direction].rulesFor(part, oldBytes.length);
  const seeds = createSeeds();
  findSeeds(index, part, window, search, seeds);
  for (const offset of new Set([0, oldBytes.length - newBytes.length])) {
    findSeedsAtOffset(oldBytes, newBytes, offset, part, window, search.minLength, seeds);
  }
  const lanes = openLanes(oldBytes, newBytes, seeds, part, window, laneOptions);
  const tried: Piece[][] = [];
  const found: { readonly content: Uint8Array; readonly bytes: number }[] = [];
  const learned = prices.slice(0, 1).map((price) => learnPrices(oldBytes, newBytes, lanes, price));
  for (const price of [...prices, ...learned]) {
    const pieces = parsePart(oldBytes, newBytes, part, lanes, pointer, price);
    if (tried.some((other) => samePieces(other, pieces))) continue;
    tried.push(pieces);
    const content = writeRecords(oldBytes, newBytes, pieces, pointer);
    found.push({ content, bytes: estimateBzip2(content) });
  }
  found.sort((a, b) => a.bytes - b.bytes);
  const least = found[0]?.bytes ?? 0;
  const close = found.filter(({ bytes }) => bytes <= least * (1 + closeCall.share) + closeCall.bytes);
  return { contents: close.map(({ content }) => content), estimatedBytes: least };
}

/** Contents of one part, the smallest by estimate first. */
export interface PartPack {
  readonly contents: readonly Uint8Array[];
  readonly effort: Effort;
}

/** The smallest stream that any of the contents packs to. */
export function packPart({ contents, effort }: PartPack): Uint8Array {
  const worthIt = effort === 'full' ? contents : contents.slice(0, 1);
  const streams = worthIt.map((content) => encodeBzip2(content, effort));
  return streams.reduce((best, stream) => (stream.length < best.length ? stream : best));
}

/** Bytes of NEW that a part stands for. */
export function partWindow(number: number, newBytes: number): Window {
  const start = number * ec618Limits.partBytes;
  return { start, end: Math.min(start + ec618Limits.partBytes, newBytes) };
}

/** One part: head and bzip2 stream (luat-formats 5.3). Field A stays 0, the value every module accepts. */
export function wrapPart(stream: Uint8Array, newBytes: number): Uint8Array {
  const out = new Uint8Array(partHeadBytes + stream.length);
  const view = new DataView(out.buffer);
  out.set(Buffer.from('BSDIFF40', 'latin1'));
  view.setUint32(8, 0, true);
  view.setUint32(12, out.length, true);
  view.setUint32(16, newBytes, true);
  out.set(stream, partHeadBytes);
  return out;
}

function samePieces(a: readonly Piece[], b: readonly Piece[]): boolean {
  return (
    a.length === b.length && a.every((piece, i) => piece.end === b[i]?.end && piece.offset === b[i]?.offset)
  );
}
