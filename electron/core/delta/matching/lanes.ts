import type { Window } from './matchIndex.ts';
import type { Seeds } from './seeds.ts';

/** A stretch of NEW over which one offset into OLD is worth considering, mismatches included. */
export interface Lane {
  readonly offset: number;
  /** First byte of NEW. */
  readonly start: number;
  /** One behind the last byte of NEW. */
  readonly end: number;
}

export interface LaneOptions {
  /** How many more mismatches than matches a stretch may cross before the lane ends. */
  readonly drop: number;
  /**
   * Length of all lanes together, as a multiple of the part, beyond which the shortest are given up. Measured on an EC618
   * pair: 6; periodic data would offer thousands of equally good lanes and the parse takes time for each.
   */
  readonly crowding: number;
}

/**
 * Widens seeds across mismatches in both directions and merges what meets at the same offset. Relocated code
 * keeps its offset over many changed address bytes, so a lane is usually much longer than its seeds. By start.
 */
export function openLanes(
  oldBytes: Uint8Array,
  newBytes: Uint8Array,
  seeds: Seeds,
  part: Window,
  window: Window,
  options: LaneOptions,
): Lane[] {
  // one number per seed, by offset and then by place: numbers sort many times faster than objects
  const span = part.end - part.start + 1;
  const keys = new Float64Array(seeds.count);
  for (let i = 0; i < keys.length; i++) {
    keys[i] = (seeds.offset(i) + newBytes.length) * span + seeds.newStart(i) - part.start;
  }
  keys.sort();
  const lanes: Lane[] = [];
  let offset = Number.NaN;
  let start = 0;
  let end = 0;
  for (const key of keys) {
    const seedOffset = Math.floor(key / span) - newBytes.length;
    const at = part.start + (key % span);
    const isSame = seedOffset === offset;
    // a seed inside a lane ends there as well: the lane would not have stopped within equal bytes
    if (isSame && at < end) continue;
    const from = widen(oldBytes, newBytes, at, seedOffset, -1, part, window, options.drop);
    const to = widen(oldBytes, newBytes, at, seedOffset, 1, part, window, options.drop);
    if (isSame && from <= end) {
      end = to;
      continue;
    }
    if (end > start) lanes.push({ offset, start, end });
    offset = seedOffset;
    start = from;
    end = to;
  }
  if (end > start) lanes.push({ offset, start, end });
  return longestWithin(lanes, options.crowding * (part.end - part.start)).sort((a, b) => a.start - b.start);
}

/** All lanes when they fit into `budget` bytes, else the longest that do. */
function longestWithin(lanes: Lane[], budget: number): Lane[] {
  let total = 0;
  for (const lane of lanes) total += lane.end - lane.start;
  if (total <= budget) return lanes;
  let left = budget;
  const longestFirst = lanes.toSorted((a, b) => b.end - b.start - (a.end - a.start));
  return longestFirst.filter((lane) => {
    left -= lane.end - lane.start;
    return left >= 0;
  });
}

/** The border with the best balance of matches over mismatches, walking from `at` in direction `step`. */
function widen(
  oldBytes: Uint8Array,
  newBytes: Uint8Array,
  at: number,
  offset: number,
  step: 1 | -1,
  part: Window,
  window: Window,
  drop: number,
): number {
  const lowest = Math.max(part.start, window.start - offset);
  const highest = Math.min(part.end, window.end - offset);
  let score = 0;
  let bestScore = 0;
  let best = at;
  for (let border = at; score > bestScore - drop; ) {
    const next = step === 1 ? border : border - 1;
    if (next < lowest || next >= highest) break;
    score += newBytes[next] === oldBytes[next + offset] ? 1 : -1;
    border += step;
    if (score > bestScore) {
      bestScore = score;
      best = border;
    }
  }
  return best;
}
