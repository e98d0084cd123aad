import { type ByteReader, createByteReader } from './byteReader.ts';
import { damaged, hex } from './damaged.ts';
import { sha256Hex } from './digest.ts';
import { unpackLzmaAlone } from './lzma.ts';

/** Compressed sections inside EC7xx images: table, streams and tail (luat-formats 2.4, ec7xx-delta 4). */

const tailMagic = [0x43, 0x4d, 0x41, 0x52] as const;
const tableMagic = 0xec718cba;
const sectionMagic = 0xec718ca0;
const tableEndMagic = 0xec718cbd;
const sectionHeadBytes = 56;
/** Six are usual; the module's memory would not hold what more than this unpack to. */
const maxSections = 64;
const maxUnpackedBytes = 16 * 1024 * 1024;

export interface Ec7xxSection {
  /** Place in the image. */
  readonly offset: number;
  readonly compLength: number;
  /** Address in RAM that the unpacked bytes go to. */
  readonly origAddress: number;
  readonly origLength: number;
  readonly type: number;
  /** False: stored as it is. */
  readonly ziped: boolean;
  readonly groupId: number;
  readonly flag: number;
  /** Lower-case hex SHA-256 of the unpacked bytes. */
  readonly sha256: string;
}

/** One stretch of the part that is not compressed. */
export interface Ec7xxTailRecord {
  /** Where it runs. */
  readonly vma: number;
  /** Where it is loaded from. */
  readonly lma: number;
  readonly sizeBytes: number;
  /** 1 stands for code. */
  readonly attr: number;
}

export interface Ec7xxSections {
  /** Bytes at the start of the image that are not compressed. */
  readonly rawLength: number;
  readonly tableOffset: number;
  /** Table with its marks: `8 + 56 * n + 4`. */
  readonly tableLength: number;
  /** In table order. */
  readonly sections: readonly Ec7xxSection[];
  /** The last `20 + 12 * count` bytes of the image. */
  readonly tail: Uint8Array;
  readonly tailRecords: readonly Ec7xxTailRecord[];
}

/** True when an image ends as those with compressed sections do. */
export function hasEc7xxSections(image: Uint8Array): boolean {
  return image.length >= 20 && tailMagic.every((byte, i) => image[image.length - 4 + i] === byte);
}

/**
 * Reads the section table of an EC7xx image; null when the image has none. Contents are not unpacked.
 * Throws `firmware.damaged` for a table whose marks, places or sizes do not hold; every section lies behind the table
 * and before the tail, and all of them together unpack to at most 16 MiB.
 */
export function readEc7xxSections(image: Uint8Array): Ec7xxSections | null {
  if (!hasEc7xxSections(image)) return null;
  const reader = createByteReader(image);
  const end = image.length;
  const tailLength = 20 + 12 * reader.u8(end - 14, 'ec7xx.tail');
  if (tailLength > end) throw fault('ec7xx.tail', end - 14, `at most ${end} bytes`, `${tailLength} bytes`);
  const tailOffset = end - tailLength;
  const rawLength = reader.u32(end - 12, 'ec7xx.tail');
  const tableOffset = reader.u32(end - 8, 'ec7xx.tail');
  if (tableOffset > tailOffset)
    throw fault('ec7xx.tableOffset', end - 8, `at most ${hex(tailOffset)}`, hex(tableOffset));
  if (rawLength > tableOffset)
    throw fault('ec7xx.rawLength', end - 12, `at most ${hex(tableOffset)}`, hex(rawLength));
  const sections = readTable(reader, tableOffset, tailOffset);
  return {
    rawLength,
    tableOffset,
    tableLength: 8 + sectionHeadBytes * sections.length + 4,
    sections,
    tail: image.slice(tailOffset),
    tailRecords: readTail(reader, tailOffset, tailLength),
  };
}

/** The unpacked bytes of a section. Throws `firmware.damaged` for a broken stream or a wrong SHA-256. */
export function unpackSection(image: Uint8Array, section: Ec7xxSection): Uint8Array {
  const { offset, compLength, origLength } = section;
  const stored = createByteReader(image).copy(offset, compLength, 'ec7xx.section');
  const check = 'ec7xx.lzma';
  const bytes = section.ziped ? unpackLzmaAlone(stored, { check, offset, sizeBytes: origLength }) : stored;
  const found = sha256Hex(bytes);
  if (found !== section.sha256) throw fault('ec7xx.sectionSha256', offset, section.sha256, found);
  return bytes;
}

function readTable(reader: ByteReader, tableOffset: number, tailOffset: number): Ec7xxSection[] {
  same(reader, tableOffset, tableMagic, 'ec7xx.tableMagic');
  const count = reader.u32(tableOffset + 4, 'ec7xx.sectionCount');
  if (count === 0 || count > maxSections)
    throw fault('ec7xx.sectionCount', tableOffset + 4, `1..${maxSections}`, `${count}`);
  const tableEnd = tableOffset + 8 + sectionHeadBytes * count;
  same(reader, tableEnd, tableEndMagic, 'ec7xx.tableEnd');
  const within = { from: tableEnd + 4, to: tailOffset };
  const sections = Array.from({ length: count }, (_, i) =>
    readSection(reader, tableOffset + 8 + sectionHeadBytes * i, within),
  );
  const unpacked = sections.reduce((sum, section) => sum + section.origLength, 0);
  if (unpacked > maxUnpackedBytes)
    throw fault('ec7xx.unpacked', tableOffset, `at most ${maxUnpackedBytes} bytes`, `${unpacked} bytes`);
  return sections;
}

function readSection(reader: ByteReader, at: number, within: { from: number; to: number }): Ec7xxSection {
  const check = 'ec7xx.section';
  same(reader, at, sectionMagic, 'ec7xx.sectionMagic');
  const offset = reader.u32(at + 4, check);
  const compLength = reader.u32(at + 8, check);
  const origLength = reader.u32(at + 16, check);
  const ziped = reader.u8(at + 21, check);
  if (offset < within.from || offset + compLength > within.to) {
    const expected = `${hex(within.from)} to ${hex(within.to)}`;
    throw fault(check, at + 4, expected, `${hex(offset)} to ${hex(offset + compLength)}`);
  }
  if (ziped > 1) throw fault('ec7xx.ziped', at + 21, '0 or 1', `${ziped}`);
  if (ziped === 0 && compLength !== origLength)
    throw fault('ec7xx.storedLength', at + 8, `${origLength} bytes`, `${compLength} bytes`);
  return {
    offset,
    compLength,
    origAddress: reader.u32(at + 12, check),
    origLength,
    type: reader.u8(at + 20, check),
    ziped: ziped === 1,
    groupId: reader.u8(at + 22, check),
    flag: reader.u8(at + 23, check),
    sha256: Buffer.from(reader.copy(at + 24, 32, check)).toString('hex'),
  };
}

function readTail(reader: ByteReader, tailOffset: number, tailLength: number): Ec7xxTailRecord[] {
  const check = 'ec7xx.tail';
  return Array.from({ length: (tailLength - 20) / 12 }, (_, i) => {
    const at = tailOffset + 12 * i;
    const size = reader.u32(at + 8, check);
    return {
      vma: reader.u32(at, check),
      lma: reader.u32(at + 4, check),
      sizeBytes: size >>> 4,
      attr: size & 15,
    };
  });
}

function same(reader: ByteReader, at: number, expected: number, check: string): void {
  const found = reader.u32(at, check);
  if (found !== expected) throw fault(check, at, hex(expected), hex(found));
}

function fault(check: string, offset: number, expected: string, found: string): Error {
  return damaged({ check, offset, expected, found });
}
