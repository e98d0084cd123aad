import { deflateRawSync } from 'node:zlib';
import { estimateBzip2 } from '../../../bzip2/encode.ts';
import { findSeedsAtOffset } from '../../../matching/anchors.ts';
import { type LaneOptions, openLanes } from '../../../matching/lanes.ts';
import { learnPrices } from '../../../matching/learnedPrices.ts';
import { findSeeds, type MatchIndex, type MatchSearch, type Window } from '../../../matching/matchIndex.ts';
import { type CostModel, parsePart } from '../../../matching/parse.ts';
import { createSeeds } from '../../../matching/seeds.ts';
import { type SegmentContent, writeRecords } from './records.ts';

const search: MatchSearch = { minLength: 5, keepPerSide: 4, maxSteps: 24 };
const laneOptions: LaneOptions = { drop: 8, crowding: 32 };

/** A segment to find the best content for. */
export interface SegmentSearch {
  readonly index: MatchIndex;
  readonly segment: Window;
  /** Of OLD. */
  readonly window: Window;
  /** Where the old pointer stands at the beginning, relative to the segment's first byte. */
  readonly pointer: number;
  readonly prices: readonly CostModel[];
}

export interface FoundSegment {
  readonly content: SegmentContent;
  /** About what each stream takes in a group of its own. */
  readonly estimatedBytes: { readonly control: number; readonly extra: number; readonly diff: number };
}

/** The parse of one segment whose content packs smallest, by estimate. */
export function searchSegment({ index, segment, window, pointer, prices }: SegmentSearch): FoundSegment {
  const { old: oldBytes, new: newBytes } = index;
  const seeds = createSeeds();
  findSeeds(index, segment, window, search, seeds);
  for (const offset of new Set([0, oldBytes.length - newBytes.length])) {
    findSeedsAtOffset(oldBytes, newBytes, offset, segment, window, search.minLength, seeds);
  }
  const lanes = openLanes(oldBytes, newBytes, seeds, segment, window, laneOptions);
  let best: SegmentContent | null = null;
  let bestBytes = Number.POSITIVE_INFINITY;
  const learned = prices.slice(0, 1).map((price) => learnPrices(oldBytes, newBytes, lanes, price));
  for (const price of [...prices, ...learned]) {
    const pieces = parsePart(oldBytes, newBytes, segment, lanes, pointer, price);
    const content = writeRecords(oldBytes, newBytes, pieces, pointer);
    const bytes = estimateContent(content);
    if (bytes >= bestBytes) continue;
    best = content;
    bestBytes = bytes;
  }
  if (best === null) throw new RangeError('a segment needs at least one price list');
  const { control, extra, diff } = best;
  return {
    content: best,
    estimatedBytes: {
      control: deflateRawSync(control).length,
      extra: deflateRawSync(extra).length,
      diff: estimateBzip2(diff),
    },
  };
}

/** Bytes after packing, about: good enough to compare parses of one segment, at a hundredth of the time of packing. */
function estimateContent({ control, extra, diff }: SegmentContent): number {
  return entropyBytes(control) + entropyBytes(extra) + entropyBytes(shortenZeros(diff));
}

/** Runs of zeros as bzip2 writes them, a digit per doubling of their length; a fair stand-in for its coded size. */
function shortenZeros(diff: Uint8Array): Uint16Array {
  const symbols = new Uint16Array(diff.length);
  let size = 0;
  for (let at = 0; at < diff.length; ) {
    const value = diff[at] ?? 0;
    if (value !== 0) {
      symbols[size] = value + 1;
      size++;
      at++;
      continue;
    }
    const start = at;
    while (at < diff.length && diff[at] === 0) at++;
    for (let left = at - start; left > 0; left = (left - 1) >> 1, size++) symbols[size] = 1 - (left & 1);
  }
  return symbols.subarray(0, size);
}

/** Size at the frequency of each value alone; what packing gains beyond is about the same for every parse of a segment. */
function entropyBytes(values: Uint8Array | Uint16Array): number {
  const counts = new Uint32Array(257);
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0;
    counts[value] = (counts[value] ?? 0) + 1;
  }
  let bits = 0;
  for (const count of counts) if (count > 0) bits += count * Math.log2(values.length / count);
  return bits / 8;
}
