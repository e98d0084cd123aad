import type { ByteCursor } from '../../ec618/apply/byteCursor.ts';
import { damagedPackage } from '../../ec618/apply/damaged.ts';
import { ec7xxLimits } from '../limits.ts';

/** Outer header of a par (luat-formats 5.1). */
export interface OuterHeader {
  /** Offset of `EC DF` in the file. */
  readonly offset: number;
  /** e.g. `2.5`. */
  readonly toolVersion: string;
  readonly packageCount: number;
  readonly parBytes: number;
  /** Lower-case hex, as stored. */
  readonly parHash: string;
}

const retentionBytes = 40;
/** The module's patch code refuses pars of older tools (ec7xx-delta 1). */
const lowestMajor = 2;

/** Reads the 84 bytes before the first package. Length and hash are judged by the caller. */
export function readOuter(cursor: ByteCursor): OuterHeader {
  const offset = cursor.offset;
  must('par.magic', offset, 0xdfec, cursor.u16('par.magic'));
  const version = cursor.u8('par.version');
  if (version >> 5 < lowestMajor) {
    throw mismatch('par.version', offset + 2, `tool version ${lowestMajor}.0 or later`, spell(version));
  }
  const flags = cursor.u8('par.flags');
  if ((flags & 0xc0) !== 0x40) {
    throw mismatch('par.flags', offset + 3, 'an unsigned par (0x40)', `0x${flags.toString(16)}`);
  }
  const capability = cursor.u16('par.capability');
  must('par.capability', offset + 4, 0, capability & 0x0f);
  const segmentBytes = (capability >> 4) * 0x10000 + cursor.u16('par.segmentBytes');
  must('par.segmentBytes', offset + 4, ec7xxLimits.segmentBytes, segmentBytes);
  const parBytes = cursor.u32('par.length');
  const parHash = Buffer.from(cursor.bytes(32, 'par.hash')).toString('hex');
  if (cursor.bytes(retentionBytes, 'par.retention').some((byte) => byte !== 0xff)) {
    throw mismatch('par.retention', offset + 44, `${retentionBytes} bytes FF`, 'others');
  }
  return { offset, toolVersion: spell(version), packageCount: (flags & 0x3f) + 1, parBytes, parHash };
}

function must(check: string, offset: number, expected: number, found: number): void {
  if (expected !== found)
    throw mismatch(check, offset, `0x${expected.toString(16)}`, `0x${found.toString(16)}`);
}

function mismatch(check: string, offset: number, expected: string, found: string): Error {
  return damagedPackage({ check, offset, expected, found });
}

const spell = (version: number): string => `${version >> 5}.${version & 0x1f}`;
