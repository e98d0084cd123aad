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

/**
 * The cheapest way through one part under a price list: at each byte either stay in a lane, write the byte out, or open a
 * record in another lane. Shortest path over (byte, lane); time is the sum of the lanes' lengths.
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
  const byStart = [...lanes].sort((a, b) => a.start - b.start);
  const laneCost = new Float64Array(byStart.length);
  const entered = byStart.map((lane) => new Uint8Array(lane.end - lane.start));
  const bestLane = new Int32Array(size + 1).fill(-1);
  const literalCameFromLane = new Int32Array(size + 1).fill(-1);
  let literal = 0;
  let best = 0;
  let bestIs = -1;
  let nextLane = 0;
  let active: number[] = [];
  for (let k = 0; k < size; k++) {
    const at = part.start + k;
    while (nextLane < byStart.length && (byStart[nextLane]?.start ?? 0) <= at) {
      laneCost[nextLane] = Number.POSITIVE_INFINITY;
      active.push(nextLane);
      nextLane++;
    }
    bestLane[k] = bestIs;
    // a byte written out follows whatever was cheapest up to here
    literalCameFromLane[k] = best < literal ? bestIs : -1;
    const value = newBytes[at] ?? 0;
    const literalNext = Math.min(literal, best) + (costs.literal[value] ?? 0);
    let nextBest = literalNext;
    let nextBestIs = -1;
    let ended = false;
    for (let a = 0; a < active.length; a++) {
      const l = active[a] ?? 0;
      const lane = byStart[l];
      if (lane === undefined) continue;
      if (lane.end <= at) {
        ended = true;
        continue;
      }
      const jump = k === 0 ? (lane.offset === startOffset ? 0 : 2 * costs.record) : costs.record;
      let cost = laneCost[l] ?? 0;
      if (best + jump < cost) {
        cost = best + jump;
        const marks = entered[l];
        if (marks !== undefined) marks[at - lane.start] = 1;
      }
      cost += costs.diff[(value - (oldBytes[at + lane.offset] ?? 0)) & 0xff] ?? 0;
      laneCost[l] = cost;
      if (cost < nextBest) {
        nextBest = cost;
        nextBestIs = l;
      }
    }
    if (ended) active = active.filter((l) => (byStart[l]?.end ?? 0) > at);
    literal = literalNext;
    best = nextBest;
    bestIs = nextBestIs;
  }
  bestLane[size] = bestIs;
  return trace(part, byStart, entered, bestLane, literalCameFromLane);
}

/** Follows the decisions back from the end of the part. */
function trace(
  part: Window,
  lanes: readonly Lane[],
  entered: readonly Uint8Array[],
  bestLane: Int32Array,
  literalCameFromLane: Int32Array,
): Piece[] {
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
      const from = literalCameFromLane[k] ?? -1;
      if (from >= 0) {
        close(null);
        state = from;
      } else if (k === 0) close(null);
      continue;
    }
    const lane = lanes[state];
    if (lane === undefined) break;
    k--;
    if (entered[state]?.[part.start + k - lane.start] === 1) {
      close(lane.offset);
      state = bestLane[k] ?? -1;
    }
  }
  return pieces.reverse();
}
