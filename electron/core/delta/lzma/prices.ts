import { at, lengthAt, literalCoderSize, maxMatch, minMatch } from './model.ts';
import type { LzmaProps } from './props.ts';

/** Prices are bits times this. */
export const bitPrice = 64;

/** What a bit costs by the probability of a zero. */
export const zeroPrice = new Int32Array(2049);
export const onePrice = new Int32Array(2049);
for (let chance = 1; chance < 2048; chance += 1) {
  zeroPrice[chance] = Math.round(-Math.log2(chance / 2048) * bitPrice);
  onePrice[chance] = Math.round(-Math.log2(1 - chance / 2048) * bitPrice);
}

const slots = 64;
/** Distances below this have a price of their own; the others are put together from slot, plain bits and align bits. */
export const nearDistances = 128;
const lengths = maxMatch + 1;

/** What everything that is not a literal costs under one model; taken once for a stretch of data. */
export interface PriceList {
  /** [position state][length], for a new and for a repeated distance. */
  readonly matchLength: Int32Array;
  readonly repLength: Int32Array;
  /** [length state][distance]. */
  readonly near: Int32Array;
  /** [length state][slot], the plain bits included. */
  readonly slot: Int32Array;
  readonly align: Int32Array;
}

/** Row lengths of `matchLength`/`repLength`. */
export const lengthRow = lengths;

export function createPriceList(): PriceList {
  return {
    matchLength: new Int32Array(16 * lengths),
    repLength: new Int32Array(16 * lengths),
    near: new Int32Array(4 * nearDistances),
    slot: new Int32Array(4 * slots),
    align: new Int32Array(16),
  };
}

/** Fills the list from a model. */
export function takePrices(list: PriceList, model: Uint16Array, { pb }: LzmaProps): void {
  takeLengths(list.matchLength, model, at.matchLength, 1 << pb);
  takeLengths(list.repLength, model, at.repLength, 1 << pb);
  for (let below = 0; below < 16; below += 1) list.align[below] = reverseTreePrice(model, at.align, 4, below);
  for (let state = 0; state < 4; state += 1) {
    for (let slot = 0; slot < slots; slot += 1) {
      const plainBits = slot < 14 ? 0 : (slot >> 1) - 5;
      list.slot[state * slots + slot] =
        treePrice(model, at.slot + state * slots, 6, slot) + plainBits * bitPrice;
    }
  }
  takeNear(list, model);
}

function takeNear(list: PriceList, model: Uint16Array): void {
  for (let distance = 0; distance < nearDistances; distance += 1) {
    const top = 31 - Math.clz32(distance);
    const slot = distance < 4 ? distance : (top << 1) | ((distance >>> (top - 1)) & 1);
    let below = 0;
    if (slot >= 4) {
      const bits = (slot >> 1) - 1;
      const base = (2 | (slot & 1)) << bits;
      below = reverseTreePrice(model, at.special + base - slot, bits, distance - base);
    }
    for (let state = 0; state < 4; state += 1)
      list.near[state * nearDistances + distance] = (list.slot[state * slots + slot] ?? 0) + below;
  }
}

function takeLengths(into: Int32Array, model: Uint16Array, base: number, positionStates: number): void {
  const choice = model[base + lengthAt.choice] ?? 0;
  const choice2 = model[base + lengthAt.choice2] ?? 0;
  const low = zeroPrice[choice] ?? 0;
  const mid = (onePrice[choice] ?? 0) + (zeroPrice[choice2] ?? 0);
  const high = (onePrice[choice] ?? 0) + (onePrice[choice2] ?? 0);
  for (let positionState = 0; positionState < positionStates; positionState += 1) {
    const row = positionState * lengths + minMatch;
    for (let value = 0; value < 8; value += 1) {
      const inRow = base + (positionState << 3);
      into[row + value] = low + treePrice(model, inRow + lengthAt.low, 3, value);
      into[row + 8 + value] = mid + treePrice(model, inRow + lengthAt.mid, 3, value);
    }
    for (let value = 0; value < 256; value += 1)
      into[row + 16 + value] =
        positionState === 0
          ? high + treePrice(model, base + lengthAt.high, 8, value)
          : (into[18 + value] ?? 0);
  }
}

function treePrice(model: Uint16Array, base: number, bits: number, value: number): number {
  let price = 0;
  for (let node = value | (1 << bits); node > 1; node >>>= 1) {
    const chance = model[base + (node >>> 1)] ?? 0;
    price += ((node & 1) === 0 ? zeroPrice[chance] : onePrice[chance]) ?? 0;
  }
  return price;
}

function reverseTreePrice(model: Uint16Array, base: number, bits: number, value: number): number {
  let price = 0;
  let node = 1;
  for (let i = 0; i < bits; i += 1) {
    const bit = (value >>> i) & 1;
    const chance = model[base + node] ?? 0;
    price += (bit === 0 ? zeroPrice[chance] : onePrice[chance]) ?? 0;
    node = (node << 1) | bit;
  }
  return price;
}

/** The price of a literal that stands after something else than a match. */
export function literalPrice(model: Uint16Array, coderIndex: number, byte: number): number {
  return treePrice(model, at.literal + literalCoderSize * coderIndex, 8, byte);
}

/** The price of a literal after a match, beside the byte at the last distance. */
export function matchedLiteralPrice(
  model: Uint16Array,
  coderIndex: number,
  byte: number,
  matchByte: number,
): number {
  const base = at.literal + literalCoderSize * coderIndex;
  let price = 0;
  let beside = matchByte;
  let agrees = 0x100;
  let node = 1;
  for (let i = 7; i >= 0; i -= 1) {
    const bit = (byte >>> i) & 1;
    beside <<= 1;
    const besideBit = beside & agrees;
    const chance = model[base + agrees + besideBit + node] ?? 0;
    price += (bit === 0 ? zeroPrice[chance] : onePrice[chance]) ?? 0;
    node = (node << 1) | bit;
    if (agrees !== 0 && besideBit !== bit << 8) agrees = 0;
  }
  return price;
}
