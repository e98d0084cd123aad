import { AppError } from '../../../../../../shared/errors.ts';
import type { ByteCursor } from '../../ec618/apply/byteCursor.ts';
import { damagedPackage } from '../../ec618/apply/damaged.ts';
import { ec7xxLimits } from '../limits.ts';

export type Direction = 'forward' | 'reverse';
export type CarriedRole = 'ap' | 'cp';

/** Header of one image's package (luat-formats 5.2, ec7xx-delta 1). */
export interface PackageHeader {
  /** Offset in the file. */
  readonly offset: number;
  readonly role: CarriedRole;
  readonly direction: Direction;
  /** Compressed sections are carried unpacked. */
  readonly hasSections: boolean;
  readonly compressor: 'lzma' | 'bzip2';
  /** Name TLV, e.g. `EC718P_CP.par`. */
  readonly name: string;
  readonly packageBytes: number;
  readonly address: number;
  readonly newBytes: number;
  readonly oldBytes: number;
  readonly oldSha256: string;
  readonly newSha256: string;
  /** Raw segments and groups of compressed sections together. */
  readonly segmentCount: number;
}

const plainHeaderBytes = 0x70;
/** Flash of the largest chip; bounds what a hostile header can make us reserve. */
const mostImageBytes = 16 * 1024 * 1024;
const roles: Readonly<Record<number, CarriedRole>> = { 2: 'ap', 3: 'cp' };

/** Refuses a package whose code was transformed before the comparison; how is not public (ec7xx-delta 8). */
export function hlsUnsupported(offset: number): AppError {
  return new AppError('delta.transformUnknown', { transform: 'HLS', offset });
}

/** Reads and judges everything up to the payload. Throws `delta.transformUnknown` {transform} besides damage. */
export function readPackageHeader(cursor: ByteCursor, index: number): PackageHeader {
  const offset = cursor.offset;
  const word = cursor.u32('package.word');
  must('package.index', offset, index, word & 0x0f);
  const attribute = (word >>> 5) & 7;
  const role = roles[attribute];
  if (role === undefined) throw mismatch('package.role', offset, 'AP (2) or CP (3)', `${attribute}`);
  const headerBytes = ((word >>> 8) & 0x3ff) * ((word & (1 << 22)) === 0 ? 1 : 4);
  if (headerBytes > plainHeaderBytes) throw hlsUnsupported(offset);
  must('package.headerBytes', offset, plainHeaderBytes, headerBytes);
  const compressor = compressorOf((word >>> 20) & 3, offset);
  const packageBytes = cursor.u32('package.length');
  must('package.zero', cursor.offset, 0, cursor.u32('package.zero'));
  const address = cursor.u32('package.address');
  const newBytes = imageBytes(cursor, 'package.newBytes');
  const oldBytes = imageBytes(cursor, 'package.oldBytes');
  const oldSha256 = hex(cursor.bytes(32, 'package.oldSha256'));
  must('package.tlvNew', cursor.offset, 0x2403, cursor.u32('package.tlvNew'));
  const newSha256 = hex(cursor.bytes(32, 'package.newSha256'));
  must('package.tlvName', cursor.offset, 0x1400, cursor.u16('package.tlvName'));
  const name = cursor.ascii(18, 'package.name').replace(/\0.*$/s, '');
  return {
    offset,
    role,
    direction: (word & 0x10) === 0 ? 'forward' : 'reverse',
    hasSections: (word & (1 << 18)) !== 0,
    compressor,
    name,
    packageBytes,
    address,
    newBytes,
    oldBytes,
    oldSha256,
    newSha256,
    segmentCount: word >>> 24,
  };
}

function compressorOf(code: number, offset: number): 'lzma' | 'bzip2' {
  if (code > 1) throw mismatch('package.compressor', offset, '0 (LZMA) or 1 (bzip2)', `${code}`);
  return code === 0 ? 'lzma' : 'bzip2';
}

function imageBytes(cursor: ByteCursor, check: string): number {
  const offset = cursor.offset;
  const size = cursor.u32(check);
  const most = Math.min(mostImageBytes, ec7xxLimits.segments * ec7xxLimits.segmentBytes);
  if (size > 0 && size <= most) return size;
  throw mismatch('package.imageBytes', offset, `1 to ${most} bytes`, `${size}`);
}

function must(check: string, offset: number, expected: number, found: number): void {
  if (expected !== found) throw mismatch(check, offset, `${expected}`, `${found}`);
}

function mismatch(check: string, offset: number, expected: string, found: string): Error {
  return damagedPackage({ check, offset, expected, found });
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
