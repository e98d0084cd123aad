import { type ByteReader, createByteReader } from '../byteReader.ts';
import { checkPassed } from '../check.ts';
import { crc32Open } from '../checksums.ts';
import { damaged, hex } from '../damaged.ts';
import { md5Hex, sha256Hex } from '../digest.ts';
import type { Chip, FirmwareCheck, FirmwareFact, ImageRole } from '../image.ts';
import { looksLikeLuadb } from '../luadb.ts';
import { createUnpackBudget } from '../unpackBudget.ts';
import { looksLikePar, readDeltaPar } from './deltaPar.ts';
import { luatosChip } from './luatosMagic.ts';
import { type LuatosSector, readLuatosSector } from './luatosSector.ts';
import type { PackageFile, PackageMember, PackagePart } from './packageFile.ts';
import { scriptMembers } from './scriptMembers.ts';

/** LuatOS update with its 92-byte head (luat-formats 3.1), or one of its sectors alone as the vendor's first step makes it. */

const headerBytes = 92;
const maxSectors = 16;

interface Head {
  readonly mainVersion: number;
  readonly appVersion: number;
  readonly baseVersion: number;
  readonly commonBytes: number;
  readonly sdkBytes: number;
}

interface Content {
  readonly parts: PackagePart[];
  readonly members: PackageMember[];
  readonly checks: FirmwareCheck[];
  readonly facts: FirmwareFact[];
}

/** True when the head's CRC is right; a lone sector has none. */
export function hasLuatosHead(bytes: Uint8Array): boolean {
  if (bytes.length < headerBytes) return false;
  return createByteReader(bytes).u32(4, 'luatosOta.header') === crc32Open(bytes.subarray(8, headerBytes));
}

/** Reads an update: CRC of the head, MD5 of every part and sector, all blocks unpacked. Throws `firmware.damaged`. */
export function readLuatosOta(bytes: Uint8Array): PackageFile {
  const chip = luatosChip(bytes) ?? 'unknown';
  if (!hasLuatosHead(bytes) && looksLikeSector(bytes)) return readLoneSector(bytes, chip);
  const reader = createByteReader(bytes);
  const head = readHead(reader);
  const content: Content = {
    parts: [],
    members: [],
    checks: [checkPassed('luatosOta.headerCrc')],
    facts: [],
  };
  const common = readCommon(reader, head);
  content.checks.push(checkPassed('luatosOta.commonMd5'));
  // How the 8910 packs its blocks is not known (luat-formats 3.6).
  if (chip === 'uis8910') keepWhole(content, 'common', common);
  else readSectors(content, common, chip);
  readSdk(content, reader, head);
  content.checks.push(checkEnd(bytes.length, headerBytes + head.commonBytes + head.sdkBytes));
  content.facts.push(
    { name: 'mainVersion', value: String(head.mainVersion) },
    { name: 'baseVersion', value: String(head.baseVersion) },
    { name: 'appVersion', value: String(head.appVersion) },
  );
  return { kind: 'luatosOta', chip, chipEvidence: evidenceOf(bytes), versions: [], ...content };
}

/** A sector ends where its length says, which no head with a broken CRC does by chance. */
function looksLikeSector(bytes: Uint8Array): boolean {
  if (bytes.length < 20) return false;
  const total = createByteReader(bytes).u32(4, 'luatosOta.sector');
  return total + 36 === bytes.length || total + 20 === bytes.length;
}

function readLoneSector(bytes: Uint8Array, chip: Chip): PackageFile {
  const content: Content = { parts: [], members: [], checks: [], facts: [] };
  readSectors(content, bytes, chip);
  return { kind: 'luatosSector', chip, chipEvidence: evidenceOf(bytes), versions: [], ...content };
}

function readHead(reader: ByteReader): Head {
  const check = 'luatosOta.header';
  reader.need(0, headerBytes, check);
  const stored = reader.u32(4, check);
  const found = crc32Open(reader.bytes.subarray(8, headerBytes));
  if (stored !== found)
    throw damaged({ check: 'luatosOta.headerCrc', offset: 4, expected: hex(stored), found: hex(found) });
  return {
    mainVersion: reader.u32(24, check),
    appVersion: reader.u32(28, check),
    baseVersion: reader.u32(48, check),
    commonBytes: reader.u32(52, check),
    sdkBytes: reader.u32(56, check),
  };
}

