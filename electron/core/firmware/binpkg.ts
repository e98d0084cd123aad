import { type ChipVerdict, decideBinpkgChip } from './binpkgChip.ts';
import { type BinpkgHeader, readBinpkgHeader } from './binpkgHeader.ts';
import { type ByteReader, createByteReader } from './byteReader.ts';
import { damaged, hex } from './damaged.ts';
import { sha256Hex } from './digest.ts';
import type { Chip, FirmwareCheck, FirmwareImage, ImageRole } from './image.ts';
import { segmentFault } from './memberName.ts';

/** Entry header, directly followed by its data (luat-formats 2.3). */
const entryHeaderSize = 364;

const roles: Readonly<Record<string, ImageRole>> = { BL: 'bootloader', AP: 'ap', CP: 'cp' };

export interface Binpkg {
  readonly header: BinpkgHeader;
  readonly chip: Chip;
  /** What decided `chip`; see decideBinpkgChip. */
  readonly chipEvidence: readonly string[];
  /** In file order; `bytes` are copies. */
  readonly images: readonly FirmwareImage[];
  /** A check that is not ok is an oddity the file lives with; damage is thrown instead. */
  readonly checks: readonly FirmwareCheck[];
}

interface Entry {
  readonly image: FirmwareImage;
  readonly nextOffset: number;
}

/**
 * Reads an EC618 or EC7xx package, legacy or pkgmode (luat-formats 2.1 to 2.3). The AP image may carry any name,
 * so roles come from the type field alone.
 *
 * Throws `firmware.damaged` {check, offset, expected, found} for everything that the format forbids, a wrong SHA-256
 * included; an unverified image never leaves this function.
 */
export function readBinpkg(bytes: Uint8Array): Binpkg {
  const reader = createByteReader(bytes);
  const header = readBinpkgHeader(reader);
  const images: FirmwareImage[] = [];
  let offset = header.firstEntryOffset;
  for (let i = 0; i < header.imageCount; i += 1) {
    const entry = readEntry(reader, offset, i);
    images.push(entry.image);
    offset = entry.nextOffset;
  }
  const verdict = decideBinpkgChip(header, images);
  const checks: FirmwareCheck[] = [
    ...images.map((image) => ({ name: `binpkg.sha256:${image.name}`, ok: true, detail: '' })),
    ...images.map(checkZone),
    checkUniqueNames(images),
    checkEnd(bytes.length, offset),
    checkChip(verdict),
  ];
  return { header, chip: verdict.chip, chipEvidence: verdict.evidence, images, checks };
}

function readEntry(reader: ByteReader, offset: number, index: number): Entry {
  const where = `binpkg.entry:${index}`;
  reader.need(offset, entryHeaderSize, where);
  const name = reader.text(offset, 64, where);
  const fault = segmentFault(name);
  if (fault !== null)
    throw damaged({ check: `binpkg.name:${index}`, offset, expected: 'plain name', found: fault });
  const selfOffset = reader.u32(offset + 72, where);
  if (selfOffset !== offset) {
    const check = `binpkg.entryOffset:${name}`;
    throw damaged({ check, offset: offset + 72, expected: hex(offset), found: hex(selfOffset) });
  }
  const sizeBytes = reader.u32(offset + 76, where);
  const dataOffset = offset + entryHeaderSize;
  if (sizeBytes === 0) {
    const check = `binpkg.size:${name}`;
    throw damaged({ check, offset: offset + 76, expected: 'at least 1', found: 0 });
  }
  const data = reader.copy(dataOffset, sizeBytes, `binpkg.size:${name}`);
  const image: FirmwareImage = {
    name,
    role: roles[reader.text(offset + 336, 16, where)] ?? 'data',
    address: reader.u32(offset + 64, where),
    zoneSizeBytes: reader.u32(offset + 68, where),
    bytes: data,
    sha256: verifiedDigest(reader, offset, name, data),
  };
  return { image, nextOffset: dataOffset + sizeBytes };
}

/** The stored digest is 64 hex characters, upper case as the packer writes them (luat-formats 2.3). */
function verifiedDigest(reader: ByteReader, entryOffset: number, name: string, data: Uint8Array): string {
  const offset = entryOffset + 80;
  const check = `binpkg.sha256:${name}`;
  const expected = reader.text(offset, 256, check).toLowerCase();
  const found = sha256Hex(data);
  if (expected !== found) throw damaged({ check, offset, expected, found });
  return found;
}

/** An image beyond its zone is readable; whether it may be written is for whoever writes it to decide. */
function checkZone(image: FirmwareImage): FirmwareCheck {
  const ok = image.zoneSizeBytes === 0 || image.bytes.length <= image.zoneSizeBytes;
  const detail = ok ? '' : `at most ${image.zoneSizeBytes} bytes, ${image.bytes.length}`;
  return { name: `binpkg.zone:${image.name}`, ok, detail };
}

function checkUniqueNames(images: readonly FirmwareImage[]): FirmwareCheck {
  const names = images.map((image) => image.name);
  const twice = names.filter((name, i) => names.indexOf(name) !== i);
  return { name: 'binpkg.uniqueNames', ok: twice.length === 0, detail: twice.join(' ') };
}

function checkChip({ chip, evidence }: ChipVerdict): FirmwareCheck {
  const ok = chip !== 'unknown';
  const detail = ok ? '' : `ec618 or ec7xx, ${evidence.join(' ') || 'no sign'}`;
  return { name: 'binpkg.chip', ok, detail };
}

/** The format has no trailer; bytes behind the last image belong to nothing we know. */
function checkEnd(sizeBytes: number, endOffset: number): FirmwareCheck {
  const ok = sizeBytes === endOffset;
  return { name: 'binpkg.end', ok, detail: ok ? '' : `${endOffset} bytes, ${sizeBytes}` };
}
