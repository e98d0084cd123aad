import { AppError } from '../../../shared/errors.ts';
import { type ArchiveMember, readArchive } from './archive.ts';
import type { ArchiveKind } from './archiveKind.ts';
import { type Binpkg, readBinpkg } from './binpkg.ts';
import { looksLikeBinpkg } from './binpkgHeader.ts';
import { damaged } from './damaged.ts';
import { sha256Hex } from './digest.ts';
import type { Chip, Firmware, FirmwareCheck, FirmwareImage } from './image.ts';
import { tryReadLuadb } from './luadb.ts';
import { readSocInfo, type SocInfo } from './socInfo.ts';
import { unknownFormat } from './unknownFormat.ts';

/** What an archive holds: a LuatOS `.soc`, or a plain archive around one binpkg. */
export interface ArchiveContent {
  readonly container: Firmware['container'];
  readonly archive: ArchiveKind;
  readonly info: SocInfo | null;
  readonly chip: Chip;
  readonly chipEvidence: readonly string[];
  readonly images: readonly FirmwareImage[];
  /** Path of the member with the main image. */
  readonly mainMember: string;
  readonly otherMembers: Firmware['otherMembers'];
  readonly checks: readonly FirmwareCheck[];
}

/** Debugging material can be most of a `.soc`; it is counted, not kept. */
const debugMember = /\.(elf|map|exe|txt|h|ini|conf)$/i;

/**
 * Reads an archive by content: info.json and what it names. EC618 and EC7xx are read whole; another chip's `.soc` is
 * named in `firmware.unknownFormat`. Throws as readArchive and readBinpkg do, and `firmware.missingMember` {member}.
 */
export async function readSoc(
  bytes: Uint8Array,
  fileName: string,
  signal?: AbortSignal,
): Promise<ArchiveContent> {
  const { kind, members } = await readArchive(bytes, {
    keep: (path) => !debugMember.test(path),
    ...(signal === undefined ? {} : { signal }),
  });
  const infoMember = findMember(members, 'info.json');
  if (infoMember === null) return readBareArchive(bytes, fileName, kind, members);
  const info = readSocInfo(contentOf(infoMember));
  if (info.chip !== 'ec618' && info.chip !== 'ec7xx')
    throw unknownFormat(fileName, bytes, `soc:${info.chipType || 'unnamed chip'}`);

  const main = findMain(members, info);
  const binpkg = readBinpkg(contentOf(main));
  const script = findScript(members, info);
  const verdict = judgeChip(info, binpkg);
  const images = script === null ? binpkg.images : [...binpkg.images, scriptImage(script, info)];
  return {
    container: 'soc',
    archive: kind,
    info,
    chip: verdict.chip,
    chipEvidence: [`info.json=${info.chipType}`, ...binpkg.chipEvidence],
    images,
    mainMember: main.path,
    otherMembers: others(members, [main, script]),
    checks: [
      ...binpkg.checks.filter((check) => check.name !== 'binpkg.chip'),
      verdict.check,
      ...images.slice(binpkg.images.length).flatMap(scriptChecks),
    ],
  };
}

/** The cloud's upload for AT firmware may be an archive around one package (luat-formats 4.1, inferred). */
function readBareArchive(
  bytes: Uint8Array,
  fileName: string,
  kind: ArchiveKind,
  members: readonly ArchiveMember[],
): ArchiveContent {
  const packages = members.filter((member) => member.bytes !== null && looksLikeBinpkg(member.bytes));
  const [main] = packages;
  if (main === undefined || packages.length > 1) throw unknownFormat(fileName, bytes, `archive:${kind}`);
  const binpkg = readBinpkg(contentOf(main));
  return {
    container: 'binpkg',
    archive: kind,
    info: null,
    chip: binpkg.chip,
    chipEvidence: binpkg.chipEvidence,
    images: binpkg.images,
    mainMember: main.path,
    otherMembers: others(members, [main]),
    checks: binpkg.checks,
  };
}

