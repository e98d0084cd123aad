import { createByteReader } from './byteReader.ts';
import { checkPassed } from './check.ts';
import { crc32Zip } from './checksums.ts';
import { damaged, hex } from './damaged.ts';

/** U-Boot's image header, big-endian; application and boot loader of the 8910 carry it (luat-formats 6.1). */

export const uimageHeaderBytes = 64;

export interface Uimage {
  readonly name: string;
  /** Where the content, behind the header, is loaded or runs. */
  readonly loadAddress: number;
  /** Seconds since 1970. */
  readonly builtAtS: number;
  /** Header and content. */
  readonly totalBytes: number;
}

/** True when the magic of a uImage is in place. */
export function looksLikeUimage(bytes: Uint8Array): boolean {
  return [0x27, 0x05, 0x19, 0x56].every((byte, i) => bytes[i] === byte);
}

/** Reads a uImage; header and content have to match their CRCs. Throws `firmware.damaged`. */
export function readUimage(bytes: Uint8Array): Uimage {
  const reader = createByteReader(bytes);
  reader.need(0, uimageHeaderBytes, 'uimage.header');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const header = bytes.slice(0, uimageHeaderBytes);
  header.fill(0, 4, 8);
  same('uimage.headerCrc', 4, view.getUint32(4), crc32Zip(header));
  const sizeBytes = view.getUint32(12);
  reader.need(uimageHeaderBytes, sizeBytes, 'uimage.length');
  const content = bytes.subarray(uimageHeaderBytes, uimageHeaderBytes + sizeBytes);
  same('uimage.dataCrc', 24, view.getUint32(24), crc32Zip(content));
  return {
    name: reader.text(32, 32, 'uimage.header'),
    loadAddress: view.getUint32(16),
    builtAtS: view.getUint32(8),
    totalBytes: uimageHeaderBytes + sizeBytes,
  };
}

/** The checks that a uImage passed once it was read. */
export function uimageChecks(name: string) {
  return [checkPassed(`uimage.headerCrc:${name}`), checkPassed(`uimage.dataCrc:${name}`)];
}

function same(check: string, offset: number, expected: number, found: number): void {
  if (expected !== found) throw damaged({ check, offset, expected: hex(expected), found: hex(found) });
}
