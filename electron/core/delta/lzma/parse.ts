/**
 * The optimal parse. Longer than most files: it is one shortest-path search over (position, last four distances), and its inner
 * loop runs some hundred times per byte, so that it lives in flat arrays and in one function per kind of step.
 */
import type { MatchLists, MatchSource } from './matches.ts';
import {
  afterLiteral,
  afterMatch,
  afterRep,
  afterShortRep,
  at,
  firstMatchedState,
  lengthState,
  maxMatch,
  slotOf,
} from './model.ts';
import {
  bitPrice,
  createPriceList,
  lengthRow,
  literalPrice,
  matchedLiteralPrice,
  nearDistances,
  onePrice,
  takePrices,
  zeroPrice,
} from './prices.ts';
import type { LzmaProps } from './props.ts';
import { literalStep, newDistance } from './symbols.ts';

export interface ParseSettings {
  /** Ways kept per position; they differ in their last distances. */
  readonly ways: number;
  /** How many of the cheapest ways at a position go on with new distances. */
  readonly matchWays: number;
  /** A match of this length is taken without looking at its parts. */
  readonly niceLength: number;
  /** Bytes that one search looks ahead. */
  readonly windowBytes: number;
  /** Bytes at the end of a search that are searched again, because what follows them was not seen. */
  readonly overlapBytes: number;
}

/** Where a search begins. */
export interface ParseStart {
  readonly position: number;
  readonly state: number;
  readonly reps: Int32Array;
}

/** Steps of one search, the first first: what (see symbols.ts) and how many bytes. */
export interface Steps {
  readonly steps: readonly number[];
  readonly lengths: readonly number[];
}

export interface Parser {
  /** The cheapest next steps under the prices of `model`; at least one. */
  next(start: ParseStart, model: Uint16Array): Steps;
}

/** A way that is dearer than the cheapest one to the same place by so much never wins: 16 bits. */
const margin = 16 * bitPrice;
/** A copy that leads so much farther for so little more leaves nothing to gain between. */
const farBytes = 32;
const littleMore = 5 * bitPrice;

