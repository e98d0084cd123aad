import { type ByteCursor, createByteCursor } from '../../ec618/apply/byteCursor.ts';
import { damagedPackage } from '../../ec618/apply/damaged.ts';
import { moduleCrc } from './crc.ts';

/** Where something lies in the pack. */
export interface Stretch {
  readonly bytes: number;
  readonly offset: number;
}

/** One entry of the bulk table (luat-formats 6.2). Names come without their closing zeros. */
export type Bulk =
  | {
      readonly kind: 'flash';
      readonly flash: string;
      readonly base: number;
      readonly oldBytes: number;
      readonly oldCrc: number;
      readonly bundles: readonly Stretch[];
    }
  | {
      readonly kind: 'blockedFile';
      readonly path: string;
      readonly newBytes: number;
      readonly bundles: readonly Stretch[];
    }
  | { readonly kind: 'file'; readonly path: string; readonly newBytes: number; readonly data: Stretch }
  | { readonly kind: 'runningNv'; readonly path: string; readonly bytes: number; readonly crc: number };

export interface Pack {
  readonly oldName: string;
  readonly newName: string;
  /** Bytes that the module needs in a temporary file. */
  readonly temporaryBytes: number;
  readonly blockCount: number;
  readonly bulks: readonly Bulk[];
}

const mostBulks = 4096;

/** Head and bulk table of `RDAOTA02`, with size, CRC and every place judged. Throws `delta.damagedPackage`. */
export function readPack(pack: Uint8Array): Pack {
  const cursor = createByteCursor(pack);
  if (cursor.ascii(8, 'pack.magic') !== 'RDAOTA02') throw fault('pack.magic', 0, 'RDAOTA02', 'others');
  must('pack.size', 8, cursor.u32('pack.size'), pack.length);
  const crc = cursor.u32('pack.crc');
  const headBytes = cursor.u32('pack.headBytes');
  const temporaryBytes = cursor.u32('pack.temporaryBytes');
  const bulkCount = cursor.u32('pack.bulkCount');
  const blockCount = cursor.u32('pack.blockCount');
  must('pack.crc', 12, crc, moduleCrc(pack.subarray(16)));
  if (bulkCount > mostBulks) throw fault('pack.bulkCount', 24, `at most ${mostBulks}`, String(bulkCount));
  const nameBytes = cursor.u32('pack.nameBytes');
  const oldName = text(cursor, nameBytes, 'pack.oldName');
  const newName = text(cursor, nameBytes, 'pack.newName');
  const bulks: Bulk[] = [];
  for (let index = 0; index < bulkCount; index++) bulks.push(readBulk(cursor, pack.length));
  must('pack.headBytes', 16, headBytes, cursor.offset);
  return { oldName, newName, temporaryBytes, blockCount, bulks };
}

function readBulk(cursor: ByteCursor, packBytes: number): Bulk {
  const at = cursor.offset;
  const kind = cursor.u32('bulk.kind');
  if (kind === 0) {
    const flash = cursor.ascii(4, 'bulk.flash');
    const base = cursor.u32('bulk.base');
    const oldBytes = cursor.u32('bulk.oldBytes');
    const oldCrc = cursor.u32('bulk.oldCrc');
    return { kind: 'flash', flash, base, oldBytes, oldCrc, bundles: stretches(cursor, packBytes) };
  }
  const path = text(cursor, cursor.u32('bulk.pathBytes'), 'bulk.path');
  if (kind === 1) {
    cursor.bytes(16, 'bulk.file');
    const newBytes = cursor.u32('bulk.newBytes');
    cursor.u32('bulk.blockBytes');
    return { kind: 'blockedFile', path, newBytes, bundles: stretches(cursor, packBytes) };
  }
  if (kind === 2) {
    cursor.bytes(8, 'bulk.file');
    const newBytes = cursor.u32('bulk.newBytes');
    return { kind: 'file', path, newBytes, data: stretch(cursor, packBytes) };
  }
  if (kind !== 3) throw fault('bulk.kind', at, '0 to 3', String(kind));
  return { kind: 'runningNv', path, bytes: cursor.u32('bulk.bytes'), crc: cursor.u32('bulk.crc') };
}

function stretches(cursor: ByteCursor, packBytes: number): Stretch[] {
  const at = cursor.offset;
  const count = cursor.u32('bulk.bundleCount');
  if (count * 8 > cursor.remaining) {
    throw fault('bulk.bundleCount', at, `at most ${cursor.remaining >> 3}`, String(count));
  }
  return Array.from({ length: count }, () => stretch(cursor, packBytes));
}

function stretch(cursor: ByteCursor, packBytes: number): Stretch {
  const at = cursor.offset;
  const bytes = cursor.u32('bulk.dataBytes');
  const offset = cursor.u32('bulk.dataOffset');
  if (offset + bytes > packBytes) {
    throw fault('bulk.dataOffset', at, `within ${packBytes} bytes`, `${offset} + ${bytes}`);
  }
  return { bytes, offset };
}

/** A text field, filled up to four, without its zeros. */
function text(cursor: ByteCursor, bytes: number, check: string): string {
  const value = cursor.ascii(bytes, check);
  cursor.bytes(-bytes & 3, check);
  const end = value.indexOf('\0');
  return end < 0 ? value : value.slice(0, end);
}

function must(check: string, offset: number, expected: number, found: number): void {
  if (expected !== found) throw fault(check, offset, String(expected), String(found));
}

function fault(check: string, offset: number, expected: string, found: string): Error {
  return damagedPackage({ check, offset, expected, found });
}
