import { damagedPackage, wrongBase } from '../../ec618/apply/damaged.ts';
import { moduleCrc } from './crc.ts';
import { type Block, mostBlocks, readBundle } from './readBundle.ts';
import type { Bulk } from './readPack.ts';
import { unpackBundle } from './unpackBundle.ts';

type FlashBulk = Extract<Bulk, { kind: 'flash' }>;

const blockBytes = 0x10000;

/** What a piece may read: OLD, and what the package itself has written. Everything else in flash is unknown. */
interface Flash {
  /** Place of the first byte on the chip. */
  readonly base: number;
  readonly bytes: Uint8Array;
  /** 1 where the content is known. */
  readonly known: Uint8Array;
}

export interface RebuiltFlash {
  readonly bytes: Uint8Array;
  readonly blockCount: number;
}

/**
 * Runs the blocks in their listed order on a model of the flash, in place: each block is put together in RAM, checked, and
 * replaces 64 KiB of flash, which the blocks after it read (luat-formats 6.2). NEW is what lies between the base and the end
 * of the last block.
 *
 * Throws `delta.wrongBase` {check: oldBytes | oldCrc} and `delta.damagedPackage`.
 */
export function rebuildFlash(pack: Uint8Array, bulk: FlashBulk, old: Uint8Array): RebuiltFlash {
  checkBase(bulk, old);
  const blocks = bulk.bundles.flatMap(({ offset, bytes }) => {
    // differences and pieces of a full flash, with as much again for the table
    const most = 2 * mostBlocks * blockBytes;
    return readBundle(unpackBundle(pack.subarray(offset, offset + bytes), offset, most));
  });
  const flash = openFlash(bulk.base, old, blocks);
  const ends = blocks.map((block) => runBlock(block, flash));
  return { bytes: flash.bytes.slice(0, wholeImage(ends)), blockCount: ends.length };
}

function checkBase(bulk: FlashBulk, old: Uint8Array): void {
  const image = bulk.flash;
  if (bulk.oldBytes !== old.length) {
    const found = `${old.length} bytes`;
    throw wrongBase({ check: 'oldBytes', offset: 0, expected: `${bulk.oldBytes} bytes`, found, image });
  }
  const crc = moduleCrc(old);
  if (crc !== bulk.oldCrc) {
    throw wrongBase({ check: 'oldCrc', offset: 0, expected: hex(bulk.oldCrc), found: hex(crc), image });
  }
}

/** Flash as far as OLD or any block reaches. */
function openFlash(base: number, old: Uint8Array, blocks: readonly Block[]): Flash {
  const places = blocks.map(({ newPos }) => newPos - base);
  const wrong = places.find(
    (place) => place < 0 || place % blockBytes !== 0 || place >= mostBlocks * blockBytes,
  );
  if (wrong !== undefined)
    throw fault('block.newPos', `whole blocks from ${hex(base)} on`, String(base + wrong));
  const size = Math.max(old.length, ...places.map((place) => place + blockBytes));
  const flash = { base, bytes: new Uint8Array(size), known: new Uint8Array(size) };
  flash.bytes.set(old);
  flash.known.fill(1, 0, old.length);
  return flash;
}

/** Returns where the block ends, counted from the base. */
function runBlock(block: Block, flash: Flash): number {
  const bytes = putTogether(block, flash);
  const crc = moduleCrc(bytes);
  if (crc !== block.newCrc) throw fault('block.newCrc', hex(block.newCrc), hex(crc));
  const start = block.newPos - flash.base;
  flash.known.fill(0, start, start + blockBytes);
  flash.bytes.set(bytes, start);
  flash.known.fill(1, start, start + bytes.length);
  return start + bytes.length;
}

function putTogether(block: Block, flash: Flash): Uint8Array {
  const total = block.pieces.reduce((sum, { diffs, extras }) => sum + diffs.length + extras.length, 0);
  if (total === 0 || total > blockBytes) {
    throw fault('block.size', `1 to ${blockBytes} bytes`, `${total} at ${hex(block.newPos)}`);
  }
  const out = new Uint8Array(total);
  let at = 0;
  for (const { oldPos, diffs, extras } of block.pieces) {
    const from = oldPos - flash.base;
    for (let k = 0; k < diffs.length; k++) {
      if (flash.known[from + k] !== 1) {
        const found = `${hex(oldPos + k)} for block ${hex(block.newPos)}`;
        throw fault('piece.oldPos', 'flash with known content', found);
      }
      out[at + k] = (flash.bytes[from + k] ?? 0) + (diffs[k] ?? 0);
    }
    out.set(extras, at + diffs.length);
    at += diffs.length + extras.length;
  }
  return out;
}

/** Blocks must join into one image without a hole; only the last may be short. */
function wholeImage(ends: readonly number[]): number {
  const sorted = [...ends].sort((a, b) => a - b);
  for (const [index, end] of sorted.entries()) {
    const full = (index + 1) * blockBytes;
    if (end === full || (index === sorted.length - 1 && end > full - blockBytes && end < full)) continue;
    throw fault('bulk.blocks', `a block that ends at ${hex(full)}`, hex(end));
  }
  return sorted.at(-1) ?? 0;
}

/** Inside a bundle no offset of the file can be named; the check and the block say where. */
function fault(check: string, expected: string, found: string): Error {
  return damagedPackage({ check, offset: 0, expected, found });
}

const hex = (value: number): string => `0x${value.toString(16)}`;