export function createParser(
  data: Uint8Array,
  source: MatchSource,
  props: LzmaProps,
  settings: ParseSettings,
): Parser {
  const { ways, matchWays, niceLength, windowBytes, overlapBytes } = settings;
  const positionMask = (1 << props.pb) - 1;
  const literalMask = (1 << props.lp) - 1;
  const prices = createPriceList();
  let model: Uint16Array = new Uint16Array(0);
  let origin = 0;
  // where the search ends: no copy goes beyond
  let lastNode = 0;
  // the farthest place that a copy reaches so far
  let farNode = 0;
  let matches: MatchLists = source.listsFor(0, 0);

  // one way per slot; the slots of a position are sorted by cost
  const positions = windowBytes + maxMatch + 1;
  const count = new Uint8Array(positions);
  const cost = new Int32Array(positions * ways);
  const state = new Uint8Array(positions * ways);
  const rep0 = new Int32Array(positions * ways);
  const rep1 = new Int32Array(positions * ways);
  const rep2 = new Int32Array(positions * ways);
  const rep3 = new Int32Array(positions * ways);
  const cameFrom = new Int32Array(positions * ways);
  const step = new Int32Array(positions * ways);

  /** Offers a way to reach `to`. Ways with the same distances and kind of state go on alike, so only the cheaper one stays. */
  function offer(
    to: number,
    offered: number,
    from: number,
    how: number,
    nextState: number,
    r0: number,
    r1: number,
    r2: number,
    r3: number,
  ): void {
    const first = to * ways;
    const have = count[to] ?? 0;
    if (have === ways && offered >= (cost[first + have - 1] ?? 0)) return;
    let hole = have;
    for (let i = 0; i < have; i += 1) {
      const slot = first + i;
      if (rep0[slot] !== r0 || rep1[slot] !== r1 || rep2[slot] !== r2 || rep3[slot] !== r3) continue;
      if ((state[slot] ?? 0) >= firstMatchedState !== nextState >= firstMatchedState) continue;
      if (offered >= (cost[slot] ?? 0)) return;
      hole = i;
      break;
    }
    if (hole === have) {
      if (have < ways) count[to] = have + 1;
      else hole = have - 1;
    }
    let slot = first + hole;
    for (; slot > first && (cost[slot - 1] ?? 0) > offered; slot -= 1) {
      cost[slot] = cost[slot - 1] ?? 0;
      state[slot] = state[slot - 1] ?? 0;
      rep0[slot] = rep0[slot - 1] ?? 0;
      rep1[slot] = rep1[slot - 1] ?? 0;
      rep2[slot] = rep2[slot - 1] ?? 0;
      rep3[slot] = rep3[slot - 1] ?? 0;
      cameFrom[slot] = cameFrom[slot - 1] ?? 0;
      step[slot] = step[slot - 1] ?? 0;
    }
    cost[slot] = offered;
    state[slot] = nextState;
    rep0[slot] = r0;
    rep1[slot] = r1;
    rep2[slot] = r2;
    rep3[slot] = r3;
    cameFrom[slot] = from;
    step[slot] = how;
  }

  function matchLength(position: number, distance: number): number {
    const source = position - distance - 1;
    if (source < 0) return 0;
    const limit = Math.min(maxMatch, data.length - position);
    let length = 0;
    while (length < limit && data[source + length] === data[position + length]) length += 1;
    return length;
  }

  function offerLiteral(position: number, slot: number, isMatchPrice: number): void {
    const before = position === 0 ? 0 : (data[position - 1] ?? 0);
    const coderIndex = ((position & literalMask) << props.lc) + (before >>> (8 - props.lc));
    const byte = data[position] ?? 0;
    const here = state[slot] ?? 0;
    const r0 = rep0[slot] ?? 0;
    const price =
      here < firstMatchedState
        ? literalPrice(model, coderIndex, byte)
        : matchedLiteralPrice(model, coderIndex, byte, data[position - r0 - 1] ?? 0);
    offer(
      position - origin + 1,
      (cost[slot] ?? 0) + isMatchPrice + price,
      slot,
      literalStep,
      afterLiteral[here] ?? 0,
      r0,
      rep1[slot] ?? 0,
      rep2[slot] ?? 0,
      rep3[slot] ?? 0,
    );
  }

  /** The price of choosing repeated distance `which`, without the length. */
  function repPrice(here: number, positionState: number, which: number): number {
    const g0 = model[at.isRepG0 + here] ?? 0;
    if (which === 0)
      return (zeroPrice[g0] ?? 0) + (onePrice[model[at.isRep0Long + (here << 4) + positionState] ?? 0] ?? 0);
    const g1 = model[at.isRepG1 + here] ?? 0;
    if (which === 1) return (onePrice[g0] ?? 0) + (zeroPrice[g1] ?? 0);
    const g2 = model[at.isRepG2 + here] ?? 0;
    return (onePrice[g0] ?? 0) + (onePrice[g1] ?? 0) + ((which === 2 ? zeroPrice[g2] : onePrice[g2]) ?? 0);
  }

  /** Offers the lengths `from` to `to` of a repeated distance. */
  function offerRep(
    position: number,
    slot: number,
    which: number,
    price: number,
    from: number,
    to: number,
  ): void {
    const row = (position & positionMask) * lengthRow;
    const nextState = afterRep[state[slot] ?? 0] ?? 0;
    const a = rep0[slot] ?? 0;
    const b = rep1[slot] ?? 0;
    const c = rep2[slot] ?? 0;
    const d = rep3[slot] ?? 0;
    const r0 = which === 0 ? a : which === 1 ? b : which === 2 ? c : d;
    const r1 = which === 0 ? b : a;
    const r2 = which < 2 ? c : b;
    const r3 = which < 3 ? d : c;
    const node = position - origin;
    const last = Math.min(to, lastNode - node);
    if (node + last > farNode) farNode = node + last;
    for (let length = from; length <= last; length += 1)
      offer(
        node + length,
        price + (prices.repLength[row + length] ?? 0),
        slot,
        which,
        nextState,
        r0,
        r1,
        r2,
        r3,
      );
  }

  function distancePrice(distance: number, ofLength: number): number {
    if (distance < nearDistances) return prices.near[ofLength * nearDistances + distance] ?? 0;
    return (prices.slot[(ofLength << 6) + slotOf(distance)] ?? 0) + (prices.align[distance & 15] ?? 0);
  }

  /** Offers the lengths `from` to `to` of a new distance. */
  function offerMatch(
    position: number,
    slot: number,
    distance: number,
    price: number,
    from: number,
    to: number,
  ): void {
    const row = (position & positionMask) * lengthRow;
    const nextState = afterMatch[state[slot] ?? 0] ?? 0;
    const r1 = rep0[slot] ?? 0;
    const r2 = rep1[slot] ?? 0;
    const r3 = rep2[slot] ?? 0;
    const node = position - origin;
    let ofLength = -1;
    let ofDistance = 0;
    const last = Math.min(to, lastNode - node);
    if (node + last > farNode) farNode = node + last;
    for (let length = from; length <= last; length += 1) {
      const next = lengthState(length);
      if (next !== ofLength) {
        ofLength = next;
        ofDistance = distancePrice(distance, next);
      }
      const total = price + ofDistance + (prices.matchLength[row + length] ?? 0);
      offer(node + length, total, slot, newDistance + distance, nextState, distance, r1, r2, r3);
    }
  }

  /** Whether a long copy from before leads far beyond this place for hardly more: then no copy that begins here is better. */
  function isPassed(node: number): boolean {
    return farNode - node >= farBytes && (cost[farNode * ways] ?? 0) <= (cost[node * ways] ?? 0) + littleMore;
  }

  /** All steps that go on from one way. */
  function goOn(position: number, slot: number, withMatches: boolean): void {
    const here = state[slot] ?? 0;
    const positionState = position & positionMask;
    const isMatch = model[at.isMatch + (here << 4) + positionState] ?? 0;
    offerLiteral(position, slot, zeroPrice[isMatch] ?? 0);
    if (isPassed(position - origin)) return;
    const isRep = model[at.isRep + here] ?? 0;
    const base = (cost[slot] ?? 0) + (onePrice[isMatch] ?? 0);
    offerReps(position, slot, base + (onePrice[isRep] ?? 0));
    if (!withMatches) return;
    const price = base + (zeroPrice[isRep] ?? 0);
    const last = matches.starts[position - matches.first + 1] ?? 0;
    let from = 2;
    for (let i = matches.starts[position - matches.first] ?? 0; i < last; i += 1) {
      const length = matches.lengths[i] ?? 0;
      offerMatch(position, slot, matches.distances[i] ?? 0, price, from, length);
      from = length + 1;
    }
  }

  /** Offers the short step and every length of the four repeated distances. */
  function offerReps(position: number, slot: number, base: number): void {
    const here = state[slot] ?? 0;
    const positionState = position & positionMask;
    const r0 = rep0[slot] ?? 0;
    if (position > r0 && data[position] === data[position - r0 - 1]) {
      const long = model[at.isRep0Long + (here << 4) + positionState] ?? 0;
      const price = (zeroPrice[model[at.isRepG0 + here] ?? 0] ?? 0) + (zeroPrice[long] ?? 0);
      const nextState = afterShortRep[here] ?? 0;
      const node = position - origin + 1;
      offer(node, base + price, slot, 0, nextState, r0, rep1[slot] ?? 0, rep2[slot] ?? 0, rep3[slot] ?? 0);
    }
    for (let which = 0; which < 4; which += 1) {
      const distance = (which === 0 ? rep0 : which === 1 ? rep1 : which === 2 ? rep2 : rep3)[slot] ?? 0;
      const length = matchLength(position, distance);
      if (length < 2) continue;
      offerRep(position, slot, which, base + repPrice(here, positionState, which), 2, length);
    }
  }

  /** The longest thing that could be copied from here, by the cheapest way's distances or a new one. */
  function longestAt(position: number, node: number): number {
    const last = (matches.starts[position - matches.first + 1] ?? 0) - 1;
    let longest = last >= (matches.starts[position - matches.first] ?? 0) ? (matches.lengths[last] ?? 0) : 0;
    for (const reps of [rep0, rep1, rep2, rep3]) {
      const length = matchLength(position, reps[node * ways] ?? 0);
      if (length > longest) longest = length;
    }
    return longest;
  }

  /** Only the full length of everything that reaches `niceLength`: its parts are not worth the time. */
  function goOnLong(position: number, slot: number, length: number): void {
    const here = state[slot] ?? 0;
    const positionState = position & positionMask;
    const isMatch = model[at.isMatch + (here << 4) + positionState] ?? 0;
    const isRep = model[at.isRep + here] ?? 0;
    const base = (cost[slot] ?? 0) + (onePrice[isMatch] ?? 0);
    for (let which = 0; which < 4; which += 1) {
      const distance = (which === 0 ? rep0 : which === 1 ? rep1 : which === 2 ? rep2 : rep3)[slot] ?? 0;
      if (matchLength(position, distance) < length) continue;
      const price = base + (onePrice[isRep] ?? 0) + repPrice(here, positionState, which);
      offerRep(position, slot, which, price, length, length);
    }
    const last = (matches.starts[position - matches.first + 1] ?? 0) - 1;
    if (last < (matches.starts[position - matches.first] ?? 0) || (matches.lengths[last] ?? 0) < length)
      return;
    offerMatch(position, slot, matches.distances[last] ?? 0, base + (zeroPrice[isRep] ?? 0), length, length);
  }

  function traceBack(node: number, keepUpTo: number): Steps {
    const steps: number[] = [];
    const lengths: number[] = [];
    let slot = node * ways;
    while (slot >= ways) {
      const from = cameFrom[slot] ?? 0;
      const begin = Math.floor(from / ways);
      if (begin < keepUpTo) {
        steps.push(step[slot] ?? 0);
        lengths.push(Math.floor(slot / ways) - begin);
      }
      slot = from;
    }
    return { steps: steps.reverse(), lengths: lengths.reverse() };
  }

  return {
    next(start, under) {
      model = under;
      origin = start.position;
      takePrices(prices, model, props);
      const end = Math.min(windowBytes, data.length - origin);
      matches = source.listsFor(origin, origin + end);
      lastNode = end;
      farNode = 0;
      count.fill(0);
      count[0] = 1;
      cost[0] = 0;
      state[0] = start.state;
      rep0[0] = start.reps[0] ?? 0;
      rep1[0] = start.reps[1] ?? 0;
      rep2[0] = start.reps[2] ?? 0;
      rep3[0] = start.reps[3] ?? 0;
      for (let node = 0; node < end; node += 1) {
        const position = origin + node;
        const have = count[node] ?? 0;
        const longest = longestAt(position, node);
        if (longest >= niceLength) {
          count.fill(0, node + 1);
          lastNode = node + longest;
          for (let i = 0; i < have; i += 1) goOnLong(position, node * ways + i, longest);
          return traceBack(node + longest, node + 1);
        }
        const first = node * ways;
        const dearest = (cost[first] ?? 0) + margin;
        for (let i = 0; i < have && (cost[first + i] ?? 0) <= dearest; i += 1)
          goOn(position, first + i, i < matchWays);
      }
      const isLast = origin + end === data.length;
      return traceBack(end, isLast ? end : Math.max(1, end - overlapBytes));
    },
  };
}
