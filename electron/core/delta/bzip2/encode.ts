import type { Effort } from '../effort.ts';
import { createBitWriter } from './bitWriter.ts';
import { codeBlock, estimateBlock, writeBlock } from './block.ts';
import { blockCrc, combineCrc } from './crc32.ts';
import { encodeRuns } from './runLength.ts';

/**
 * Largest block after the first run-length step. The EC618's patch library works in units of 8192 bytes per level instead of
 * 100,000 and refuses more; the vendor's own streams keep 19 bytes of distance (ec7xx-delta 0).
 */
export const maxBlockBytes = 8192 - 19;

/** Where to cut matters most where there are few cuts. */
const fewBlocks = 3;

/** `BZh1`, end mark and stream CRC. */
const streamBits = 32 + 48 + 32;

/**
 * A bzip2 stream of level 1 whose blocks have at most 8173 bytes after the first run-length step; any bzip2 decoder
 * reads it.
 */
export function encodeBzip2(data: Uint8Array, effort: Effort = 'full'): Uint8Array {
  const ways = effort === 'full' ? bestCuts(data) : [cut(data, maxBlockBytes)];
  const streams = ways.map((cuts) => encodeCuts(data, cuts, effort));
  return streams.reduce((best, stream) => (stream.length < best.length ? stream : best));
}

function encodeCuts(data: Uint8Array, cuts: readonly Cut[], effort: Effort): Uint8Array {
  const out = createBitWriter();
  for (const char of 'BZh1') out.write(char.charCodeAt(0), 8);
  let crc = 0;
  for (const { runs, start, end } of cuts) {
    const block = codeBlock(runs, blockCrc(data.subarray(start, end)), effort);
    writeBlock(out, block);
    crc = combineCrc(crc, block.crc);
  }
  out.write(0x177245, 24);
  out.write(0x385090, 24);
  out.write(crc >>> 16, 16);
  out.write(crc & 0xffff, 16);
  return out.toBytes();
}

/** About the size in bytes that `encodeBzip2` reaches, in a small part of its time. */
export function estimateBzip2(data: Uint8Array): number {
  return Math.ceil((streamBits + estimateCuts(cut(data, maxBlockBytes))) / 8);
}

/** Where to cut: the ways whose blocks come out smallest by estimate; one where it hardly matters. */
function bestCuts(data: Uint8Array): (readonly Cut[])[] {
  const greedy = cut(data, maxBlockBytes);
  if (greedy.length < 2) return [greedy];
  const whole = encodeRuns(data, 0, data.length, data.length * 2).bytes.length;
  const ways = [maxBlockBytes, ...cutLimits(whole)].map((limit) => {
    const cuts = cut(data, limit);
    return { cuts, bits: estimateCuts(cuts) };
  });
  ways.sort((a, b) => a.bits - b.bits);
  return ways.slice(0, greedy.length <= fewBlocks ? 2 : 1).map(({ cuts }) => cuts);
}

/** Block limits to try: from even cuts up to the largest, for the fewest blocks and for one more. */
function cutLimits(whole: number): number[] {
  const fewest = Math.ceil(whole / maxBlockBytes);
  const limits: number[] = [];
  const steps = fewest <= fewBlocks ? 4 : 1;
  for (const count of [fewest, fewest + 1]) {
    const even = Math.ceil(whole / count) + 8;
    for (let step = 0; step < steps; step++)
      limits.push(Math.floor(even + ((maxBlockBytes - even) * step) / steps));
  }
  return limits.filter((limit) => limit >= 64 && limit < maxBlockBytes);
}

/** One block to be: its bytes after the first run-length step, and what of the input they stand for. */
interface Cut {
  readonly runs: Uint8Array;
  readonly start: number;
  readonly end: number;
}

function cut(data: Uint8Array, limit: number): Cut[] {
  const cuts: Cut[] = [];
  for (let start = 0; start < data.length; ) {
    const { bytes, consumed } = encodeRuns(data, start, data.length, limit);
    cuts.push({ runs: bytes, start, end: start + consumed });
    start += consumed;
  }
  return cuts;
}

function estimateCuts(cuts: readonly Cut[]): number {
  return cuts.reduce((bits, { runs }) => bits + estimateBlock(runs), 0);
}
