import type { BitSink } from './bits.ts';
import { codeWords, limitedLengths } from './codes.ts';
import type { Step } from './parse.ts';
import {
  distanceRange,
  distanceSymbols,
  endOfBlock,
  lengthOrder,
  lengthRange,
  literalSymbols,
} from './tables.ts';

export interface Counts {
  readonly literal: Uint32Array;
  readonly distance: Uint32Array;
}

/** How often each symbol occurs, the end of the block included. */
export function countSteps(data: Uint8Array, start: number, steps: readonly Step[]): Counts {
  const literal = new Uint32Array(literalSymbols);
  const distance = new Uint32Array(distanceSymbols);
  let at = start;
  for (const step of steps) {
    const symbol = step.distance === 0 ? (data[at] ?? 0) : lengthRange(step.length).symbol;
    literal[symbol] = (literal[symbol] ?? 0) + 1;
    const far = distanceRange(step.distance).symbol;
    if (step.distance > 0) distance[far] = (distance[far] ?? 0) + 1;
    at += step.length;
  }
  literal[endOfBlock] = 1;
  return { literal, distance };
}

/** One block with codes of its own (RFC 1951, 3.2.7). */
export function putBlock(
  sink: BitSink,
  data: Uint8Array,
  start: number,
  steps: readonly Step[],
  last: boolean,
): void {
  const counts = countSteps(data, start, steps);
  const literal = limitedLengths(counts.literal, 15);
  const distance = limitedLengths(counts.distance, 15);
  // a block without copies still sends one distance code
  if (distance.every((bits) => bits === 0)) distance[0] = 1;
  sink.put(last ? 1 : 0, 1);
  sink.put(2, 2);
  putLengths(sink, literal, distance);
  const literalWords = codeWords(literal);
  const distanceWords = codeWords(distance);
  let at = start;
  for (const step of steps) {
    if (step.distance === 0) putWord(data[at] ?? 0, literalWords, literal);
    else {
      const long = lengthRange(step.length);
      putWord(long.symbol, literalWords, literal);
      sink.put(step.length - long.base, long.extraBits);
      const far = distanceRange(step.distance);
      putWord(far.symbol, distanceWords, distance);
      sink.put(step.distance - far.base, far.extraBits);
    }
    at += step.length;
  }
  putWord(endOfBlock, literalWords, literal);

  function putWord(symbol: number, words: Uint16Array, lengths: Uint8Array): void {
    sink.put(words[symbol] ?? 0, lengths[symbol] ?? 0);
  }
}

/** Both tables as one run of lengths, repetitions shortened, under a third code. */
function putLengths(sink: BitSink, literal: Uint8Array, distance: Uint8Array): void {
  const literalCount = Math.max(257, used(literal));
  const distanceCount = Math.max(1, used(distance));
  const runs = shorten([...literal.subarray(0, literalCount), ...distance.subarray(0, distanceCount)]);
  const counts = new Uint32Array(19);
  for (const { symbol } of runs) counts[symbol] = (counts[symbol] ?? 0) + 1;
  const lengths = limitedLengths(counts, 7);
  const words = codeWords(lengths);
  const ordered = lengthOrder.map((symbol) => lengths[symbol] ?? 0);
  const orderedCount = Math.max(4, ordered.findLastIndex((bits) => bits > 0) + 1);
  sink.put(literalCount - 257, 5);
  sink.put(distanceCount - 1, 5);
  sink.put(orderedCount - 4, 4);
  for (const bits of ordered.slice(0, orderedCount)) sink.put(bits, 3);
  for (const { symbol, extra, extraBits } of runs) {
    sink.put(words[symbol] ?? 0, lengths[symbol] ?? 0);
    sink.put(extra, extraBits);
  }
}

function used(lengths: Uint8Array): number {
  return lengths.findLastIndex((bits) => bits > 0) + 1;
}

interface Run {
  readonly symbol: number;
  readonly extra: number;
  readonly extraBits: number;
}

/** 16 repeats the last length 3 to 6 times, 17 and 18 stand for 3 to 10 and 11 to 138 zeros. */
function shorten(lengths: readonly number[]): Run[] {
  const runs: Run[] = [];
  for (let at = 0; at < lengths.length; ) {
    const value = lengths[at] ?? 0;
    let count = 1;
    while (at + count < lengths.length && lengths[at + count] === value) count++;
    at += count;
    if (value !== 0) {
      runs.push({ symbol: value, extra: 0, extraBits: 0 });
      count--;
    }
    while (count > 0) {
      const taken = value === 0 ? takeZeros(runs, count) : takeRepeats(runs, value, count);
      count -= taken;
    }
  }
  return runs;
}

function takeZeros(runs: Run[], count: number): number {
  if (count >= 11) {
    const taken = Math.min(count, 138);
    runs.push({ symbol: 18, extra: taken - 11, extraBits: 7 });
    return taken;
  }
  if (count >= 3) {
    runs.push({ symbol: 17, extra: count - 3, extraBits: 3 });
    return count;
  }
  runs.push({ symbol: 0, extra: 0, extraBits: 0 });
  return 1;
}

function takeRepeats(runs: Run[], value: number, count: number): number {
  if (count >= 3) {
    const taken = Math.min(count, 6);
    runs.push({ symbol: 16, extra: taken - 3, extraBits: 2 });
    return taken;
  }
  runs.push({ symbol: value, extra: 0, extraBits: 0 });
  return 1;
}
