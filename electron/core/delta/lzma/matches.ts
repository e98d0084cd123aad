import { maxMatch, minMatch } from './model.ts';

/**
 * For every position, each length that some earlier place reaches with the nearest place for it: lengths rise, distances rise
 * (counting from 0). Flat arrays: the matches of position `first + i` are `starts[i]` to `starts[i + 1]`.
 */
export interface MatchLists {
  readonly first: number;
  readonly starts: Int32Array;
  readonly lengths: Uint16Array;
  readonly distances: Int32Array;
}

export interface MatchSource {
  /** Lists that hold all positions from `from` to `to` at least. Calls never go back; arrays of a call are good until the next. */
  listsFor(from: number, to: number): MatchLists;
}

/** A search may stop in a tree after so many nodes: only data made to hurt comes that far. */
const maxSteps = 2000;
const none = -1;

/** All matches of `data`, kept for any number of passes. */
export function findMatches(data: Uint8Array, dictionaryBytes: number): MatchSource {
  const size = data.length;
  const starts = new Int32Array(size + 1);
  const found = createList(2 * size + 16);
  const look = createLook(data, dictionaryBytes, found.push);
  for (let position = 0; position < size; position += 1) {
    starts[position] = found.count();
    look(position);
  }
  starts[size] = found.count();
  const lists = { first: 0, starts, ...found.take() };
  return { listsFor: () => lists };
}

/** Positions looked at beyond those that were asked for. */
const ahead = 32 * 1024;

/** The same matches for one pass, forgotten behind it: for data whose lists would take tens of megabytes. */
export function streamMatches(data: Uint8Array, dictionaryBytes: number): MatchSource {
  const found = createList(2 * ahead);
  const look = createLook(data, dictionaryBytes, found.push);
  let starts = new Int32Array(2 * ahead);
  let first = 0;
  let next = 0;
  return {
    listsFor(from, to) {
      if (next <= to && next < data.length) {
        const gone = from - first;
        const droppedMatches = starts[gone] ?? 0;
        found.drop(droppedMatches);
        const end = Math.min(data.length, to + ahead);
        const moved = new Int32Array(end - from + 1);
        for (let i = gone; i <= next - first; i += 1) moved[i - gone] = (starts[i] ?? 0) - droppedMatches;
        starts = moved;
        first = from;
        for (; next < end; next += 1) {
          starts[next - first] = found.count();
          look(next);
        }
        starts[next - first] = found.count();
      }
      return { first, starts, ...found.take() };
    },
  };
}

/** Looks for the matches of one position after the other, by binary trees over the suffixes that begin with the same three bytes. */
function createLook(
  data: Uint8Array,
  dictionaryBytes: number,
  report: (length: number, distance: number) => void,
): (position: number) => void {
  const size = data.length;
  const hashBits = Math.min(20, Math.max(10, 32 - Math.clz32(size)));
  const roots = new Int32Array(1 << hashBits).fill(none);
  const lastPairs = new Int32Array(1 << 16).fill(none);
  const trees = createTrees(data, dictionaryBytes, report);
  return (position) => {
    if (size - position < minMatch) return;
    const pair = (data[position] ?? 0) | ((data[position + 1] ?? 0) << 8);
    const lastPair = lastPairs[pair] ?? none;
    lastPairs[pair] = position;
    if (lastPair !== none && position - lastPair <= dictionaryBytes) report(2, position - lastPair - 1);
    if (size - position < 3) return;
    const hash = Math.imul(pair | ((data[position + 2] ?? 0) << 16), 0x9e3779b1) >>> (32 - hashBits);
    trees.insert(position, roots[hash] ?? none);
    roots[hash] = position;
  };
}

interface Trees {
  /** Makes `position` the root above `root` and reports, on the way down, every length that is longer than all before. */
  insert(position: number, root: number): void;
}

function createTrees(
  data: Uint8Array,
  dictionaryBytes: number,
  report: (length: number, distance: number) => void,
): Trees {
  // children of node n: 2n is the tree of smaller suffixes, 2n + 1 that of larger ones
  const children = new Int32Array(2 * data.length).fill(none);
  // what the position before had in common with the first node it met: the next one has all of it but a byte
  let lastNode = none;
  let lastLength = 0;
  return {
    insert(position, root) {
      const limit = Math.min(maxMatch, data.length - position);
      let node = root;
      let best = 2;
      // the two open ends, where the next smaller and the next larger suffix are hung
      let openSmaller = 2 * position;
      let openLarger = 2 * position + 1;
      let smallerLength = 0;
      let largerLength = 0;
      const known = node === lastNode + 1 && node !== none + 1 ? lastLength - 1 : 0;
      lastNode = node;
      lastLength = 0;
      for (let steps = 0; steps < maxSteps; steps += 1) {
        if (node === none || position - node > dictionaryBytes) break;
        let length = smallerLength < largerLength ? smallerLength : largerLength;
        if (steps === 0 && known > length) length = known;
        while (length < limit && data[node + length] === data[position + length]) length += 1;
        if (steps === 0) lastLength = length;
        if (length > best) {
          best = length;
          report(length, position - node - 1);
        }
        if (length === limit) {
          // as far as anyone looks the two are equal: the newer one takes the older one's place
          children[openSmaller] = children[2 * node] ?? none;
          children[openLarger] = children[2 * node + 1] ?? none;
          return;
        }
        if ((data[node + length] ?? 0) < (data[position + length] ?? 0)) {
          children[openSmaller] = node;
          openSmaller = 2 * node + 1;
          smallerLength = length;
          node = children[openSmaller] ?? none;
        } else {
          children[openLarger] = node;
          openLarger = 2 * node;
          largerLength = length;
          node = children[openLarger] ?? none;
        }
      }
      children[openSmaller] = none;
      children[openLarger] = none;
    },
  };
}

interface GrowingList {
  push(length: number, distance: number): void;
  count(): number;
  /** Forgets the first ones. */
  drop(howMany: number): void;
  take(): { readonly lengths: Uint16Array; readonly distances: Int32Array };
}

function createList(capacity: number): GrowingList {
  let lengths = new Uint16Array(capacity);
  let distances = new Int32Array(capacity);
  let count = 0;
  return {
    push(length, distance) {
      if (count === lengths.length) {
        lengths = copyInto(lengths, new Uint16Array(2 * count));
        distances = copyInto(distances, new Int32Array(2 * count));
      }
      lengths[count] = length;
      distances[count] = distance;
      count += 1;
    },
    count: () => count,
    drop(howMany) {
      lengths.copyWithin(0, howMany, count);
      distances.copyWithin(0, howMany, count);
      count -= howMany;
    },
    take: () => ({ lengths: lengths.subarray(0, count), distances: distances.subarray(0, count) }),
  };
}

function copyInto<T extends Uint16Array | Int32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