/** A member by exact path, else the one nearest to the top whose last segment matches; members move between builds. */
function findMember(members: readonly ArchiveMember[], name: string): ArchiveMember | null {
  const wanted = name.replaceAll('\\', '/').toLowerCase();
  const last = wanted.split('/').at(-1) ?? wanted;
  const depth = (member: ArchiveMember): number => member.path.split('/').length;
  const exact = members.find((member) => member.path.toLowerCase() === wanted);
  if (exact !== undefined) return exact;
  const hits = members.filter((member) => member.path.toLowerCase().split('/').at(-1) === last);
  return hits.sort((a, b) => depth(a) - depth(b))[0] ?? null;
}

function findMain(members: readonly ArchiveMember[], info: SocInfo): ArchiveMember {
  if (info.romFile !== null) {
    const named = findMember(members, info.romFile);
    if (named === null) throw new AppError('firmware.missingMember', { member: info.romFile });
    return named;
  }
  const packages = members.filter((member) => member.path.toLowerCase().endsWith('.binpkg'));
  const [only] = packages;
  if (only === undefined || packages.length > 1)
    throw new AppError('firmware.missingMember', { member: 'rom.file' });
  return only;
}

/** A base `.soc` names a script in info.json and carries none: that is not an error. */
function findScript(members: readonly ArchiveMember[], info: SocInfo): ArchiveMember | null {
  return findMember(members, info.scriptFile ?? 'script.bin');
}

function scriptImage(member: ArchiveMember, info: SocInfo): FirmwareImage {
  if (info.scriptAddress === null) {
    const check = 'soc.scriptAddress';
    throw damaged({ check, offset: 0, expected: 'download.script_addr', found: 'none' });
  }
  const bytes = contentOf(member);
  return {
    name: member.path.split('/').at(-1) ?? member.path,
    role: 'script',
    address: info.scriptAddress,
    zoneSizeBytes: info.scriptZoneBytes ?? 0,
    bytes,
    sha256: sha256Hex(bytes),
  };
}

/** info.json is a claim, the package is what would be flashed: where both speak they have to agree. */
function judgeChip(info: SocInfo, binpkg: Binpkg): { chip: Chip; check: FirmwareCheck } {
  const agrees = binpkg.chip === info.chip || binpkg.chipEvidence.length === 0;
  const detail = agrees ? '' : `${info.chip} (info.json), ${binpkg.chipEvidence.join(' ')}`;
  return { chip: agrees ? info.chip : 'unknown', check: { name: 'soc.chip', ok: agrees, detail } };
}

function scriptChecks(image: FirmwareImage): FirmwareCheck[] {
  const fits = image.zoneSizeBytes === 0 || image.bytes.length <= image.zoneSizeBytes;
  const detail = fits ? '' : `at most ${image.zoneSizeBytes} bytes, ${image.bytes.length}`;
  return [{ name: `soc.zone:${image.name}`, ok: fits, detail }, luadbCheck(image)];
}

/** A script that LuatOS could not mount is worth saying, and no reason to hide the rest of the file. */
function luadbCheck(image: FirmwareImage): FirmwareCheck {
  const name = `soc.luadb:${image.name}`;
  const result = tryReadLuadb(image.bytes);
  if ('error' in result) {
    const { check, expected, found } = result.error.params;
    return { name, ok: false, detail: `${check}: ${expected}, ${found}` };
  }
  const ok = result.luadb.digest === 'ok';
  return { name, ok, detail: ok ? '' : 'MD5 record, none' };
}

function others(
  members: readonly ArchiveMember[],
  used: readonly (ArchiveMember | null)[],
): Firmware['otherMembers'] {
  return members
    .filter((member) => !used.includes(member))
    .map((member) => ({ name: member.path, sizeBytes: member.sizeBytes }));
}

function contentOf(member: ArchiveMember): Uint8Array {
  if (member.bytes === null) throw new AppError('firmware.missingMember', { member: member.path });
  return member.bytes;
}
