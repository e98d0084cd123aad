import { encodeBzip2, estimateBzip2 } from '../../../bzip2/encode.ts';
import { matchesAtOffset } from '../../../matching/anchors.ts';
import { type LaneOptions, openLanes } from '../../../matching/lanes.ts';
import type { MatchIndex, MatchSearch, Window } from '../../../matching/matchIndex.ts';
import { type CostModel, parsePart } from '../../../matching/parse.ts';
import { ec618Limits } from '../limits.ts';
import type { WriteDirection } from './direction.ts';
import { writeRecords } from './records.ts';

const partHeadBytes = 20;
const search: MatchSearch = { minLength: 5, keepPerSide: 4, maxSteps: 24 };
const laneOptions: LaneOptions = { drop: 8, crowding: 32 };

/** One part: head and bzip2 stream (luat-formats 5.3). Field A stays 0, the value every module accepts. */
export function writePart(
  index: MatchIndex,
  number: number,
  direction: WriteDirection,
  prices: readonly CostModel[],
): Uint8Array {
  const start = number * ec618Limits.partBytes;
  const part = { start, end: Math.min(start + ec618Limits.partBytes, index.new.length) };
  const stream = encodeBzip2(smallestContent(index, part, direction, prices));
  const out = new Uint8Array(partHeadBytes + stream.length);
  const view = new DataView(out.buffer);
  out.set(Buffer.from('BSDIFF40', 'latin1'));
  view.setUint32(8, 0, true);
  view.setUint32(12, out.length, true);
  view.setUint32(16, part.end - part.start, true);
  out.set(stream, partHeadBytes);
  return out;
}

/** The parse whose content packs smallest. */
function smallestContent(
  index: MatchIndex,
  part: Window,
  direction: WriteDirection,
  prices: readonly CostModel[],
): Uint8Array {
  const { old: oldBytes, new: newBytes } = index;
  const { window, pointer } = direction.rulesFor(part, oldBytes.length);
  const anchors = new Set([0, oldBytes.length - newBytes.length]);
  const matches = index.findMatches(part.start, part.end, window, search);
  for (const offset of anchors) {
    const aligned = matchesAtOffset(oldBytes, newBytes, offset, part, window, search.minLength);
    for (const match of aligned) matches.push(match);
  }
  const lanes = openLanes(oldBytes, newBytes, matches, part, window, laneOptions);
  let best: Uint8Array = new Uint8Array(0);
  let bestBytes = Number.POSITIVE_INFINITY;
  const tried = new Set<string>();
  for (const price of prices) {
    const pieces = parsePart(oldBytes, newBytes, part, lanes, pointer, price);
    const key = pieces.map((piece) => `${piece.end}:${piece.offset}`).join();
    if (tried.has(key)) continue;
    tried.add(key);
    const content = writeRecords(oldBytes, newBytes, pieces, pointer);
    const bytes = estimateBzip2(content);
    if (bytes >= bestBytes) continue;
    best = content;
    bestBytes = bytes;
  }
  return best;
}
