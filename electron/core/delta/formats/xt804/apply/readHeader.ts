import type { ByteCursor } from '../../ec618/apply/byteCursor.ts';
import { damagedPackage } from '../../ec618/apply/damaged.ts';
import { checksum } from './checksum.ts';

/** An image header as the module reads it (luat-formats 7.1). */
export interface ImageHeader {
  /** Offset of its first byte in what was read. */
  readonly offset: number;
  readonly type: number;
  readonly attributes: number;
  readonly runAddress: number;
  readonly bodyBytes: number;
  readonly headerAddress: number;
  readonly upgradeAddress: number;
  readonly bodyCrc: number;
  readonly updateNumber: number;
  /** The 64 bytes as stored. */
  readonly bytes: Uint8Array;
}

export interface ReadImage {
  readonly header: ImageHeader;
  readonly body: Uint8Array;
}

/** Header and body with both checksums judged; `what` begins the ids of the checks. */
export function readImage(cursor: ByteCursor, what: string): ReadImage {
  const offset = cursor.offset;
  const bytes = cursor.bytes(64, `${what}.header`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, 64);
  const u32 = (at: number): number => view.getUint32(at, true);
  must(`${what}.magic`, offset, 0xa0ffff9f, u32(0));
  must(`${what}.headerCrc`, offset + 60, checksum(bytes.subarray(0, 60)), u32(60));
  const attributes = u32(4);
  const header: ImageHeader = {
    offset,
    type: attributes & 15,
    attributes,
    runAddress: u32(8),
    bodyBytes: u32(12),
    headerAddress: u32(16),
    upgradeAddress: u32(20),
    bodyCrc: u32(24),
    updateNumber: u32(28),
    bytes,
  };
  const body = cursor.bytes(header.bodyBytes, `${what}.body`);
  must(`${what}.bodyCrc`, offset + 24, checksum(body), header.bodyCrc);
  return { header, body };
}

function must(check: string, offset: number, expected: number, found: number): void {
  if (expected === found) return;
  throw damagedPackage({ check, offset, expected: hex(expected), found: hex(found) });
}

const hex = (value: number): string => `0x${value.toString(16)}`;
