import { type ByteCursor, createByteCursor } from '../../ec618/apply/byteCursor.ts';
import { damagedPackage } from '../../ec618/apply/damaged.ts';
import { ec7xxLimits } from '../limits.ts';
import { unpackBzip2, unpackLzma } from './streams.ts';

/** What rebuilds one segment: numbers x, y, z, bytes to add to OLD, bytes to insert. */
export interface Part {
  readonly newBytes: number;
  readonly records: readonly Record[];
  /** Difference bytes of all records. */
  readonly diff: Uint8Array;
  /** Inserted bytes of all records. */
  readonly extra: Uint8Array;
  /** Where the group stands in the file, for errors. */
  readonly offset: number;
}

/** x bytes added to OLD, y bytes inserted, then the old pointer moves by z. */
export interface Record {
  readonly add: number;
  readonly insert: number;
  readonly jump: number;
}

const labelBytes = 8;
/** The largest thing that one part makes, as the module's own buffer has it (ec7xx-delta 4). */
const mostPartBytes = 176_160;

/** Reads a group that makes the given number of segments, under either method (luat-formats 5.5, 5.6). */
export function readGroup(body: ByteCursor, count: number, compressor: 'lzma' | 'bzip2'): Part[] {
  const offset = body.offset;
  const stored = body.remaining;
  if (stored > ec7xxLimits.storedGroupBytes) {
    throw fault('group.buffer', offset, `at most ${ec7xxLimits.storedGroupBytes} bytes`, `${stored}`);
  }
  const magic = body.ascii(8, 'group.magic');
  const wanted = compressor === 'lzma' ? 'ECHEADER' : 'ECBZHEAD';
  if (magic !== wanted) throw fault('group.magic', offset, wanted, JSON.stringify(magic));
  if (compressor === 'lzma') return readParallel(body, count);
  if (count !== 1) throw fault('group.segments', offset, '1', `${count}`);
  return [readInterleaved(body)];
}

/** Numbers, inserted bytes and differences each in a stream of their own. */
function readParallel(body: ByteCursor, count: number): Part[] {
  const offset = body.offset;
  const controlBytes = body.u32('group.control');
  const controlPacked = flag(body, 'group.controlFlag');
  const extraBytes = body.u32('group.extra');
  const extraPacked = flag(body, 'group.extraFlag');
  const diffBytes = body.u32('group.diff');
  const control = plain(body, controlBytes, controlPacked, 'group.control');
  const extra = plain(body, extraBytes, extraPacked, 'group.extra');
  const unpacked = control.remaining + extra.remaining + diffBytes;
  if (unpacked > ec7xxLimits.unpackedGroupBytes) {
    throw fault('group.buffer', offset, `at most ${ec7xxLimits.unpackedGroupBytes} bytes`, `${unpacked}`);
  }
  const diffAt = body.offset;
  const stream = body.bytes(diffBytes, 'group.diff');
  const diff = createByteCursor(unpackBzip2(stream, diffAt, count * (mostPartBytes + 4)));
  label(control, /^CTLBK_.\0$/s, offset);
  label(extra, /^EXTBK_.\0$/s, offset);
  const parts = Array.from({ length: count }, (): Part => {
    const newBytes = control.u32('group.segmentBytes');
    const records = readRecords(control.bytes(control.u32('group.records'), 'group.records'), offset);
    const inserted = extra.bytes(extra.u32('group.extra'), 'group.extra');
    const added = diff.bytes(diff.u32('group.diff'), 'group.diff');
    return { newBytes, records, diff: added, extra: inserted, offset };
  });
  for (const left of [control, extra, diff]) {
    if (left.remaining > 0) throw fault('group.trailing', offset, 'nothing', `${left.remaining} bytes`);
  }
  return parts;
}

/** Plain numbers, then one bzip2 stream with the bytes of each record behind one another. */
function readInterleaved(body: ByteCursor): Part {
  const offset = body.offset;
  const controlBytes = body.u32('group.control');
  const streamBytes = body.u32('group.stream');
  const newBytes = body.u32('group.segmentBytes');
  const records = readRecords(body.bytes(controlBytes, 'group.control'), offset);
  const streamAt = body.offset;
  const content = createByteCursor(
    unpackBzip2(body.bytes(streamBytes, 'group.stream'), streamAt, mostPartBytes),
  );
  const diff: Uint8Array[] = [];
  const extra: Uint8Array[] = [];
  for (const { add, insert } of records) {
    diff.push(content.bytes(add, 'group.stream'));
    extra.push(content.bytes(insert, 'group.stream'));
  }
  if (content.remaining > 0) throw fault('group.trailing', offset, 'nothing', `${content.remaining} bytes`);
  return { newBytes, records, diff: Buffer.concat(diff), extra: Buffer.concat(extra), offset };
}

function flag(body: ByteCursor, check: string): boolean {
  const offset = body.offset;
  const value = body.u8(check);
  if (value > 1) throw fault(check, offset, '0 or 1', `${value}`);
  return value === 1;
}

function plain(body: ByteCursor, sizeBytes: number, packed: boolean, check: string): ByteCursor {
  const offset = body.offset;
  const stored = body.bytes(sizeBytes, check);
  return createByteCursor(packed ? unpackLzma(stored, offset, ec7xxLimits.unpackedGroupBytes) : stored);
}

function label(cursor: ByteCursor, wanted: RegExp, offset: number): void {
  const found = cursor.ascii(labelBytes, 'group.label');
  if (!wanted.test(found)) throw fault('group.label', offset, String(wanted), JSON.stringify(found));
}

/** Numbers of 7 bits per byte, lowest first, of 32 bits in two's complement (luat-formats 5.5). */
function readRecords(bytes: Uint8Array, offset: number): Record[] {
  const numbers: number[] = [];
  let value = 0;
  let shift = 0;
  for (const byte of bytes) {
    if (shift > 28) throw fault('group.number', offset, 'at most 5 bytes', 'more');
    value |= (byte & 0x7f) << shift;
    shift += 7;
    if (byte >= 0x80) continue;
    numbers.push(value);
    value = 0;
    shift = 0;
  }
  if (shift > 0 || numbers.length % 3 !== 0) {
    throw fault('group.numbers', offset, 'whole records of three', `${numbers.length} numbers`);
  }
  const records: Record[] = [];
  for (let i = 0; i < numbers.length; i += 3) {
    const add = numbers[i] ?? 0;
    const insert = numbers[i + 1] ?? 0;
    if (add < 0 || insert < 0) throw fault('group.sizes', offset, 'no negative size', `${add}, ${insert}`);
    records.push({ add, insert, jump: numbers[i + 2] ?? 0 });
  }
  return records;
}

function fault(check: string, offset: number, expected: string, found: string): Error {
  return damagedPackage({ check, offset, expected, found });
}
