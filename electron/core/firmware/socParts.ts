import { AppError } from '../../../shared/errors.ts';
import type { ArchiveMember } from './archive.ts';
import { readBinpkg } from './binpkg.ts';
import { looksLikeBinpkg } from './binpkgHeader.ts';
import type { ContainerContent } from './container.ts';
import { damaged } from './damaged.ts';
import { sha256Hex } from './digest.ts';
import { ec7xxChecks } from './ec7xxChecks.ts';
import type { Chip, FirmwareCheck, FirmwareImage, ImageRole } from './image.ts';
import { readPac } from './pac.ts';
import { luadbCheck } from './scriptImage.ts';
import type { SocInfo } from './socInfo.ts';
import { baseName, contentOf, findMain, findMember } from './socMembers.ts';
import { readXt804 } from './xt804.ts';
import { looksLikeXt804 } from './xt804Header.ts';

/** What the chip's own members of a `.soc` give (luat-formats 1.2). */
export interface SocParts {
  readonly main: ArchiveMember;
  readonly used: readonly ArchiveMember[];
  readonly images: readonly FirmwareImage[];
  readonly checks: readonly FirmwareCheck[];
  /** What the images themselves say; `unknown` when they say nothing. */
  readonly chip: Chip;
  readonly chipEvidence: readonly string[];
}

type Reader = (members: readonly ArchiveMember[], info: SocInfo) => SocParts;

/** Null: no chip whose `.soc` can be read. */
export function socReaderOf(chip: Chip): Reader | null {
  return readers[chip] ?? null;
}

const readers: Readonly<Partial<Record<Chip, Reader>>> = {
  ec618: readBinpkgParts,
  ec7xx: readBinpkgParts,
  xt804: (members, info) => readWhole(members, info, '.fls', readXt804),
  uis8910: (members, info) => readWhole(members, info, '.pac', readPac),
  air105: (members, info) =>
    readRaw(members, info, [
      ['bootloader.bin', 'bootloader', 'bl_addr'],
      ['app.bin', 'ap', 'app_addr'],
    ]),
  bk72xx: (members, info) =>
    readRaw(members, info, [
      ['cp.bin', 'cp', 'cp_addr'],
      ['ap.bin', 'ap', 'ap_addr'],
    ]),
};

function readBinpkgParts(members: readonly ArchiveMember[], info: SocInfo): SocParts {
  const main = findMain(members, info.romFile, '.binpkg');
  const binpkg = readBinpkg(contentOf(main));
  return {
    main,
    used: [main],
    images: binpkg.images,
    checks: [...binpkg.checks.filter((check) => check.name !== 'binpkg.chip'), ...ec7xxChecks(binpkg.images)],
    // Silence is no contradiction; contradicting facts are.
    chip: binpkg.chip === 'unknown' && binpkg.chipEvidence.length === 0 ? info.chip : binpkg.chip,
    chipEvidence: binpkg.chipEvidence,
  };
}

function readWhole(
  members: readonly ArchiveMember[],
  info: SocInfo,
  ending: string,
  read: (bytes: Uint8Array) => ContainerContent,
): SocParts {
  const main = findMain(members, info.romFile, ending);
  const { images, checks, chip, chipEvidence } = read(contentOf(main));
  return { main, used: [main], images, checks, chip, chipEvidence };
}

type RawMember = readonly [name: string, role: ImageRole, address: string];

/** Plain images; nothing in them says what they are, so the names of the build script count (luat-formats 1.2). */
function readRaw(members: readonly ArchiveMember[], info: SocInfo, wanted: readonly RawMember[]): SocParts {
  const named = [info.romFile, info.appFile, info.imageFile, ...info.romFiles].filter(
    (name) => name !== null,
  );
  const found = wanted.flatMap(([name, role, address]) => {
    const listed = named.find((path) => path.toLowerCase().endsWith(name));
    const member = findMember(members, listed ?? name);
    return member === null ? [] : [{ member, role, address }];
  });
  if (found.length === 0) throw new AppError('firmware.missingMember', { member: wanted[0]?.[0] ?? '' });
  const images = found.map(({ member, role, address }) => {
    const place = info.addresses[address];
    if (place === undefined) {
      const check = 'soc.address';
      throw damaged({ check, offset: 0, expected: `download.${address}`, found: 'none' });
    }
    const bytes = contentOf(member);
    return {
      name: baseName(member),
      role,
      address: place,
      zoneSizeBytes: 0,
      bytes,
      sha256: sha256Hex(bytes),
    };
  });
  const main = found.at(-1)?.member ?? findMain(members, info.romFile, '.bin');
  return {
    main,
    used: found.map(({ member }) => member),
    images,
    checks: [],
    chip: info.chip,
    chipEvidence: [],
  };
}

/** The script of a `.soc`. A base file names one in info.json and carries none: that is not an error. */
export function readSocScript(
  members: readonly ArchiveMember[],
  info: SocInfo,
): {
  readonly member: ArchiveMember;
  readonly image: FirmwareImage;
  readonly checks: FirmwareCheck[];
} | null {
  const member = findMember(members, info.scriptFile ?? 'script.bin');
  if (member === null || looksLikeBinpkg(contentOf(member))) return null;
  const bytes = contentOf(member);
  const wrapped = looksLikeXt804(bytes) ? readXt804(bytes).images[0] : undefined;
  const address = wrapped?.address ?? info.scriptAddress;
  if (address === null) {
    const check = 'soc.scriptAddress';
    throw damaged({ check, offset: 0, expected: 'download.script_addr', found: 'none' });
  }
  const zoneSizeBytes = info.scriptZoneBytes ?? 0;
  const name = baseName(member);
  const image: FirmwareImage = {
    name,
    role: 'script',
    address,
    zoneSizeBytes,
    bytes,
    sha256: sha256Hex(bytes),
  };
  const fits = zoneSizeBytes === 0 || bytes.length <= zoneSizeBytes;
  const detail = fits ? '' : `at most ${zoneSizeBytes} bytes, ${bytes.length}`;
  const zone = { name: `soc.zone:${name}`, ok: fits, detail };
  return { member, image, checks: [zone, luadbCheck(name, bytes)] };
}
