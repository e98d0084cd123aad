import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError } from '../../../shared/errors.ts';
import { checkEntry, hostile } from './archiveGuards.ts';
import { damaged } from './damaged.ts';
import type { WasmArchive, WasmEntry } from './wasmArchive.ts';

/** Bounds that no honest `.soc` comes near: the largest members known are an ELF file and a linker map. */
export interface ArchiveLimits {
  readonly maxEntries: number;
  readonly maxUnpackedBytes: number;
  /** Unpacked to packed, counted once more than `ratioFreeBytes` were unpacked. */
  readonly maxRatio: number;
  readonly ratioFreeBytes: number;
}

export const archiveLimits: ArchiveLimits = {
  maxEntries: 256,
  maxUnpackedBytes: 256 * 1024 * 1024,
  maxRatio: 200,
  ratioFreeBytes: 8 * 1024 * 1024,
};

export interface ArchiveMember {
  /** Relative path with `/`, checked by memberName.ts. */
  readonly path: string;
  /** Counted while unpacking; the declared size is never used. */
  readonly sizeBytes: number;
  /** Null when `keep` declined the member. */
  readonly bytes: Uint8Array | null;
}

export interface ArchiveOptions {
  readonly limits?: ArchiveLimits;
  /** Members whose bytes are wanted; the others are unpacked for the checks and counted only. Default: all. */
  readonly keep?: (path: string) => boolean;
  readonly signal?: AbortSignal;
}

const chunkBytes = 64 * 1024;
/** The event loop gets a turn after this much, so that a port on the same thread is still served. */
const breatheBytes = 4 * 1024 * 1024;

/** One pass over an archive: entry by entry, counting what comes out. */
export interface Walk {
  readonly members: ArchiveMember[];
  entryCount(): number;
  next(): WasmEntry | null;
  take(entry: WasmEntry): Promise<void>;
}

/** Throws as readArchive does. */
export function createWalk(archive: WasmArchive, packedBytes: number, options: ArchiveOptions): Walk {
  const limits = options.limits ?? archiveLimits;
  const count = createMeter(packedBytes, limits, options.signal);
  const members: ArchiveMember[] = [];
  const seen = new Set<string>();
  let entries = 0;
  return {
    members,
    entryCount: () => entries,
    next() {
      const entry = attempt(() => archive.next(), archive, '');
      if (entry !== null) return entry;
      const fault = archive.fault();
      if (fault !== '' || archive.encrypted()) throw archiveFault(archive, '', fault);
      return null;
    },
    async take(entry) {
      entries += 1;
      if (entries > limits.maxEntries)
        throw hostile('tooManyEntries', entry.path, limits.maxEntries, entries);
      const path = checkEntry(entry, seen);
      if (entry.type === 'Directory') return;
      const kept = options.keep?.(path) ?? true;
      const chunks: Uint8Array[] = [];
      let sizeBytes = 0;
      for (;;) {
        const chunk = attempt(() => archive.read(chunkBytes), archive, path);
        if (chunk.length === 0) break;
        sizeBytes += chunk.length;
        await count(path, chunk.length);
        if (kept) chunks.push(chunk);
      }
      members.push({ path, sizeBytes, bytes: kept ? join(chunks, sizeBytes) : null });
    },
  };
}

/** Counts unpacked bytes over all members against the limits, and gives the event loop its turns. */
function createMeter(packedBytes: number, limits: ArchiveLimits, signal?: AbortSignal) {
  let unpacked = 0;
  let breathed = 0;
  return async (path: string, sizeBytes: number): Promise<void> => {
    unpacked += sizeBytes;
    if (unpacked > limits.maxUnpackedBytes)
      throw hostile('tooLarge', path, limits.maxUnpackedBytes, unpacked);
    const ratio = Math.floor(unpacked / packedBytes);
    if (unpacked > limits.ratioFreeBytes && ratio > limits.maxRatio)
      throw hostile('ratio', path, limits.maxRatio, ratio);
    if (unpacked - breathed < breatheBytes) return;
    breathed = unpacked;
    await nextTurn();
    if (signal?.aborted) throw new AppError('rpc.cancelled');
  };
}

function attempt<T>(step: () => T, archive: WasmArchive, path: string): T {
  try {
    return step();
  } catch (cause) {
    throw archiveFault(archive, path, text(cause), cause);
  }
}

function archiveFault(archive: WasmArchive, path: string, found: string, cause?: unknown): AppError {
  // The words come from libarchive 3.7.7; encryption in a ZIP or a 7z body is not flagged anywhere else.
  if (archive.encrypted() || /passphrase|encrypted/i.test(found)) return hostile('encrypted', path);
  return damaged(
    {
      check: path === '' ? 'archive.directory' : `archive.member:${path}`,
      offset: 0,
      expected: 'intact',
      found,
    },
    cause,
  );
}

function text(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

function join(chunks: readonly Uint8Array[], sizeBytes: number): Uint8Array {
  const whole = new Uint8Array(sizeBytes);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
