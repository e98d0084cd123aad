import {
  closeSync,
  constants,
  fdatasyncSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

/** A segment file as the folder lists it. */
export interface ListedFile {
  readonly name: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
}

/** The few things the journal does with files; every member throws what the system says. */
export interface JournalFiles {
  list(): readonly ListedFile[];
  /** Writes all bytes at an offset, creating the file; the same call may be repeated after a failure. */
  writeAt(name: string, offset: number, bytes: Uint8Array): void;
  /** Returns when what was written to the file is on the medium. */
  sync(name: string): void;
  truncate(name: string, sizeBytes: number): void;
  /** As many of the bytes as the file has. */
  read(name: string, offset: number, sizeBytes: number): Buffer;
  remove(name: string): void;
  close(): void;
}

/** A real folder, created owner-only. One file is kept open for writing: the newest segment. */
export function diskJournalFiles(folder: string): JournalFiles {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  let open: { readonly name: string; readonly handle: number } | null = null;
  const close = (): void => {
    const handle = open?.handle;
    open = null;
    if (handle !== undefined) closeSync(handle);
  };
  const handleOf = (name: string): number => {
    if (open?.name === name) return open.handle;
    close();
    // Not 'a': on Linux append mode ignores the offset, and a repeated write must land where the failed one did.
    const handle = openSync(join(folder, name), constants.O_RDWR | constants.O_CREAT, 0o600);
    open = { name, handle };
    if (fstatSync(handle).size === 0) syncFolder(folder);
    return handle;
  };
  return {
    list: () => readdirSync(folder).flatMap((name) => listed(folder, name)),
    writeAt: (name, offset, bytes) => writeAll(handleOf(name), offset, bytes),
    sync: (name) => fdatasyncSync(handleOf(name)),
    truncate: (name, sizeBytes) => {
      ftruncateSync(handleOf(name), sizeBytes);
      fdatasyncSync(handleOf(name));
    },
    read: (name, offset, sizeBytes) => readUpTo(join(folder, name), offset, sizeBytes),
    remove: (name) => {
      if (open?.name === name) close();
      rmSync(join(folder, name));
    },
    close,
  };
}

function listed(folder: string, name: string): ListedFile[] {
  const found = statSync(join(folder, name), { throwIfNoEntry: false });
  return found?.isFile() ? [{ name, sizeBytes: found.size, modifiedMs: found.mtimeMs }] : [];
}

function writeAll(handle: number, offset: number, bytes: Uint8Array): void {
  let done = 0;
  while (done < bytes.length) {
    done += writeSync(handle, bytes, done, bytes.length - done, offset + done);
  }
}

function readUpTo(path: string, offset: number, sizeBytes: number): Buffer {
  const bytes = Buffer.allocUnsafe(sizeBytes);
  const handle = openSync(path, 'r');
  try {
    let done = 0;
    while (done < sizeBytes) {
      const count = readSync(handle, bytes, done, sizeBytes - done, offset + done);
      if (count === 0) break;
      done += count;
    }
    return bytes.subarray(0, done);
  } finally {
    closeSync(handle);
  }
}

/** Makes the name of a new file durable. Windows keeps names by itself and does not open folders. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
