import { farthest, longestMatch } from './tables.ts';

/**
 * For each place, where each length is found nearest: `lengths` grow, and so do `distances`. Chains over three equal bytes,
 * followed for `steps` places at most.
 */
export interface Matches {
  at(place: number): { readonly lengths: readonly number[]; readonly distances: readonly number[] };
}

export interface SearchEffort {
  readonly steps: number;
  readonly niceLength: number;
}

const nothing = { lengths: [], distances: [] };

export function findMatches(data: Uint8Array, effort: SearchEffort): Matches {
  const heads = new Int32Array(1 << 16).fill(-1);
  const before = new Int32Array(data.length);
  const found = Array.from({ length: data.length }, (_, place) => {
    if (place + 3 > data.length) return nothing;
    const hash = hashOf(data, place);
    const result = follow(data, before, place, heads[hash] ?? -1, effort);
    before[place] = heads[hash] ?? -1;
    heads[hash] = place;
    return result;
  });
  return { at: (place) => found[place] ?? nothing };
}

function hashOf(data: Uint8Array, at: number): number {
  const three = ((data[at] ?? 0) << 16) | ((data[at + 1] ?? 0) << 8) | (data[at + 2] ?? 0);
  return (Math.imul(three, 0x9e3779b1) >>> 16) & 0xffff;
}

function follow(
  data: Uint8Array,
  before: Int32Array,
  place: number,
  start: number,
  { steps, niceLength }: SearchEffort,
): { lengths: number[]; distances: number[] } {
  const lengths: number[] = [];
  const distances: number[] = [];
  const limit = Math.min(longestMatch, data.length - place);
  let best = 2;
  for (let at = start, left = steps; at >= 0 && place - at <= farthest && left > 0; left--) {
    if (data[at + best] === data[place + best]) {
      let length = 0;
      while (length < limit && data[at + length] === data[place + length]) length++;
      if (length > best) {
        best = length;
        lengths.push(length);
        distances.push(place - at);
        if (length === limit || length >= niceLength) break;
      }
    }
    at = before[at] ?? -1;
  }
  return { lengths, distances };
}
