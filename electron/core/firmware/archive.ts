import { type ArchiveKind, checkArchiveFrame, sniffArchive } from './archiveKind.ts';
import { type ArchiveMember, type ArchiveOptions, createWalk } from './archiveWalk.ts';
import { damaged } from './damaged.ts';
import { openWasmArchive, type WasmArchive } from './wasmArchive.ts';

export type { ArchiveMember } from './archiveWalk.ts';

export interface OpenedArchive {
  readonly kind: ArchiveKind;
  readonly members: readonly ArchiveMember[];
  /** Where the archive ends in the file; the end of the file in most cases. */
  readonly endOffset: number;
}

/**
 * Unpacks a 7z or ZIP archive in memory, members in archive order, directories left out.
 *
 * Throws `firmware.hostileArchive` {reason, member, limit, found} for what could harm, `firmware.damaged` {check, ...}
 * for what is cut short or does not verify, `rpc.cancelled` when the signal fires.
 */
export async function readArchive(bytes: Uint8Array, options: ArchiveOptions = {}): Promise<OpenedArchive> {
  const kind = sniffArchive(bytes);
  if (kind === null)
    throw damaged({ check: 'archive.magic', offset: 0, expected: '7z or ZIP', found: 'neither' });
  const { entries: announced, endOffset } = checkArchiveFrame(kind, bytes);
  using archive = await open(bytes);
  const walk = createWalk(archive, bytes.length, options);
  for (let entry = walk.next(); entry !== null; entry = walk.next()) await walk.take(entry);
  if (announced !== null && announced !== walk.entryCount()) {
    const check = 'archive.entries';
    throw damaged({ check, offset: 0, expected: announced, found: walk.entryCount() });
  }
  return { kind, members: walk.members, endOffset };
}

async function open(bytes: Uint8Array): Promise<WasmArchive> {
  try {
    return await openWasmArchive(bytes);
  } catch (cause) {
    throw damaged(
      { check: 'archive.open', offset: 0, expected: 'readable archive', found: String(cause) },
      cause,
    );
  }
}
