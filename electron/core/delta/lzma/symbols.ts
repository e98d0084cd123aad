import {
  afterLiteral,
  afterMatch,
  afterRep,
  afterShortRep,
  at,
  firstMatchedState,
  lengthAt,
  lengthState,
  literalCoderSize,
  minMatch,
  slotOf,
} from './model.ts';
import type { LzmaProps } from './props.ts';
import type { RangeEncoder } from './rangeEncoder.ts';

/** What a step of a parse is: a literal, the repeated distance 0 to 3, or `newDistance + distance`. */
export const literalStep = -1;
export const newDistance = 4;

/** The coder's side of a stream: the model as adapted so far, and where it stands. */
export interface SymbolWriter {
  readonly model: Uint16Array;
  readonly position: number;
  readonly state: number;
  /** The last four distances, counting from 0. */
  readonly reps: Int32Array;
  /** Codes one step of `length` bytes; a repeated distance 0 of length 1 is the short one. */
  write(step: number, length: number): void;
}

export function createSymbolWriter(
  data: Uint8Array,
  props: LzmaProps,
  model: Uint16Array,
  coder: RangeEncoder,
): SymbolWriter {
  const positionMask = (1 << props.pb) - 1;
  const literalMask = (1 << props.lp) - 1;
  const reps = new Int32Array(4);
  let position = 0;
  let state = 0;

  const tree = (base: number, bits: number, value: number): void => {
    let node = 1;
    for (let i = bits - 1; i >= 0; i -= 1) {
      const bit = (value >>> i) & 1;
      coder.bit(model, base + node, bit);
      node = (node << 1) | bit;
    }
  };
  const reverseTree = (base: number, bits: number, value: number): void => {
    let node = 1;
    for (let i = 0; i < bits; i += 1) {
      const bit = (value >>> i) & 1;
      coder.bit(model, base + node, bit);
      node = (node << 1) | bit;
    }
  };
  const literal = (): void => {
    const before = position === 0 ? 0 : (data[position - 1] ?? 0);
    const coderIndex = ((position & literalMask) << props.lc) + (before >>> (8 - props.lc));
    const base = at.literal + literalCoderSize * coderIndex;
    const byte = data[position] ?? 0;
    let beside = state >= firstMatchedState ? (data[position - (reps[0] ?? 0) - 1] ?? 0) : 0;
    // 0x100 while the byte still agrees with the match byte, which chooses another tree by its next bit
    let agrees = state >= firstMatchedState ? 0x100 : 0;
    let node = 1;
    for (let i = 7; i >= 0; i -= 1) {
      const bit = (byte >>> i) & 1;
      beside <<= 1;
      const besideBit = beside & agrees;
      coder.bit(model, base + agrees + besideBit + node, bit);
      node = (node << 1) | bit;
      if (agrees !== 0 && besideBit !== bit << 8) agrees = 0;
    }
    state = afterLiteral[state] ?? 0;
  };
  const lengthOf = (base: number, length: number, positionState: number): void => {
    const value = length - minMatch;
    coder.bit(model, base + lengthAt.choice, value < 8 ? 0 : 1);
    if (value < 8) {
      tree(base + lengthAt.low + (positionState << 3), 3, value);
      return;
    }
    coder.bit(model, base + lengthAt.choice2, value < 16 ? 0 : 1);
    if (value < 16) tree(base + lengthAt.mid + (positionState << 3), 3, value - 8);
    else tree(base + lengthAt.high, 8, value - 16);
  };
  const distanceOf = (distance: number, length: number): void => {
    const slot = slotOf(distance);
    tree(at.slot + (lengthState(length) << 6), 6, slot);
    if (slot < 4) return;
    const bits = (slot >> 1) - 1;
    const base = (2 | (slot & 1)) << bits;
    const below = distance - base;
    if (slot < 14) {
      reverseTree(at.special + base - slot, bits, below);
      return;
    }
    coder.direct(below >>> 4, bits - 4);
    reverseTree(at.align, 4, below & 15);
  };
  const repeated = (which: number, length: number, positionState: number): void => {
    coder.bit(model, at.isRepG0 + state, which === 0 ? 0 : 1);
    if (which === 0) coder.bit(model, at.isRep0Long + (state << 4) + positionState, length === 1 ? 0 : 1);
    else {
      coder.bit(model, at.isRepG1 + state, which === 1 ? 0 : 1);
      if (which > 1) coder.bit(model, at.isRepG2 + state, which === 2 ? 0 : 1);
    }
    const distance = reps[which] ?? 0;
    reps.copyWithin(1, 0, which);
    reps[0] = distance;
    if (length > 1) lengthOf(at.repLength, length, positionState);
    state = (length > 1 ? afterRep : afterShortRep)[state] ?? 0;
  };
  return {
    model,
    reps,
    get position() {
      return position;
    },
    get state() {
      return state;
    },
    write(step, length) {
      const positionState = position & positionMask;
      coder.bit(model, at.isMatch + (state << 4) + positionState, step === literalStep ? 0 : 1);
      if (step === literalStep) literal();
      else {
        coder.bit(model, at.isRep + state, step < newDistance ? 1 : 0);
        if (step < newDistance) repeated(step, length, positionState);
        else {
          const distance = step - newDistance;
          lengthOf(at.matchLength, length, positionState);
          distanceOf(distance, length);
          reps.copyWithin(1, 0, 3);
          reps[0] = distance;
          state = afterMatch[state] ?? 0;
        }
      }
      position += length;
    },
  };
}
