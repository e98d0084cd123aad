import { AppError } from '../../../../shared/errors.ts';
import { viewOf } from '../bytes.ts';

/** One file of a PAC as the flash tool would write it (luat-formats 6.1). */
export interface PacFile {
  /** e.g. `AP`, `PS`, `LUA`. */
  readonly id: string;
  readonly name: string;
  /** Where in the memory map it goes; flash begins at 0x60000000. */
  readonly address: number;
  readonly bytes: Uint8Array;
}

const headerBytes = 2124;
const entryBytes = 2580;
const mostFiles = 64;
const magic = 0xfffafffa;

/**
 * The files of a PAC, both checksums of the head checked.
 * @throws AppError `virtual.badFirmware` {fileName, reason}
 */
export function readPac(file: Uint8Array, fileName: string): readonly PacFile[] {
  const refuse = (reason: string): never => {
    throw new AppError('virtual.badFirmware', { fileName, reason });
  };
  if (file.length < headerBytes) return refuse(`expected a PAC head of ${headerBytes} bytes`);
  const view = viewOf(file);
  if (view.getUint32(2116, true) !== magic) return refuse('expected the mark FFFAFFFA at byte 2116');
  if (view.getUint32(48, true) !== file.length) return refuse('the length in the head is another');
  if (crc16(file.subarray(0, 2120)) !== view.getUint16(2120, true))
    return refuse('the head does not have its checksum');
  if (crc16(file.subarray(headerBytes)) !== view.getUint16(2122, true))
    return refuse('the content does not have its checksum');
  const count = view.getUint32(1076, true);
  const table = view.getUint32(1080, true);
  if (count > mostFiles || table + count * entryBytes > file.length)
    return refuse('the table of files is cut off');
  return Array.from({ length: count }, (_, index) => readEntry(file, table + index * entryBytes, refuse));
}

function readEntry(file: Uint8Array, at: number, refuse: (reason: string) => never): PacFile {
  const view = viewOf(file);
  const id = wideText(file.subarray(at + 4, at + 516));
  const sizeBytes = view.getUint32(at + 1540, true);
  const start = view.getUint32(at + 1552, true);
  if (start + sizeBytes > file.length) return refuse(`file ${id} is cut off`);
  return {
    id,
    name: wideText(file.subarray(at + 516, at + 1028)),
    address: view.getUint32(at + 1564, true),
    bytes: file.slice(start, start + sizeBytes),
  };
}

/** UTF-16 up to the first NUL. */
function wideText(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString('utf16le');
  return text.slice(0, text.indexOf('\0') < 0 ? undefined : text.indexOf('\0'));
}

/** CRC-16 with the reflected polynomial A001, start 0. */
function crc16(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 1) === 0 ? crc >>> 1 : (crc >>> 1) ^ 0xa001;
  }
  return crc;
}
