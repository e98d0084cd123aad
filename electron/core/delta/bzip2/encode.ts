import { createBitWriter } from './bitWriter.ts';
import { type CodedBlock, codeBlock, writeBlock } from './block.ts';
import { blockCrc, combineCrc } from './crc32.ts';
import { encodeRuns } from './runLength.ts';
import type { Effort } from './tables.ts';

/**
 * Largest block after the first run-length step. The EC618's patch library works in units of 8192 bytes per level instead of
 * 100,000 and refuses more; the vendor's own streams keep 19 bytes of distance (ec7xx-delta 0).
 */
export const maxBlockBytes = 8192 - 19;

/** One way to cut the input into blocks. */
interface Plan {
  readonly blocks: readonly CodedBlock[];
  readonly bits: number;
}

/** `BZh1`, end mark and stream CRC. */
const streamBits = 32 + 48 + 32;

/**
 * A bzip2 stream of level 1 whose blocks have at most 8173 bytes after the first run-length step; any bzip2 decoder
 * reads it.
 */
export function encodeBzip2(data: Uint8Array): Uint8Array {
  const { blocks } = cut(data, bestLimit(data), 'thorough');
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

/** About the size in bytes that `encodeBzip2` reaches (it does a little better), in a tenth of its time. */
export function estimateBzip2(data: Uint8Array): number {
  return Math.ceil((streamBits + cut(data, maxBlockBytes, 'quick').bits) / 8);
}

/** Where to cut: the limit whose blocks come out smallest. */
function bestLimit(data: Uint8Array): number {
  const greedy = cut(data, maxBlockBytes, 'quick');
  if (greedy.blocks.length < 2) return maxBlockBytes;
  const whole = encodeRuns(data, 0, data.length, data.length * 2).bytes.length;
  let best = maxBlockBytes;
  let bestBits = greedy.bits;
  for (const limit of cutLimits(whole)) {
    const { bits } = cut(data, limit, 'quick');
    if (bits >= bestBits) continue;
    best = limit;
    bestBits = bits;
  }
  return best;
}

/** Block limits to try: from even cuts up to the largest, for the fewest blocks and for one more. */
function cutLimits(whole: number): number[] {
  const fewest = Math.ceil(whole / maxBlockBytes);
  const limits: number[] = [];
  for (const count of [fewest, fewest + 1]) {
    const even = Math.ceil(whole / count) + 8;
    for (let step = 0; step < 4; step++) limits.push(Math.floor(even + ((maxBlockBytes - even) * step) / 4));
  }
  return limits.filter((limit) => limit >= 64 && limit < maxBlockBytes);
}

function cut(data: Uint8Array, limit: number, effort: Effort): Plan {
  const blocks: CodedBlock[] = [];
  let bits = 0;
  for (let at = 0; at < data.length; ) {
    const block = encodeRuns(data, at, data.length, limit);
    const coded = codeBlock(block.bytes, blockCrc(data.subarray(at, at + block.consumed)), effort);
    blocks.push(coded);
    bits += coded.bits;
    at += block.consumed;
  }
  return { blocks, bits };
}
