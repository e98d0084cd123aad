import type { Effort } from '../effort.ts';
import type { BitWriter } from './bitWriter.ts';
import { sortBlock } from './blockSort.ts';
import { type SymbolStream, toSymbols } from './symbols.ts';
import { chooseTables, estimateBits, groupSize, type TableChoice } from './tables.ts';

/** A block ready to be written. */
export interface CodedBlock {
  readonly crc: number;
  readonly originRow: number;
  readonly stream: SymbolStream;
  readonly choice: TableChoice;
}

/** magic 48, CRC 32, randomised 1, origin 24, ranges 16, number of tables 3, number of selectors 15. */
const fixedBits = 48 + 32 + 1 + 24 + 16 + 3 + 15;

/** Codes the bytes after the first run-length step; `crc` is the one of the bytes before it. */
export function codeBlock(runs: Uint8Array, crc: number, effort: Effort): CodedBlock {
  const { lastColumn, originRow } = sortBlock(runs);
  const stream = toSymbols(lastColumn);
  return { crc, originRow, stream, choice: chooseTables(stream, effort) };
}

/** About the bits of the block that `codeBlock` and `writeBlock` make of these bytes. */
export function estimateBlock(runs: Uint8Array): number {
  const stream = toSymbols(sortBlock(runs).lastColumn);
  let bits = fixedBits + estimateBits(stream);
  for (let range = 0; range < 16; range++) if (rangeMask(stream.used, range) !== 0) bits += 16;
  return bits;
}

export function writeBlock(out: BitWriter, block: CodedBlock): void {
  out.write(0x314159, 24);
  out.write(0x265359, 24);
  out.write(block.crc >>> 16, 16);
  out.write(block.crc & 0xffff, 16);
  out.write(0, 1);
  out.write(block.originRow, 24);
  writeUsedBytes(out, block.stream.used);
  writeSelectors(out, block.choice);
  for (const table of block.choice.tables) writeTable(out, table);
  writeSymbols(out, block);
}

/** 16 flags, first byte value in the highest bit. */
function rangeMask(used: Uint8Array, range: number): number {
  let mask = 0;
  for (let i = 0; i < 16; i++) mask = (mask << 1) | (used[range * 16 + i] ?? 0);
  return mask;
}

function writeUsedBytes(out: BitWriter, used: Uint8Array): void {
  const masks = Array.from({ length: 16 }, (_, range) => rangeMask(used, range));
  for (const mask of masks) out.write(mask === 0 ? 0 : 1, 1);
  for (const mask of masks) if (mask !== 0) out.write(mask, 16);
}

function writeSelectors(out: BitWriter, choice: TableChoice): void {
  out.write(choice.tables.length, 3);
  out.write(choice.selectors.length, 15);
  const front = choice.tables.map((_, table) => table);
  for (const selector of choice.selectors) {
    const position = front.indexOf(selector);
    front.splice(position, 1);
    front.unshift(selector);
    for (let i = 0; i < position; i++) out.write(1, 1);
    out.write(0, 1);
  }
}

function writeTable(out: BitWriter, lengths: Uint8Array): void {
  let current = lengths[0] ?? 1;
  out.write(current, 5);
  for (const length of lengths) {
    for (; current < length; current++) out.write(2, 2);
    for (; current > length; current--) out.write(3, 2);
    out.write(0, 1);
  }
}

function writeSymbols(out: BitWriter, block: CodedBlock): void {
  const { symbols } = block.stream;
  const codes = block.choice.tables.map(canonicalCodes);
  for (let g = 0, i = 0; i < symbols.length; g++) {
    const table = block.choice.selectors[g] ?? 0;
    const code = codes[table];
    const lengths = block.choice.tables[table];
    for (const end = Math.min(symbols.length, i + groupSize); i < end; i++) {
      const symbol = symbols[i] ?? 0;
      out.write(code?.[symbol] ?? 0, lengths?.[symbol] ?? 0);
    }
  }
}

/** Codes in order of length, then symbol. */
function canonicalCodes(lengths: Uint8Array): Uint32Array {
  const codes = new Uint32Array(lengths.length);
  let code = 0;
  for (let length = 1; length <= 20; length++) {
    for (let s = 0; s < lengths.length; s++) {
      if (lengths[s] !== length) continue;
      codes[s] = code;
      code++;
    }
    code *= 2;
  }
  return codes;
}
