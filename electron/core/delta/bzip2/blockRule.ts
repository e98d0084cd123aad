/**
 * An independent look at a bzip2 stream: walks its blocks without undoing the block sort and reports how many bytes each
 * has after the first run-length step. It shares nothing with the encoder beside it.
 *
 * The EC618's patch library decodes with work arrays of 8192 bytes per level instead of 100,000 (ec7xx-delta 0), so a stream
 * that every other decoder accepts can still be refused by the module.
 */
import { type BitReader, createBitReader } from './blockRuleBits.ts';
import { BlockRuleError } from './blockRuleError.ts';

/** Largest block the EC618 takes at level 1, after the first run-length step (ec7xx-delta 0). */
export const ec618MaxBlockBytes = 8192;

export interface BlockReport {
  /** Where the block begins in the stream. */
  readonly bitOffset: number;
  /** Bytes after the first run-length step: what the 8 KiB limit is about. */
  readonly runLengthBytes: number;
}

export interface StreamReport {
  /** Digit of the head `BZh1`. */
  readonly level: number;
  readonly blocks: readonly BlockReport[];
  /** Length of the stream in bytes, counted from its head; the input may be longer. */
  readonly sizeBytes: number;
}

const blockMagic = 0x314159265359;
const endMagic = 0x177245385090;
/** No part of a 480 KiB package needs more; bounds the work on hostile input. */
const maxBlocks = 4096;

/** Walks all blocks. Throws `BlockRuleError` for damage; sizes are reported, not judged (see `enforceBlockRule`). */
export function walkBlocks(stream: Uint8Array): StreamReport {
  const bits = createBitReader(stream);
  const head = [bits.read(8), bits.read(8), bits.read(8)];
  const level = bits.read(8) - 0x30;
  if (String.fromCharCode(...head) !== 'BZh' || level < 1 || level > 9) {
    throw new BlockRuleError(
      'bzip2Head',
      0,
      'BZh1 to BZh9',
      Buffer.from(stream.subarray(0, 4)).toString('hex'),
    );
  }
  const blocks: BlockReport[] = [];
  for (;;) {
    const bitOffset = bits.position;
    const magic = bits.read(24) * 2 ** 24 + bits.read(24);
    if (magic === endMagic) break;
    if (magic !== blockMagic || blocks.length >= maxBlocks) {
      throw new BlockRuleError('blockMagic', bits.byteOffset, 'a block or the end mark', magic.toString(16));
    }
    blocks.push({ bitOffset, runLengthBytes: walkBlock(bits, level) });
  }
  bits.read(16);
  bits.read(16);
  return { level, blocks, sizeBytes: Math.ceil(bits.position / 8) };
}

/** The EC618's rule: level 1, no block above 8192 bytes. Throws `BlockRuleError`. */
export function enforceBlockRule(report: StreamReport): void {
  if (report.level !== 1) {
    throw new BlockRuleError('bzip2Level', 3, 'level 1', `level ${report.level}`);
  }
  for (const block of report.blocks) {
    if (block.runLengthBytes <= ec618MaxBlockBytes) continue;
    const at = Math.floor(block.bitOffset / 8);
    throw new BlockRuleError(
      'blockSize',
      at,
      `at most ${ec618MaxBlockBytes} bytes`,
      `${block.runLengthBytes}`,
    );
  }
}

/** Reads one block after its magic; returns its size after the first run-length step. */
function walkBlock(bits: BitReader, level: number): number {
  bits.read(16);
  bits.read(16);
  const randomised = bits.read(1);
  if (randomised !== 0) throw new BlockRuleError('randomised', bits.byteOffset, '0', '1');
  const origin = bits.read(24);
  const alphabet = readUsedCount(bits) + 2;
  const selectors = readSelectors(bits);
  const tables = Array.from({ length: selectors.tables }, () => readDecoder(bits, alphabet));
  const size = countBytes(bits, tables, selectors.list, alphabet - 1, level * 100_000);
  if (origin >= size) throw new BlockRuleError('origin', bits.byteOffset, `below ${size}`, `${origin}`);
  return size;
}

