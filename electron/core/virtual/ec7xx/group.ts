import { decompress } from 'lzma1';
import { latin1Text, viewOf } from '../bytes.ts';
import { decodeStream } from '../ec618/bzipStream.ts';
import { PackageRefused } from '../luatAt/refusal.ts';
import { createCursor, need } from './cursor.ts';

/** One part of a group, unpacked: records of bytes to add, new bytes and a jump of the old pointer. */
export interface GroupPart {
  readonly sizeBytes: number;
  readonly records: readonly PatchRecord[];
}

export interface PatchRecord {
  readonly diff: Uint8Array;
  readonly extra: Uint8Array;
  readonly jump: number;
}

interface Move {
  readonly add: number;
  readonly insert: number;
  readonly jump: number;
}

/** A part never makes more; keeps damaged numbers from asking for memory. */
const mostPartBytes = 256 * 1024;
const mostParts = 32;
const lzmaHeaderBytes = 13;

/**
 * Unpacks a group of either method (luat-formats 5.5, 5.6; ec7xx-delta 3).
 * @throws PackageRefused `format`, `stream`, `records`
 */
export function decodeGroup(group: Uint8Array): readonly GroupPart[] {
  const mark = latin1Text(group.subarray(0, 8));
  if (mark === 'ECBZHEAD') return [decodeBzipGroup(group)];
  need(mark === 'ECHEADER', 'a group starts with neither ECHEADER nor ECBZHEAD');
  const cursor = createCursor(group, 'a group');
  cursor.bytes(8);
  const controlLength = cursor.u32();
  const controlPacked = cursor.u8() === 1;
  const extraLength = cursor.u32();
  const extraPacked = cursor.u8() === 1;
  const diffLength = cursor.u32();
  const control = unpack(cursor.bytes(controlLength), controlPacked);
  const extra = unpack(cursor.bytes(extraLength), extraPacked);
  // The length counts one byte more than the stream, and that byte may be missing.
  const stream = cursor.rest().subarray(0, diffLength);
  return joinParts(control, extra, stream);
}

function joinParts(control: Uint8Array, extra: Uint8Array, stream: Uint8Array): readonly GroupPart[] {
  const moves = readControl(control);
  const whole = moves.reduce((sum, part) => sum + 4 + part.diffBytes, 0);
  const diff = createCursor(decodeStream(stream, whole), 'bytes to add');
  const fresh = createCursor(extra, 'new bytes');
  need(/^EXTBK_.\0$/s.test(latin1Text(fresh.bytes(8))), 'new bytes do not start with EXTBK_');
  const parts = moves.map(({ sizeBytes, list, diffBytes, extraBytes }) => {
    if (diff.u32() !== diffBytes || fresh.u32() !== extraBytes)
      throw new PackageRefused('records', 'records and their bytes have different lengths');
    const records = list.map((move) => ({
      diff: diff.bytes(move.add),
      extra: fresh.bytes(move.insert),
      jump: move.jump,
    }));
    return { sizeBytes, records };
  });
  need(fresh.isAtEnd(), 'more new bytes than records');
  return parts;
}

function unpack(bytes: Uint8Array, packed: boolean): Uint8Array {
  return packed ? unpackLzma(bytes, mostPartBytes * mostParts) : bytes;
}

/**
 * An LZMA-alone stream of a known length, `5D 00 00 01 00` and the length before the data.
 * @throws PackageRefused `stream`
 */
export function unpackLzma(bytes: Uint8Array, mostBytes: number): Uint8Array {
  if (bytes.length < lzmaHeaderBytes || bytes[0] !== 0x5d)
    throw new PackageRefused('stream', 'expected an LZMA stream with 5D at its start');
  const view = viewOf(bytes);
  const length = view.getUint32(5, true) + view.getUint32(9, true) * 2 ** 32;
  if (length > mostBytes)
    throw new PackageRefused('stream', `stream unpacks to ${length} bytes, expected at most ${mostBytes}`);
  try {
    const unpacked = decompress(bytes);
    if (unpacked.length === length) return unpacked;
  } catch (error) {
    throw new PackageRefused('stream', error instanceof Error ? error.message : String(error));
  }
  throw new PackageRefused('stream', `stream does not unpack to ${length} bytes`);
}

interface PartMoves {
  readonly sizeBytes: number;
  readonly list: readonly Move[];
  readonly diffBytes: number;
  readonly extraBytes: number;
}

function readControl(control: Uint8Array): readonly PartMoves[] {
  const cursor = createCursor(control, 'records');
  need(/^CTLBK_.\0$/s.test(latin1Text(cursor.bytes(8))), 'records do not start with CTLBK_');
  const parts: PartMoves[] = [];
  while (!cursor.isAtEnd()) {
    need(parts.length < mostParts, `more than ${mostParts} parts in a group`);
    const sizeBytes = cursor.u32();
    parts.push(readMoves(cursor.bytes(cursor.u32()), sizeBytes));
  }
  return parts;
}

/** Triples of varints that make exactly the part. */
function readMoves(bytes: Uint8Array, sizeBytes: number): PartMoves {
  const cursor = createCursor(bytes, 'records of a part');
  const list: Move[] = [];
  let diffBytes = 0;
  let extraBytes = 0;
  while (!cursor.isAtEnd()) {
    const [add, insert, jump] = [cursor.varint(), cursor.varint(), cursor.varint()];
    diffBytes += add;
    extraBytes += insert;
    if (add < 0 || insert < 0 || diffBytes + extraBytes > Math.min(sizeBytes, mostPartBytes))
      throw new PackageRefused('records', 'records make more than their part');
    list.push({ add, insert, jump });
  }
  if (diffBytes + extraBytes !== sizeBytes)
    throw new PackageRefused('records', `records make ${diffBytes + extraBytes} of ${sizeBytes} bytes`);
  return { sizeBytes, list, diffBytes, extraBytes };
}

/** One part, both kinds of bytes in one stream, record after record. */
function decodeBzipGroup(group: Uint8Array): GroupPart {
  const cursor = createCursor(group, 'a group');
  cursor.bytes(8);
  const controlLength = cursor.u32();
  const streamLength = cursor.u32();
  const sizeBytes = cursor.u32();
  const { list } = readMoves(cursor.bytes(controlLength), sizeBytes);
  const bytes = createCursor(
    decodeStream(cursor.rest().subarray(0, streamLength), sizeBytes),
    'bytes of a part',
  );
  const records = list.map((move) => ({
    diff: bytes.bytes(move.add),
    extra: bytes.bytes(move.insert),
    jump: move.jump,
  }));
  return { sizeBytes, records };
}
