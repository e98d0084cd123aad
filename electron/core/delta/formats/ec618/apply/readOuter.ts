import type { ByteCursor } from './byteCursor.ts';
import { damagedPackage } from './damaged.ts';

/** What surrounds the par: the AT firmware's download form, or nothing (luat-formats 4.1). */
export type Envelope = 'at-wrapper' | 'bare';

/** Outer header of a par (luat-formats 5.1). */
export interface ParHeader {
  readonly envelope: Envelope;
  /** Offset of `EC DF` in the file. */
  readonly offset: number;
  /** e.g. `1.0`. */
  readonly toolVersion: string;
  readonly packageCount: number;
  /** NEW bytes per part. */
  readonly partBytes: number;
  readonly parBytes: number;
  /** Lower-case hex, as stored. */
  readonly parHash: string;
}

const retentionBytes = 40;
/** AP and CP are all an EC618 has; the field itself could count to 64. */
const mostPackages = 2;

/** Reads the wrapper, if there is one, and leaves the cursor at the par. */
export function readEnvelope(cursor: ByteCursor, file: Uint8Array): Envelope {
  if (file[cursor.offset] !== 0x7e) return 'bare';
  cursor.u8('wrapper.magic');
  must('wrapper.fileCount', cursor.offset, 1, cursor.u32be('wrapper.fileCount'));
  must('wrapper.kind', cursor.offset, 0x7d, cursor.u8('wrapper.kind'));
  const at = cursor.offset;
  const length = cursor.u32be('wrapper.length');
  must('wrapper.length', at, cursor.remaining, length);
  return 'at-wrapper';
}

/** Reads the 84 bytes before the first package. Lengths and the hash are judged by the caller. */
export function readParHeader(cursor: ByteCursor, envelope: Envelope): ParHeader {
  const offset = cursor.offset;
  must('par.magic', offset, 0xdfec, cursor.u16('par.magic'));
  const version = cursor.u8('par.version');
  const flagsAt = cursor.offset;
  const flags = cursor.u8('par.flags');
  if ((flags & 0xc0) !== 0x40) throw mismatch('par.flags', flagsAt, 'an unsigned par (0x40)', hex(flags));
  const packageCount = (flags & 0x3f) + 1;
  if (packageCount > mostPackages) {
    throw mismatch('par.packageCount', flagsAt, `at most ${mostPackages}`, String(packageCount));
  }
  const capabilityAt = cursor.offset;
  const capability = cursor.u16('par.capability');
  must('par.capability', capabilityAt, 0, capability & 0x0f);
  const partBytes = (capability >> 4) * 0x10000 + cursor.u16('par.partBytes');
  must('par.partBytes', capabilityAt, 0x8000, partBytes);
  const parBytes = cursor.u32('par.length');
  const parHash = Buffer.from(cursor.bytes(32, 'par.hash')).toString('hex');
  const retentionAt = cursor.offset;
  if (cursor.bytes(retentionBytes, 'par.retention').some((byte) => byte !== 0xff)) {
    throw mismatch('par.retention', retentionAt, `${retentionBytes} bytes FF`, 'others');
  }
  return {
    envelope,
    offset,
    toolVersion: `${version >> 5}.${version & 0x1f}`,
    packageCount,
    partBytes,
    parBytes,
    parHash,
  };
}

function must(check: string, offset: number, expected: number, found: number): void {
  if (expected !== found) throw mismatch(check, offset, hex(expected), hex(found));
}

function mismatch(check: string, offset: number, expected: string, found: string): Error {
  return damagedPackage({ check, offset, expected, found });
}

const hex = (value: number): string => `0x${value.toString(16)}`;