function readUsedCount(bits: BitReader): number {
  const ranges = bits.read(16);
  let used = 0;
  for (let range = 15; range >= 0; range--) {
    if (((ranges >> range) & 1) === 0) continue;
    for (let flags = bits.read(16); flags !== 0; flags &= flags - 1) used++;
  }
  if (used === 0) throw new BlockRuleError('usedBytes', bits.byteOffset, 'at least one byte value', 'none');
  return used;
}

function readSelectors(bits: BitReader): { tables: number; list: number[] } {
  const tables = bits.read(3);
  if (tables < 2 || tables > 6)
    throw new BlockRuleError('tableCount', bits.byteOffset, '2 to 6', `${tables}`);
  const count = bits.read(15);
  const order = Array.from({ length: tables }, (_, table) => table);
  const list: number[] = [];
  for (let i = 0; i < count; i++) {
    let position = 0;
    while (bits.read(1) === 1) position++;
    const [chosen] = order.splice(position, 1);
    if (chosen === undefined) {
      throw new BlockRuleError('selector', bits.byteOffset, `below ${tables}`, `${position}`);
    }
    order.unshift(chosen);
    list.push(chosen);
  }
  return { tables, list };
}

/** A canonical code: for each length the first code and its symbols in order. */
interface Decoder {
  readonly firstCode: readonly number[];
  readonly symbolsOf: readonly (readonly number[])[];
}

const longestCode = 20;

function readDecoder(bits: BitReader, alphabet: number): Decoder {
  const symbolsOf: number[][] = Array.from({ length: longestCode + 1 }, () => []);
  let length = bits.read(5);
  for (let symbol = 0; symbol < alphabet; symbol++) {
    while (length >= 1 && length <= longestCode && bits.read(1) === 1) length += bits.read(1) === 0 ? 1 : -1;
    if (length < 1 || length > longestCode) {
      throw new BlockRuleError('codeLength', bits.byteOffset, `1 to ${longestCode}`, `${length}`);
    }
    symbolsOf[length]?.push(symbol);
  }
  const firstCode: number[] = [0];
  for (let l = 1; l <= longestCode; l++) {
    firstCode.push(((firstCode[l - 1] ?? 0) + (symbolsOf[l - 1]?.length ?? 0)) * 2);
  }
  return { firstCode, symbolsOf };
}

/** Adds up what the symbols stand for: a literal is one byte, a run of RUNA and RUNB a number in bijective base 2. */
function countBytes(
  bits: BitReader,
  tables: readonly Decoder[],
  selectors: readonly number[],
  endSymbol: number,
  limit: number,
): number {
  let size = 0;
  let weight = 1;
  for (let read = 0; ; read++) {
    const table = tables[selectors[Math.floor(read / 50)] ?? -1];
    if (table === undefined)
      throw new BlockRuleError('selectorCount', bits.byteOffset, 'more selectors', 'none left');
    const symbol = readSymbol(bits, table);
    if (symbol === endSymbol) break;
    if (symbol <= 1) {
      size += weight * (symbol + 1);
      weight *= 2;
    } else {
      size++;
      weight = 1;
    }
    if (size > limit)
      throw new BlockRuleError('blockSize', bits.byteOffset, `at most ${limit} bytes`, `${size}`);
  }
  return size;
}

function readSymbol(bits: BitReader, table: Decoder): number {
  let code = 0;
  for (let length = 1; length <= longestCode; length++) {
    code = code * 2 + bits.read(1);
    const symbol = table.symbolsOf[length]?.[code - (table.firstCode[length] ?? 0)];
    if (symbol !== undefined) return symbol;
  }
  throw new BlockRuleError('code', bits.byteOffset, 'a code of the table', code.toString(2));
}
