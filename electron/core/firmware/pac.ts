import { type ByteReader, createByteReader } from './byteReader.ts';
import { checkPassed } from './check.ts';
import type { ContainerContent } from './container.ts';
import { damaged, hex } from './damaged.ts';
import { sha256Hex } from './digest.ts';
import type { FirmwareCheck, FirmwareFact, FirmwareImage, ImageRole } from './image.ts';
import { pathFault } from './memberName.ts';
import { type PacHeader, readPacHeader, wideText } from './pacHeader.ts';
import { looksLikeUimage, readUimage, uimageChecks } from './uimage.ts';

const entryBytes = 2580;
/** The 8910 maps its flash here; places in flash count from it, as in the vendor's own upgrade packs (luat-formats 6.2). */
const flashBase = 0x60000000;
const flashEnd = 0x62000000;

const roles: Readonly<Record<string, ImageRole>> = {
  BOOTLOADER: 'bootloader',
  AP: 'ap',
  PS: 'cp',
  LUA: 'script',
  PREPACK: 'filesystem',
};

interface Entry {
  readonly id: string;
  readonly fileName: string;
  /** 1 a file, 2 the description of the download, 0 an operation without content. */
  readonly flag: number;
  readonly sizeBytes: number;
  readonly offset: number;
  readonly address: number;
}

/**
 * Reads a PAC of the 8910 (luat-formats 6.1): both CRCs, the table, every file; uImages inside with their own CRCs.
 * Throws `firmware.damaged`.
 */
export function readPac(bytes: Uint8Array): ContainerContent {
  const reader = createByteReader(bytes);
  const header = readPacHeader(reader);
  const entries = Array.from({ length: header.fileCount }, (_, i) =>
    readEntry(reader, header.tableOffset + i * entryBytes, i),
  );
  checkNames(entries, header.tableOffset);
  const checks: FirmwareCheck[] = [checkPassed('pac.headerCrc'), checkPassed('pac.crc')];
  const images = entries
    .filter(({ flag, sizeBytes, id }) => flag === 1 && sizeBytes > 0 && id !== '')
    .map((entry) => readImage(bytes, entry, checks));
  return {
    container: 'pac',
    info: null,
    chip: 'uis8910',
    chipEvidence: [`product=${header.product}`],
    images,
    mainMember: '',
    otherMembers: entries
      .filter(({ flag, sizeBytes, id }) => sizeBytes > 0 && (flag !== 1 || id === ''))
      .map(({ id, fileName, sizeBytes }) => ({ name: fileName || id || 'unnamed', sizeBytes })),
    checks,
    facts: factsOf(header, entries),
  };
}

function readEntry(reader: ByteReader, at: number, index: number): Entry {
  const check = `pac.entry:${index}`;
  const own = reader.u32(at, check);
  if (own !== entryBytes) throw damaged({ check, offset: at, expected: entryBytes, found: own });
  reader.need(at, entryBytes, check);
  const [id, fileName] = [wideText(reader, at + 4, 256, check), wideText(reader, at + 516, 256, check)];
  for (const name of [id, fileName]) {
    const fault = name === '' ? null : pathFault(name);
    if (fault !== null)
      throw damaged({ check: `pac.name:${index}`, offset: at + 4, expected: 'plain name', found: fault });
  }
  const entry = {
    id,
    fileName,
    flag: reader.u32(at + 1544, check),
    sizeBytes: reader.u32(at + 1540, check),
    offset: reader.u32(at + 1552, check),
    address: reader.u32(at + 1564, check),
  };
  if (entry.sizeBytes > 0) reader.need(entry.offset, entry.sizeBytes, `pac.size:${id || fileName}`);
  return entry;
}

/** Images are asked for by their id, so it may stand for one file only. */
function checkNames(entries: readonly Entry[], offset: number): void {
  const ids = entries.filter(({ sizeBytes, id }) => sizeBytes > 0 && id !== '').map(({ id }) => id);
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twice !== undefined)
    throw damaged({ check: 'pac.uniqueNames', offset, expected: 'one file', found: twice });
}

function readImage(bytes: Uint8Array, entry: Entry, checks: FirmwareCheck[]): FirmwareImage {
  const content = bytes.slice(entry.offset, entry.offset + entry.sizeBytes);
  if (looksLikeUimage(content)) {
    readUimage(content);
    checks.push(...uimageChecks(entry.id));
  }
  const inFlash = entry.address >= flashBase && entry.address < flashEnd;
  return {
    name: entry.id,
    role: roles[entry.id] ?? 'data',
    address: inFlash ? entry.address - flashBase : entry.address,
    zoneSizeBytes: 0,
    bytes: content,
    sha256: sha256Hex(content),
    ...(inFlash ? {} : { outsideFlash: true }),
  };
}

function factsOf(header: PacHeader, entries: readonly Entry[]): FirmwareFact[] {
  const operations = entries.filter(({ sizeBytes }) => sizeBytes === 0);
  return [
    { name: 'format', value: header.version },
    { name: 'product', value: header.product },
    { name: 'productVersion', value: header.productVersion },
    { name: 'alias', value: header.alias },
    ...operations.map(({ id, address }) => ({ name: 'operation', value: `${id} ${hex(address)}` })),
  ];
}
