import { crc32 } from 'node:zlib';
import { createByteReader } from './byteReader.ts';
import { damaged } from './damaged.ts';

/** The two archives a `.soc` comes in (luat-formats 1.1). */
export type ArchiveKind = '7z' | 'zip';

const sevenZipMagic = [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c] as const;
const zipMagic = [0x50, 0x4b, 0x03, 0x04] as const;

/** Archive by its first bytes, null for everything else. */
export function sniffArchive(bytes: Uint8Array): ArchiveKind | null {
  if (sevenZipMagic.every((byte, i) => bytes[i] === byte)) return '7z';
  if (zipMagic.every((byte, i) => bytes[i] === byte)) return 'zip';
  return null;
}

export interface ArchiveFrame {
  /** Number of entries that the frame announces, null where it does not say. */
  readonly entries: number | null;
  /** Where the archive ends; whatever lies behind is not part of it. */
  readonly endOffset: number;
}

/**
 * The archive's own frame, checked before a library sees it: libarchive reports a 7z cut short as an empty archive
 * and reads a ZIP without its directory as a stream, in which links look like files. Throws `firmware.damaged`.
 */
export function checkArchiveFrame(kind: ArchiveKind, bytes: Uint8Array): ArchiveFrame {
  return kind === '7z' ? checkSevenZipFrame(bytes) : checkZipFrame(bytes);
}

/** Signature header of 7zFormat.txt: CRC of the start header, then place, size and CRC of the end header. */
function checkSevenZipFrame(bytes: Uint8Array): ArchiveFrame {
  const reader = createByteReader(bytes);
  reader.need(0, 32, 'archive.header');
  const startCrc = reader.u32(8, 'archive.header');
  const start = crc32(bytes.subarray(12, 32));
  if (startCrc !== start)
    throw damaged({ check: 'archive.headerCrc', offset: 8, expected: startCrc, found: start });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const endOffset = 32n + view.getBigUint64(12, true);
  const end = endOffset + view.getBigUint64(20, true);
  if (end > BigInt(bytes.length)) {
    const check = 'archive.truncated';
    throw damaged({ check, offset: bytes.length, expected: `${end} bytes`, found: `${bytes.length} bytes` });
  }
  const directory = crc32(bytes.subarray(Number(endOffset), Number(end)));
  const directoryCrc = reader.u32(28, 'archive.header');
  if (directory !== directoryCrc) {
    const check = 'archive.directoryCrc';
    throw damaged({ check, offset: Number(endOffset), expected: directoryCrc, found: directory });
  }
  return { entries: null, endOffset: Number(end) };
}

const zipEndSize = 22;
const zipMaxComment = 0xffff;

/** End-of-directory record of APPNOTE 4.3.16; its comment has to end the file. */
function checkZipFrame(bytes: Uint8Array): ArchiveFrame {
  const at = findZipEnd(bytes);
  if (at < 0) {
    const check = 'archive.truncated';
    throw damaged({ check, offset: bytes.length, expected: 'end of ZIP directory', found: 'none' });
  }
  const reader = createByteReader(bytes);
  const entries = reader.u16(at + 10, 'archive.directory');
  const size = reader.u32(at + 12, 'archive.directory');
  const offset = reader.u32(at + 16, 'archive.directory');
  // All ones stand for "see the ZIP64 record", which libarchive follows.
  const zip64 = entries === 0xffff || size === 0xffffffff || offset === 0xffffffff;
  if (!zip64 && offset + size > at) {
    const check = 'archive.directory';
    throw damaged({ check, offset: at, expected: `at most ${at} bytes`, found: `${offset + size} bytes` });
  }
  return { entries: zip64 ? null : entries, endOffset: bytes.length };
}

function findZipEnd(bytes: Uint8Array): number {
  const lowest = Math.max(0, bytes.length - zipEndSize - zipMaxComment);
  for (let at = bytes.length - zipEndSize; at >= lowest; at -= 1) {
    if (bytes[at] !== 0x50 || bytes[at + 1] !== 0x4b || bytes[at + 2] !== 5 || bytes[at + 3] !== 6) continue;
    const comment = (bytes[at + 20] ?? 0) | ((bytes[at + 21] ?? 0) << 8);
    if (at + zipEndSize + comment === bytes.length) return at;
  }
  return -1;
}
