/**
 * How large the reference coder of bzip2 makes something in blocks of at most 8173 bytes: its rule for the number of tables, its first
 * guess, four rounds, and plain Huffman lengths. Block sort and symbols are facts of the format and come from the product.
 */
import { sortBlock } from '../../electron/core/delta/bzip2/blockSort.ts';
import { tableBits } from '../../electron/core/delta/bzip2/codeLengths.ts';
import { groupCount, groupSize, splitBySymbols } from '../../electron/core/delta/bzip2/groups.ts';
import { encodeRuns } from '../../electron/core/delta/bzip2/runLength.ts';
import { type SymbolStream, toSymbols } from '../../electron/core/delta/bzip2/symbols.ts';

const streamBits = 32 + 48 + 32;
const blockHeadBits = 48 + 32 + 1 + 24 + 16 + 3 + 15;
const blockBytes = 8173;
const rounds = 4;

export function plainBzip2Bytes(data: Uint8Array): number {
  let bits = streamBits;
  for (let at = 0; at < data.length; ) {
    const { bytes, consumed } = encodeRuns(data, at, data.length, blockBytes);
    const stream = toSymbols(sortBlock(bytes).lastColumn);
    bits += blockHeadBits + usedBits(stream.used) + codedBits(stream);
    at += consumed;
  }
  return Math.ceil(bits / 8);
}

function usedBits(used: Uint8Array): number {
  let bits = 0;
  for (let range = 0; range < 16; range++)
    if (used.subarray(range * 16, range * 16 + 16).includes(1)) bits += 16;
  return bits;
}

function tableCount(symbols: number): number {
  if (symbols < 200) return 2;
  if (symbols < 600) return 3;
  if (symbols < 1200) return 4;
  return symbols < 2400 ? 5 : 6;
}

function codedBits(stream: SymbolStream): number {
  const count = tableCount(stream.symbols.length);
  let selectors = splitBySymbols(stream, count);
  let tables: Uint8Array[] = [];
  for (let round = 0; round < rounds; round++) {
    tables = countsOf(stream, selectors, count).map(huffmanLengths);
    selectors = cheapestTables(stream, tables);
  }
  let bits = tables.reduce((sum, table) => sum + tableBits(table), 0);
  const front = tables.map((_, table) => table);
  selectors.forEach((table, group) => {
    const position = front.indexOf(table);
    front.splice(position, 1);
    front.unshift(table);
    bits += position + 1 + groupBits(stream, group, tables[table] ?? new Uint8Array(0));
  });
  return bits;
}

function countsOf(
  { symbols, alphabetSize }: SymbolStream,
  selectors: Uint8Array,
  count: number,
): Int32Array[] {
  const counts = Array.from({ length: count }, () => new Int32Array(alphabetSize));
  symbols.forEach((symbol, i) => {
    const row = counts[selectors[Math.floor(i / groupSize)] ?? 0];
    if (row !== undefined) row[symbol] = (row[symbol] ?? 0) + 1;
  });
  return counts;
}

function cheapestTables(stream: SymbolStream, tables: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from({ length: groupCount(stream) }, (_, group) => {
    const bits = tables.map((table) => groupBits(stream, group, table));
    return bits.indexOf(Math.min(...bits));
  });
}

function groupBits({ symbols }: SymbolStream, group: number, table: Uint8Array): number {
  let bits = 0;
  const end = Math.min(symbols.length, (group + 1) * groupSize);
  for (let i = group * groupSize; i < end; i++) bits += table[symbols[i] ?? 0] ?? 0;
  return bits;
}

/** Depths of a Huffman tree in which every symbol counts at least once. */
function huffmanLengths(counts: Int32Array): Uint8Array {
  let open = Array.from(counts, (count, symbol) => ({ weight: Math.max(1, count), symbols: [symbol] }));
  const lengths = new Uint8Array(counts.length);
  while (open.length > 1) {
    open.sort((a, b) => b.weight - a.weight);
    const [a, b] = open.splice(-2);
    if (a === undefined || b === undefined) break;
    const symbols = [...a.symbols, ...b.symbols];
    for (const symbol of symbols) lengths[symbol] = (lengths[symbol] ?? 0) + 1;
    open = [...open, { weight: a.weight + b.weight, symbols }];
  }
  return lengths;
}
