import type { Lane } from './lanes.ts';
import type { Window } from './matchIndex.ts';

/** Estimated price of each thing a delta can contain, in bits after compression. */
export interface CostModel {
  /** By difference (new - old, mod 256); entry 0 is the price of a byte that fits. */
  readonly diff: Float64Array;
  /** By byte value, for a byte that is written out. */
  readonly literal: Float64Array;
  /** A new record: three numbers and the interruption. */
  readonly record: number;
}

/** A stretch of NEW: copied from `offset` with differences, or written out when `offset` is null. */
export interface Piece {
  readonly start: number;
  readonly end: number;
  readonly offset: number | null;
}

/** Working memory of a parse, kept from one to the next. */
interface Desk {
  /** Flags per byte of each lane: a record is opened there. */
  entered: Uint8Array;
  /** Per byte: the lane that was cheapest up to there, -1 for a byte written out. */
  bestLane: Int32Array;
  /** Per byte written out: the lane before it, -1 for another byte written out. */
  literalAfter: Int32Array;
}

const desk: Desk = {
  entered: new Uint8Array(0),
  bestLane: new Int32Array(0),
  literalAfter: new Int32Array(0),
};

/** Where the flags of each lane begin in `entered`; all flags cleared. */
function clearDesk(lanes: readonly Lane[], size: number): Int32Array {
  const flagsAt = new Int32Array(lanes.length);
  let total = 0;
  for (const [l, lane] of lanes.entries()) {
    flagsAt[l] = total;
    total += lane.end - lane.start;
  }
  if (desk.entered.length < total) desk.entered = new Uint8Array(total);
  else desk.entered.fill(0, 0, total);
  if (desk.bestLane.length <= size) {
    desk.bestLane = new Int32Array(size + 1);
    desk.literalAfter = new Int32Array(size + 1);
  }
  return flagsAt;
}

/**
 * The cheapest way through one part under a price list: at each byte either stay in a lane, write the byte out, or open a
 * record in another lane. Shortest path over (byte, lane); time is the sum of the lanes' lengths. `lanes` come by start.
 * `startOffset` is where the device's old pointer stands at the beginning, so a first record there costs no jump.
 */
export function parsePart(
  oldBytes: Uint8Array,
  newBytes: Uint8Array,
  part: Window,
  lanes: readonly Lane[],
  startOffset: number,
  costs: CostModel,
): Piece[] {
  const size = part.end - part.start;
  const flagsAt = clearDesk(lanes, size);
  const { entered, bestLane, literalAfter } = desk;
  const { diff, literal, record } = costs;
  // the lanes that are open at this byte, in order of their start
  const open = new Int32Array(lanes.length);
  const openOffset = new Int32Array(lanes.length);
  const openEnd = new Int32Array(lanes.length);
  const openFlags = new Int32Array(lanes.length);
  const openCost = new Float64Array(lanes.length);
  let openCount = 0;
  let nextLane = 0;
  let nextStart = lanes[0]?.start ?? part.end;
  let nextEnd = part.end;
  let literalCost = 0;
  let best = 0;
  let bestIs = -1;
  for (let k = 0; k < size; k++) {
    const at = part.start + k;
    if (at >= nextEnd) {
      let kept = 0;
      nextEnd = part.end;
      for (let a = 0; a < openCount; a++) {
        const end = openEnd[a] ?? 0;
        if (end <= at) continue;
        if (end < nextEnd) nextEnd = end;
        open[kept] = open[a] ?? 0;
        openOffset[kept] = openOffset[a] ?? 0;
        openEnd[kept] = end;
        openFlags[kept] = openFlags[a] ?? 0;
        openCost[kept] = openCost[a] ?? 0;
        kept++;
      }
      openCount = kept;
    }
    while (nextStart <= at && nextLane < lanes.length) {
      const lane = lanes[nextLane];
      if (lane === undefined) break;
      open[openCount] = nextLane;
      openOffset[openCount] = lane.offset;
      openEnd[openCount] = lane.end;
      openFlags[openCount] = (flagsAt[nextLane] ?? 0) - lane.start;
      openCost[openCount] = Number.POSITIVE_INFINITY;
      openCount++;
      if (lane.end < nextEnd) nextEnd = lane.end;
      nextLane++;
      nextStart = lanes[nextLane]?.start ?? part.end;
    }
    bestLane[k] = bestIs;
    // a byte written out follows whatever was cheapest up to here
    literalAfter[k] = best < literalCost ? bestIs : -1;
    const value = newBytes[at] ?? 0;
    literalCost = Math.min(literalCost, best) + (literal[value] ?? 0);
    const enter = best + record;
    best = literalCost;
    bestIs = -1;
    for (let a = 0; a < openCount; a++) {
      const offset = openOffset[a] ?? 0;
      let cost = openCost[a] ?? 0;
      // the first record of a part first has to move the pointer, which takes a record of its own
      const entry = k === 0 ? (offset === startOffset ? 0 : 2 * record) : enter;
      if (entry < cost) {
        cost = entry;
        entered[(openFlags[a] ?? 0) + at] = 1;
      }
      cost += diff[(value - (oldBytes[at + offset] ?? 0)) & 0xff] ?? 0;
      openCost[a] = cost;
      if (cost < best) {
        best = cost;
        bestIs = open[a] ?? 0;
      }
    }
  }
  bestLane[size] = bestIs;
  return trace(part, lanes, flagsAt);
}

/** Follows the decisions on the desk back from the end of the part. */
function trace(part: Window, lanes: readonly Lane[], flagsAt: Int32Array): Piece[] {
  const { entered, bestLane, literalAfter } = desk;
  const pieces: Piece[] = [];
  let k = part.end - part.start;
  let state = bestLane[k] ?? -1;
  let end = k;
  const close = (offset: number | null): void => {
    if (end > k) pieces.push({ start: part.start + k, end: part.start + end, offset });
    end = k;
  };
  while (k > 0) {
    if (state < 0) {
      k--;
      const from = literalAfter[k] ?? -1;
      if (from >= 0) {
        close(null);
        state = from;
      } else if (k === 0) close(null);
      continue;
    }
    const lane = lanes[state];
    if (lane === undefined) break;
    k--;
    if (entered[(flagsAt[state] ?? 0) + part.start + k - lane.start] === 1) {
      close(lane.offset);
      state = bestLane[k] ?? -1;
    }
  }
  return pieces.reverse();
}
