import type { ByteReader } from './byteReader.ts';
import { crc16Arc } from './checksums.ts';
import { damaged, hex } from './damaged.ts';

/** Head of a Unisoc PAC (luat-formats 6.1). */

export const pacHeaderBytes = 2124;
const magic = 0xfffafffa;
const magicOffset = 2116;
/** Twelve are usual. */
const maxFiles = 128;

export interface PacHeader {
  /** Of the format, e.g. `BP_R1.0.0`. */
  readonly version: string;
  readonly product: string;
  readonly productVersion: string;
  /** e.g. `8915DM_cat1_CSDK`. */
  readonly alias: string;
  readonly fileCount: number;
  readonly tableOffset: number;
}

/** True when the magic, which ends the head, is in place. */
export function looksLikePac(bytes: Uint8Array): boolean {
  return [0xfa, 0xff, 0xfa, 0xff].every((byte, i) => bytes[magicOffset + i] === byte);
}

/** Reads the head; its own CRC, the CRC of everything behind it and the file's length have to be right. Throws `firmware.damaged`. */
export function readPacHeader(reader: ByteReader): PacHeader {
  const { bytes } = reader;
  const check = 'pac.header';
  reader.need(0, pacHeaderBytes, check);
  same('pac.magic', magicOffset, magic, reader.u32(magicOffset, check));
  same('pac.headerCrc', 2120, reader.u16(2120, check), crc16Arc(bytes.subarray(0, 2120)));
  const sizeBytes = reader.u32(48, check);
  if (sizeBytes !== bytes.length)
    throw damaged({ check: 'pac.length', offset: 48, expected: sizeBytes, found: bytes.length });
  same('pac.crc', 2122, reader.u16(2122, check), crc16Arc(bytes.subarray(pacHeaderBytes)));
  const fileCount = reader.u32(1076, check);
  if (fileCount === 0 || fileCount > maxFiles)
    throw damaged({ check: 'pac.count', offset: 1076, expected: `1..${maxFiles}`, found: fileCount });
  return {
    version: wideText(reader, 0, 24, check),
    product: wideText(reader, 52, 256, check),
    productVersion: wideText(reader, 564, 256, check),
    alias: wideText(reader, 1104, 100, check),
    fileCount,
    tableOffset: reader.u32(1080, check),
  };
}

/** Text of a NUL-padded field of `units` UTF-16 code units. */
export function wideText(reader: ByteReader, offset: number, units: number, check: string): string {
  reader.need(offset, units * 2, check);
  const text = new TextDecoder('utf-16le').decode(reader.bytes.subarray(offset, offset + units * 2));
  return text.split('\0')[0] ?? '';
}

function same(check: string, offset: number, expected: number, found: number): void {
  if (expected !== found) throw damaged({ check, offset, expected: hex(expected), found: hex(found) });
}
