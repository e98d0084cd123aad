import { matchesAtOffset } from '../../../matching/anchors.ts';
import { type LaneOptions, openLanes } from '../../../matching/lanes.ts';
import type { MatchIndex, MatchSearch, Window } from '../../../matching/matchIndex.ts';
import { type CostModel, parsePart } from '../../../matching/parse.ts';
import { type SegmentContent, writeRecords } from './records.ts';

const search: MatchSearch = { minLength: 5, keepPerSide: 4, maxSteps: 24 };
const laneOptions: LaneOptions = { drop: 8, crowding: 32 };

/** The parse of one segment whose content packs smallest, by estimate. */
export function writeSegment(
  index: MatchIndex,
  segment: Window,
  rules: { readonly window: Window; readonly pointer: number },
  prices: readonly CostModel[],
): SegmentContent {
  const { old: oldBytes, new: newBytes } = index;
  const { window, pointer } = rules;
  const matches = index.findMatches(segment.start, segment.end, window, search);
  for (const offset of new Set([0, oldBytes.length - newBytes.length])) {
    for (const match of matchesAtOffset(oldBytes, newBytes, offset, segment, window, search.minLength)) {
      matches.push(match);
    }
  }
  const lanes = openLanes(oldBytes, newBytes, matches, segment, window, laneOptions);
  let best: SegmentContent | null = null;
  let bestBytes = Number.POSITIVE_INFINITY;
  for (const price of prices) {
    const pieces = parsePart(oldBytes, newBytes, segment, lanes, pointer, price);
    const content = writeRecords(oldBytes, newBytes, pieces, pointer);
    const bytes = estimateContent(content);
    if (bytes >= bestBytes) continue;
    best = content;
    bestBytes = bytes;
  }
  if (best === null) throw new RangeError('a segment needs at least one price list');
  return best;
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
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  let bits = 0;
  for (const count of counts) if (count > 0) bits += count * Math.log2(values.length / count);
  return bits / 8;
}
