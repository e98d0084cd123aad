import { estimateBzip2 } from '../../../bzip2/encode.ts';
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

function estimateContent({ control, extra, diff }: SegmentContent): number {
  return entropyBytes(control) + entropyBytes(extra) + estimateBzip2(diff);
}

/** Size at the frequency of each byte alone; what LZMA gains beyond is about the same for every parse of a segment. */
function entropyBytes(bytes: Uint8Array): number {
  const counts = new Uint32Array(256);
  for (const byte of bytes) counts[byte] = (counts[byte] ?? 0) + 1;
  let bits = 0;
  for (const count of counts) if (count > 0) bits += count * Math.log2(bytes.length / count);
  return bits / 8;
}
