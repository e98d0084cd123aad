import { createHash } from 'node:crypto';
import { damagedOta } from './damaged.ts';
import type { OtaHeader } from './readHeader.ts';
import { unpackLzma } from './unpackLzma.ts';

/** What one sector writes into flash (luat-formats 3.2). */
export interface OtaSector {
  readonly startAddress: number;
  readonly bytes: Uint8Array;
  /** Of the packed blocks, headers included. */
  readonly packedBytes: number;
  readonly blockCount: number;
  /** Where the next sector begins. */
  readonly end: number;
}

const headBytes = 36;
const blockHeadBytes = 10;
const blockBytes = 0x40000;
/** Reads the sector at `start`, which may unpack to at most `mostBytes`. */
export function readSector(
  file: Uint8Array,
  start: number,
  { magic, common }: OtaHeader,
  mostBytes: number,
): OtaSector {
  if (common.end - start < headBytes)
    throw damagedOta('sector.head', start, `${headBytes} bytes`, `${common.end - start} bytes`);
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  const word = (at: number): number => view.getUint32(start + at, true);
  must('sector.magic', start, magic, word(0));
  const packedBytes = word(4);
  const dataBytes = word(8);
  const end = start + headBytes + packedBytes;
  if (end > common.end)
    throw damagedOta('sector.length', start + 4, common.end - start - headBytes, packedBytes);
  if (dataBytes === 0 || dataBytes > mostBytes || dataBytes === packedBytes)
    throw damagedOta('sector.dataLength', start + 8, `1 to ${mostBytes}, not ${packedBytes}`, dataBytes);
  must('sector.blockLength', start + 28, blockBytes, word(28));
  const bytes = new Uint8Array(dataBytes);
  const blockCount = readBlocks(file, start + headBytes, end, bytes);
  const expected = Buffer.from(file.subarray(start + 12, start + 28)).toString('hex');
  const found = createHash('md5').update(bytes).digest('hex');
  if (expected !== found) throw damagedOta('sector.md5', start + 12, expected, found);
  return { startAddress: word(32), bytes, packedBytes, blockCount, end };
}

function readBlocks(file: Uint8Array, start: number, end: number, into: Uint8Array): number {
  let at = start;
  let count = 0;
  for (let done = 0; done < into.length; done += blockBytes) {
    const wanted = Math.min(blockBytes, into.length - done);
    const { bytes, next } = readBlock(file, at, end, wanted);
    into.set(bytes, done);
    at = next;
    count += 1;
  }
  must('sector.blocks', start, end, at);
  return count;
}

function readBlock(
  file: Uint8Array,
  at: number,
  end: number,
  wanted: number,
): { readonly bytes: Uint8Array; readonly next: number } {
  if (end - at < blockHeadBytes)
    throw damagedOta('block.head', at, `${blockHeadBytes} bytes`, `${end - at} bytes`);
  must('block.propsLength', at, 5, file[at] ?? 0);
  const props = file.subarray(at + 1, at + 6);
  const size = new DataView(file.buffer, file.byteOffset + at + 6, 4).getUint32(0, true);
  const body = at + blockHeadBytes;
  const next = body + size;
  if (next > end) throw damagedOta('block.size', at + 6, end - body, size);
  const packed = file.subarray(body, next);
  if (props[0] !== 0) return { bytes: unpackLzma(props, packed, wanted, at), next };
  // a first byte of 0 says that the bytes are stored
  must('block.size', at + 6, wanted, size);
  return { bytes: packed, next };
}

function must(check: string, offset: number, expected: number, found: number): void {
  if (expected !== found) throw damagedOta(check, offset, expected, found);
}
