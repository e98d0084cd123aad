import { type ArchiveMember, readArchive } from './archive.ts';
import type { ArchiveKind } from './archiveKind.ts';
import { readBareArchive } from './bareArchive.ts';
import { checkEnd } from './check.ts';
import type { ContainerContent } from './container.ts';
import type { Chip, FirmwareCheck } from './image.ts';
import { readSocInfo, type SocInfo } from './socInfo.ts';
import { contentOf, findMember, otherMembers } from './socMembers.ts';
import { readSocScript, type SocParts, socReaderOf } from './socParts.ts';
import { unknownFormat } from './unknownFormat.ts';

/** Debugging material can be most of a `.soc`; it is counted, not kept. */
const debugMember = /\.(elf|map|exe|txt|h|ini|conf)$/i;

/**
 * Reads an archive by content: info.json and what it names, or without one a plain archive around firmware. The `.soc` of
 * a chip that is not known is named in `firmware.unknownFormat`. Throws as readArchive and the readers of the members do,
 * and `firmware.missingMember` {member}.
 */
export async function readSoc(
  bytes: Uint8Array,
  fileName: string,
  signal?: AbortSignal,
): Promise<ContainerContent> {
  const { kind, members, endOffset } = await readArchive(bytes, {
    keep: (path) => !debugMember.test(path),
    ...(signal === undefined ? {} : { signal }),
  });
  const content = readMembers(kind, members, bytes, fileName);
  // A ZIP's directory ends the file; behind a 7z, 7-Zip and libarchive let anything stand.
  if (kind === 'zip') return content;
  return { ...content, checks: [checkEnd('archive.end', endOffset, bytes.length), ...content.checks] };
}

function readMembers(
  kind: ArchiveKind,
  members: readonly ArchiveMember[],
  bytes: Uint8Array,
  fileName: string,
): ContainerContent {
  const infoMember = findMember(members, 'info.json');
  if (infoMember === null) {
    const content = readBareArchive(kind, members);
    if (content === null) throw unknownFormat(fileName, bytes, `archive:${kind}`);
    return content;
  }
  const info = readSocInfo(contentOf(infoMember));
  const read = socReaderOf(info.chip);
  if (read === null) throw unknownFormat(fileName, bytes, `soc:${info.chipType || 'unnamed chip'}`);
  return assemble(kind, members, info, read(members, info));
}

function assemble(
  archive: ArchiveKind,
  members: readonly ArchiveMember[],
  info: SocInfo,
  parts: SocParts,
): ContainerContent {
  const script = readSocScript(members, info);
  const verdict = judgeChip(info, parts);
  // The images of a `.fls` or `.pac` may hold a script of their own; the member is the one that a build put in.
  const core = script === null ? parts.images : parts.images.filter(({ role }) => role !== 'script');
  return {
    container: 'soc',
    archive,
    info,
    chip: verdict.chip,
    chipEvidence: [`info.json=${info.chipType}`, ...parts.chipEvidence],
    images: script === null ? core : [...core, script.image],
    mainMember: parts.main.path,
    otherMembers: otherMembers(members, [...parts.used, script?.member ?? null]),
    checks: [...parts.checks, verdict.check, ...(script?.checks ?? [])],
  };
}

/** info.json is a claim, the images are what would be flashed: where both speak they have to agree. */
function judgeChip(info: SocInfo, parts: SocParts): { chip: Chip; check: FirmwareCheck } {
  const ok = parts.chip === info.chip;
  const detail = ok ? '' : `${info.chip} (info.json), ${parts.chipEvidence.join(' ')}`;
  return { chip: ok ? info.chip : 'unknown', check: { name: 'soc.chip', ok, detail } };
}
