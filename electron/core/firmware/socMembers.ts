import { AppError } from '../../../shared/errors.ts';
import type { ArchiveMember } from './archive.ts';
import type { Firmware } from './image.ts';

/** A member by exact path, else the one nearest to the top whose last segment matches; members move between builds. */
export function findMember(members: readonly ArchiveMember[], name: string): ArchiveMember | null {
  const wanted = name.replaceAll('\\', '/').toLowerCase();
  const last = wanted.split('/').at(-1) ?? wanted;
  const depth = (member: ArchiveMember): number => member.path.split('/').length;
  const exact = members.find((member) => member.path.toLowerCase() === wanted);
  if (exact !== undefined) return exact;
  const hits = members.filter((member) => member.path.toLowerCase().split('/').at(-1) === last);
  return hits.sort((a, b) => depth(a) - depth(b))[0] ?? null;
}

/** The member that info.json names, else the only one with that ending. Throws `firmware.missingMember` {member}. */
export function findMain(
  members: readonly ArchiveMember[],
  named: string | null,
  ending: string,
): ArchiveMember {
  if (named !== null) {
    const found = findMember(members, named);
    if (found === null) throw new AppError('firmware.missingMember', { member: named });
    return found;
  }
  const [only, ...more] = members.filter((member) => member.path.toLowerCase().endsWith(ending));
  if (only === undefined || more.length > 0)
    throw new AppError('firmware.missingMember', { member: 'rom.file' });
  return only;
}

/** Throws `firmware.missingMember` for a member that was not kept while unpacking. */
export function contentOf(member: ArchiveMember): Uint8Array {
  if (member.bytes === null) throw new AppError('firmware.missingMember', { member: member.path });
  return member.bytes;
}

/** Last segment of the path. */
export function baseName(member: ArchiveMember): string {
  return member.path.split('/').at(-1) ?? member.path;
}

/** Members that became no image. */
export function otherMembers(
  members: readonly ArchiveMember[],
  used: readonly (ArchiveMember | null)[],
): Firmware['otherMembers'] {
  return members
    .filter((member) => !used.includes(member))
    .map((member) => ({ name: member.path, sizeBytes: member.sizeBytes }));
}
