import { createBitWriter } from './bitWriter.ts';
import { type CodedBlock, codeBlock, writeBlock } from './block.ts';
import { blockCrc, combineCrc } from './crc32.ts';
import { encodeRuns, type RunPolicy } from './runLength.ts';
import type { Effort } from './tables.ts';

/**
 * Largest block after the first run-length step. The EC618's patch library works in units of 8192 bytes per level instead of
 * 100,000 and refuses more; the vendor's own streams keep 19 bytes of distance (ec7xx-delta 0).
 */
export const maxBlockBytes = 8192 - 19;

const standardRuns: RunPolicy = { plainZerosBelow: 0 };

export interface EncodeOptions {
  readonly effort: Effort;
  readonly runs: RunPolicy;
}

/** One way to cut the input into blocks. */
interface Plan {
  readonly blocks: readonly CodedBlock[];
  readonly bits: number;
}

/** `BZh1`, end mark and stream CRC. */
const streamBits = 32 + 48 + 32;

/**
 * A bzip2 stream of level 1 whose blocks have at most 8173 bytes after the first run-length step; any bzip2 decoder
 * reads it. `options.effort` trades time for size only.
 */
export function encodeBzip2(data: Uint8Array, options: Partial<EncodeOptions> = {}): Uint8Array {
  const { effort = 'thorough', runs = standardRuns } = options;
  const { blocks } = planBlocks(data, effort, runs);
  const out = createBitWriter();
  for (const char of 'BZh1') out.write(char.charCodeAt(0), 8);
  let crc = 0;
  for (const block of blocks) {
    writeBlock(out, block);
    crc = combineCrc(crc, block.crc);
  }
  out.write(0x177245, 24);
  out.write(0x385090, 24);
  out.write(crc >>> 16, 16);
  out.write(crc & 0xffff, 16);
  return out.toBytes();
}

/** Size in bytes that `encodeBzip2` would reach with this effort. */
export function bzip2Size(data: Uint8Array, options: EncodeOptions): number {
  return Math.ceil((streamBits + planBlocks(data, options.effort, options.runs).bits) / 8);
}

function planBlocks(data: Uint8Array, effort: Effort, runs: RunPolicy): Plan {
  const greedy = cut(data, maxBlockBytes, effort, runs);
  if (effort === 'quick' || greedy.blocks.length < 2) return greedy;
  const whole = encodeRuns(data, 0, data.length, data.length * 2 + 16, runs).bytes.length;
  let best = greedy;
  for (const limit of cutLimits(whole)) {
    const plan = cut(data, limit, effort, runs);
    if (plan.bits < best.bits) best = plan;
  }
  return best;
}

/** Block limits to try: the same number of blocks with even cuts, something between, and one block more. */
function cutLimits(whole: number): number[] {
  const fewest = Math.ceil(whole / maxBlockBytes);
  const even = Math.ceil(whole / fewest) + 8;
  const limits = [even, Math.floor((even + maxBlockBytes) / 2), Math.ceil(whole / (fewest + 1)) + 8];
  return limits.filter((limit) => limit > 64 && limit < maxBlockBytes);
}

function cut(data: Uint8Array, limit: number, effort: Effort, runs: RunPolicy): Plan {
  const blocks: CodedBlock[] = [];
  let bits = 0;
  for (let at = 0; at < data.length; ) {
    const block = encodeRuns(data, at, data.length, limit, runs);
    const coded = codeBlock(block.bytes, blockCrc(data.subarray(at, at + block.consumed)), effort);
    blocks.push(coded);
    bits += coded.bits;
    at += block.consumed;
  }
  return { blocks, bits };
}
