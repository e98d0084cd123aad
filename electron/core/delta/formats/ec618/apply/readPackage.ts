import type { ByteCursor } from './byteCursor.ts';
import { damagedPackage } from './damaged.ts';

export type Direction = 'forward' | 'reverse';
export type CarriedRole = 'ap' | 'cp';

/** Header of one image's package (luat-formats 5.2). */
export interface PackageHeader {
  readonly index: number;
  /** Offset in the file. */
  readonly offset: number;
  readonly role: CarriedRole;
  readonly direction: Direction;
  /** Name TLV, e.g. `EC618_AP.par`. */
  readonly name: string;
  readonly packageBytes: number;
  readonly address: number;
  readonly newBytes: number;
  readonly oldBytes: number;
  readonly oldSha256: string;
  readonly newSha256: string;
  readonly partCount: number;
}

const partBytes = 0x8000;
/** The part count is one byte, so an image ends there. */
const mostImageBytes = 255 * partBytes;
const roles: Readonly<Record<number, CarriedRole>> = { 2: 'ap', 3: 'cp' };

/** Reads and judges everything up to the payload. */
export function readPackageHeader(cursor: ByteCursor, index: number): PackageHeader {
  const offset = cursor.offset;
  const word = cursor.u32('package.word');
  check('package.index', offset, index, word & 0x0f);
  const role = roles[(word >>> 5) & 7];
  if (role === undefined) {
    throw damagedPackage({
      check: 'package.role',
      offset,
      expected: 'AP (2) or CP (3)',
      found: `${(word >>> 5) & 7}`,
    });
  }
  check('package.headerBytes', offset, 0x70, (word >>> 8) & 0x3ff);
  check('package.method', offset, 0, (word >>> 18) & 0x3f);
  const packageBytes = cursor.u32('package.length');
  check('package.zero', cursor.offset, 0, cursor.u32('package.zero'));
  const address = cursor.u32('package.address');
  const sizesAt = cursor.offset;
  const newBytes = cursor.u32('package.newBytes');
  const oldBytes = cursor.u32('package.oldBytes');
  for (const size of [newBytes, oldBytes]) {
    if (size > 0 && size <= mostImageBytes) continue;
    const expected = `1 to ${mostImageBytes} bytes`;
    throw damagedPackage({ check: 'package.imageBytes', offset: sizesAt, expected, found: `${size}` });
  }
  check('package.partCount', offset, Math.ceil(newBytes / partBytes), word >>> 24);
  const oldSha256 = digest(cursor, 'package.oldSha256');
  check('package.tlvNew', cursor.offset, 0x2403, cursor.u32('package.tlvNew'));
  const newSha256 = digest(cursor, 'package.newSha256');
  check('package.tlvName', cursor.offset, 0x1400, cursor.u16('package.tlvName'));
  const name = cursor.ascii(18, 'package.name').replace(/\0.*$/s, '');
  const direction = (word & 0x10) === 0 ? 'forward' : 'reverse';
  return {
    index,
    offset,
    role,
    direction,
    name,
    packageBytes,
    address,
    newBytes,
    oldBytes,
    oldSha256,
    newSha256,
    partCount: word >>> 24,
  };
}

function digest(cursor: ByteCursor, name: string): string {
  return Buffer.from(cursor.bytes(32, name)).toString('hex');
}

function check(name: string, offset: number, expected: number, found: number): void {
  if (expected === found) return;
  throw damagedPackage({ check: name, offset, expected: `${expected}`, found: `${found}` });
}