function readCommon(reader: ByteReader, head: Head): Uint8Array {
  const common = reader.copy(headerBytes, head.commonBytes, 'luatosOta.commonLength');
  const expected = Buffer.from(reader.copy(60, 16, 'luatosOta.header')).toString('hex');
  const found = md5Hex(common);
  if (expected !== found) throw damaged({ check: 'luatosOta.commonMd5', offset: 60, expected, found });
  return common;
}

function readSectors(content: Content, common: Uint8Array, chip: Chip): void {
  const budget = createUnpackBudget();
  let offset = 0;
  for (let index = 0; offset < common.length; index += 1) {
    if (index === maxSectors)
      throw damaged({ check: 'luatosOta.sectors', offset, expected: `at most ${maxSectors}`, found: 'more' });
    const sector = readLuatosSector(common, offset, index, budget);
    keepSector(content, sector, chip, index);
    offset += sector.totalBytes;
  }
}

function keepSector(content: Content, sector: LuatosSector, chip: Chip, index: number): void {
  const role = roleOf(sector, chip);
  const name = content.parts.some((part) => part.name === role) ? `${role}${index}` : role;
  content.parts.push({
    name,
    role,
    address: sector.startAddress,
    sizeBytes: sector.data.length,
    zoneSizeBytes: 0,
    sha256: sha256Hex(sector.data),
  });
  const script = scriptMembers(name, sector.data);
  content.members.push(...script.members);
  content.checks.push(...sector.checks, ...script.checks);
  const blocks =
    sector.storedBlocks > 0 ? `${sector.blockCount} (${sector.storedBlocks})` : `${sector.blockCount}`;
  content.facts.push({ name: 'blocks', value: `${name} ${blocks}` });
}

/** Start addresses of full updates (luat-formats 3.3); a script is recognised by its content. */
function roleOf(sector: LuatosSector, chip: Chip): ImageRole {
  if (looksLikeLuadb(sector.data)) return 'script';
  const ap = chip === 'ec618' ? [0x24000] : chip === 'ec7xx' ? [0x7e000, 0x72000, 0x91000] : [];
  const cp = chip === 'ec618' ? [0x80000000] : chip === 'ec7xx' ? [0x1a000, 0x2d000] : [];
  if (ap.includes(sector.startAddress)) return 'ap';
  return cp.includes(sector.startAddress) ? 'cp' : 'data';
}

function readSdk(content: Content, reader: ByteReader, head: Head): void {
  if (head.sdkBytes === 0) return;
  const sdk = reader.copy(headerBytes + head.commonBytes, head.sdkBytes, 'luatosOta.sdkLength');
  const expected = Buffer.from(reader.copy(76, 16, 'luatosOta.header')).toString('hex');
  const found = md5Hex(sdk);
  // No loader is known to look at this one; a difference is told.
  const same = expected === found;
  content.checks.push({ name: 'luatosOta.sdkMd5', ok: same, detail: same ? '' : `${expected}, ${found}` });
  const isPar = looksLikePar(sdk);
  content.checks.push({ name: 'luatosOta.sdk', ok: isPar, detail: isPar ? '' : 'delta.par, other bytes' });
  if (isPar) keepPar(content, readDeltaPar(sdk));
  else keepWhole(content, 'sdk', sdk);
}

function keepPar(content: Content, par: PackageFile): void {
  content.parts.push(...par.parts);
  content.members.push(...par.members.map((member) => ({ ...member, path: `sdk/${member.path}` })));
  content.checks.push(...par.checks);
  content.facts.push(...par.facts);
}

function keepWhole(content: Content, name: string, bytes: Uint8Array): void {
  if (bytes.length === 0) return;
  content.parts.push({
    name,
    role: 'data',
    address: 0,
    sizeBytes: bytes.length,
    zoneSizeBytes: 0,
    sha256: sha256Hex(bytes),
  });
}

function checkEnd(sizeBytes: number, end: number): FirmwareCheck {
  const ok = sizeBytes === end;
  return { name: 'luatosOta.end', ok, detail: ok ? '' : `${end} bytes, ${sizeBytes}` };
}

function evidenceOf(bytes: Uint8Array): string[] {
  return [`magic=${hex(createByteReader(bytes).u32(0, 'luatosOta.header'))}`];
}
