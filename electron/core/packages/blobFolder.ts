import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../../shared/errors.ts';

/** Files of one folder, written so that a reader sees the whole file or none, also after a power cut. */
export interface BlobFolder {
  /** Replaces `name` by way of a temporary file: write, flush, rename, flush the folder. */
  write(name: string, bytes: Uint8Array): Promise<void>;
  /** Null when there is no such file. */
  read(name: string): Promise<Uint8Array | null>;
  /** True when it was there. */
  remove(name: string): Promise<boolean>;
  names(): Promise<string[]>;
  /** Removes what a crash left half written. */
  sweep(): Promise<void>;
}

const temporarySuffix = '.tmp';
const ownerOnlyFile = 0o600;
const ownerOnlyFolder = 0o700;

/**
 * A folder that only its owner can read. `uniqueSuffix` names temporary files; two writers must never get the same.
 * Throws `file.notWritable` and `file.notReadable` {path, reason}.
 */
export function createBlobFolder(folder: string, uniqueSuffix: () => string): BlobFolder {
  return {
    async write(name, bytes) {
      const path = join(folder, name);
      const temporary = `${path}.${uniqueSuffix()}${temporarySuffix}`;
      try {
        await mkdir(folder, { recursive: true, mode: ownerOnlyFolder });
        await writeFlushed(temporary, bytes);
        await rename(temporary, path);
        await flushFolder(folder);
      } catch (cause) {
        await rm(temporary, { force: true }).catch(() => undefined);
        throw fileError('file.notWritable', path, cause);
      }
    },
    async read(name) {
      const path = join(folder, name);
      try {
        return new Uint8Array(await readFile(path));
      } catch (cause) {
        if (errorCode(cause) === 'ENOENT') return null;
        throw fileError('file.notReadable', path, cause);
      }
    },
    async remove(name) {
      const path = join(folder, name);
      try {
        await rm(path);
        return true;
      } catch (cause) {
        if (errorCode(cause) === 'ENOENT') return false;
        throw fileError('file.notWritable', path, cause);
      }
    },
    names: () => listNames(folder),
    async sweep() {
      const names = await listNames(folder);
      const stale = names.filter((name) => name.endsWith(temporarySuffix));
      await Promise.all(stale.map((name) => rm(join(folder, name), { force: true })));
    },
  };
}

async function listNames(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch (cause) {
    if (errorCode(cause) === 'ENOENT') return [];
    throw fileError('file.notReadable', folder, cause);
  }
}

async function writeFlushed(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', ownerOnlyFile);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes the rename itself durable. Windows cannot open a folder and needs no such step. */
async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function fileError(code: 'file.notWritable' | 'file.notReadable', path: string, cause: unknown): AppError {
  return new AppError(code, { path, reason: errorCode(cause) }, { retry: 'later', cause });
}

function errorCode(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
}
