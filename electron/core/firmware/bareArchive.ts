import type { ArchiveMember } from './archive.ts';
import type { ArchiveKind } from './archiveKind.ts';
import { readBinpkg } from './binpkg.ts';
import { looksLikeBinpkg } from './binpkgHeader.ts';
import type { ContainerContent } from './container.ts';
import { sha256Hex } from './digest.ts';
import { ec7xxChecks } from './ec7xxChecks.ts';
import type { FirmwareCheck, FirmwareImage } from './image.ts';
import { looksLikeLuadb } from './luadb.ts';
import { readPac } from './pac.ts';
import { looksLikePac } from './pacHeader.ts';
import { luadbCheck } from './scriptImage.ts';
import { baseName, contentOf, otherMembers } from './socMembers.ts';
import { looksLikeUimage } from './uimage.ts';
import { readUimageFirmware } from './uimageFirmware.ts';

/**
 * An archive without info.json. The cloud's upload for AT firmware may be one around a package (luat-formats 4.1, inferred); the
 * 8910's `.dfota.bin` is a ZIP with a core (a renamed PAC), an application (`.img` or LuaDB), or both (4.2). Null for every other.
 */
export function readBareArchive(
  archive: ArchiveKind,
  members: readonly ArchiveMember[],
): ContainerContent | null {
  const having = (test: (bytes: Uint8Array) => boolean): ArchiveMember[] =>
    members.filter(({ bytes }) => bytes !== null && test(bytes));
  const [binpkg, ...moreBinpkgs] = having(looksLikeBinpkg);
  if (binpkg !== undefined) return moreBinpkgs.length > 0 ? null : aroundBinpkg(archive, members, binpkg);
  const cores = having(looksLikePac);
  const applications = [...having(looksLikeUimage), ...having(looksLikeLuadb)];
  if (cores.length + applications.length === 0 || cores.length > 1 || applications.length > 1) return null;
  return dfota(archive, members, cores[0] ?? null, applications[0] ?? null);
}

function aroundBinpkg(
  archive: ArchiveKind,
  members: readonly ArchiveMember[],
  main: ArchiveMember,
): ContainerContent {
  const { chip, chipEvidence, images, checks } = readBinpkg(contentOf(main));
  return {
    container: 'binpkg',
    archive,
    info: null,
    chip,
    chipEvidence,
    images,
    mainMember: main.path,
    otherMembers: otherMembers(members, [main]),
    checks: [...checks, ...ec7xxChecks(images)],
  };
}

function dfota(
  archive: ArchiveKind,
  members: readonly ArchiveMember[],
  core: ArchiveMember | null,
  application: ArchiveMember | null,
): ContainerContent {
  const inside = core === null ? null : readPac(contentOf(core));
  const app = application === null ? null : readApplication(application);
  return {
    container: 'dfota',
    archive,
    info: null,
    chip: inside?.chip ?? app?.chip ?? 'unknown',
    chipEvidence: [...(inside?.chipEvidence ?? []), ...(app?.chipEvidence ?? [])],
    images: [...(inside?.images ?? []), ...(app?.images ?? [])],
    mainMember: (core ?? application)?.path ?? '',
    otherMembers: otherMembers(members, [core, application]),
    checks: [...(inside?.checks ?? []), ...(app?.checks ?? [])],
    headerVersions: app?.headerVersions ?? [],
    facts: inside?.facts ?? [],
  };
}

type Application = Pick<ContainerContent, 'chip' | 'chipEvidence' | 'images' | 'checks' | 'headerVersions'>;

/** An application image, or the script that stands in its place. */
function readApplication(member: ArchiveMember): Application {
  const bytes = contentOf(member);
  const name = baseName(member);
  if (looksLikeUimage(bytes)) {
    const content = readUimageFirmware(bytes);
    return { ...content, images: content.images.map((image) => ({ ...image, name })) };
  }
  const image: FirmwareImage = {
    name,
    role: 'script',
    address: 0,
    zoneSizeBytes: 0,
    bytes,
    sha256: sha256Hex(bytes),
    // The upload names no place; the module has one.
    outsideFlash: true,
  };
  const checks: FirmwareCheck[] = [luadbCheck(name, bytes)];
  return { chip: 'uis8910', chipEvidence: [], images: [image], checks, headerVersions: [] };
}
