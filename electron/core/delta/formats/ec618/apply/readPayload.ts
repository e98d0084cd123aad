import type { ByteCursor } from './byteCursor.ts';
import { damagedPackage } from './damaged.ts';
import type { PackageHeader } from './readPackage.ts';

/** Sizes of the parts, which follow in processing order (luat-formats 5.3). */
export interface PayloadHead {
  /** Stored size of each part, by part number. */
  readonly sizes: readonly number[];
  /** Part numbers in the order in which they are stored and processed. */
  readonly order: readonly number[];
}

/** One part as stored. */
export interface StoredPart {
  readonly number: number;
  readonly offset: number;
  readonly storedBytes: number;
  /** Bytes of NEW that the part yields. */
  readonly newBytes: number;
  /** The field in front of the size; one value lets a newer module skip the part. */
  readonly marker: number;
  /** One bzip2 stream. */
  readonly stream: Uint8Array;
  readonly streamOffset: number;
}

const partBytes = 32 * 1024;
const partHeadBytes = 20;

/** Reads `BPHD` and the size table. */
export function readPayloadHead(cursor: ByteCursor, header: PackageHeader): PayloadHead {
  text(cursor, 'BPHD', 'payload.magic');
  number(cursor, header.partCount, 'payload.partCount');
  number(cursor, header.oldBytes, 'payload.oldBytes');
  text(cursor, header.direction === 'forward' ? 'NorO' : 'RvsO', 'payload.direction');
  const sizes = Array.from({ length: header.partCount }, () => cursor.u32('payload.sizes'));
  const order = [...sizes.keys()];
  return { sizes, order: header.direction === 'forward' ? order : order.reverse() };
}

/** Reads part `part`; the cursor stands at its `BSDIFF40`. */
export function readPart(
  cursor: ByteCursor,
  header: PackageHeader,
  head: PayloadHead,
  part: number,
): StoredPart {
  const offset = cursor.offset;
  const storedBytes = head.sizes[part] ?? 0;
  if (storedBytes < partHeadBytes) {
    const expected = `at least ${partHeadBytes} bytes`;
    throw damagedPackage({ check: 'part.size', offset, expected, found: `${storedBytes}` });
  }
  const body = cursor.section(storedBytes, 'part');
  text(body, 'BSDIFF40', 'part.magic');
  const marker = body.u32('part.marker');
  if (marker >= 0x80000000) {
    throw damagedPackage({
      check: 'part.marker',
      offset: offset + 8,
      expected: 'not negative',
      found: `${marker | 0}`,
    });
  }
  number(body, storedBytes, 'part.storedBytes');
  const newBytes = Math.min(partBytes, header.newBytes - part * partBytes);
  number(body, newBytes, 'part.newBytes');
  const streamOffset = body.offset;
  const stream = body.bytes(body.remaining, 'part.stream');
  return { number: part, offset, storedBytes, newBytes, marker, stream, streamOffset };
}

function text(cursor: ByteCursor, expected: string, check: string): void {
  const offset = cursor.offset;
  const found = cursor.ascii(expected.length, check);
  if (found !== expected) throw damagedPackage({ check, offset, expected, found: JSON.stringify(found) });
}

function number(cursor: ByteCursor, expected: number, check: string): void {
  const offset = cursor.offset;
  const found = cursor.u32(check);
  if (found !== expected) throw damagedPackage({ check, offset, expected: `${expected}`, found: `${found}` });
}
