import { lstat, open, readdir, readFile, stat } from 'node:fs/promises';
import { basename, isAbsolute, join } from 'node:path';
import type { FileRef } from '../../../shared/contract/common.ts';
import { AppError } from '../../../shared/errors.ts';

/** A file that a person chose, whole in memory. */
export interface ChosenFile {
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

/** Resolves the file handles of the contract (architecture, law 9) for one door. */
export interface Files {
  /** Throws AppError file.notFound, file.notReadable, file.tooLarge; for a package what the library throws. */
  read(ref: FileRef): Promise<ChosenFile>;
  /** The regular files of a folder, not of folders inside, by name. Throws AppError file.notFound, file.notReadable. */
  list(folder: string): Promise<readonly FileRef[]>;
  /** Whether this door may name paths of this computer. */
  readonly paths: boolean;
  demoFiles(): Promise<readonly { readonly name: string; readonly sizeBytes: number }[]>;
}

export interface FilesOptions {
  /** Whether this door may name paths of this computer; the browser may not. */
  readonly paths: boolean;
  /** Where the local host keeps uploaded copies: `<id>` beside `<id>.name`. */
  readonly uploadsFolder: string;
  readonly demoFolder: string;
  /** A package of the library, checked. */
  readonly readPackage: (sha256: string) => Promise<ChosenFile>;
  /** Firmware is never larger; beyond it the file is refused unread. */
  readonly limitBytes: number;
}

export function createFiles(options: FilesOptions): Files {
  return {
    async read(ref) {
      switch (ref.kind) {
        case 'path':
          if (!options.paths || !isAbsolute(ref.path))
            throw new AppError('file.notFound', { path: ref.path });
          return { fileName: basename(ref.path), bytes: await readBounded(ref.path, options.limitBytes) };
        case 'upload': {
          const path = join(options.uploadsFolder, ref.id);
          const name = await readFile(`${path}.name`, 'utf8').catch(() => ref.id);
          return { fileName: name, bytes: await readBounded(path, options.limitBytes, name) };
        }
        case 'demo':
          return readDemo(options, ref.name);
        case 'package':
          return options.readPackage(ref.sha256);
      }
    },
    async list(folder) {
      if (!options.paths || !isAbsolute(folder)) throw new AppError('file.notFound', { path: folder });
      const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
        throw asFileError(error, folder);
      });
      return entries
        .filter((entry) => !entry.name.startsWith('.') && (entry.isFile() || entry.isSymbolicLink()))
        .map(({ name }) => name)
        .sort()
        .map((name) => ({ kind: 'path', path: join(folder, name) }));
    },
    paths: options.paths,
    async demoFiles() {
      const names = (await readdir(options.demoFolder))
        .filter((name) => /\.(binpkg|soc|pac|simfw|simpkg)$/.test(name))
        .sort();
      return Promise.all(
        names.map(async (name) => ({ name, sizeBytes: (await stat(join(options.demoFolder, name))).size })),
      );
    },
  };
}

/** A demo file by its bare name; anything that is not one of the folder's own entries does not exist. */
async function readDemo({ demoFolder, limitBytes }: FilesOptions, name: string): Promise<ChosenFile> {
  const known: readonly string[] = await readdir(demoFolder).catch((): string[] => []);
  if (!known.includes(name)) throw new AppError('file.notFound', { path: name });
  return { fileName: name, bytes: await readBounded(join(demoFolder, name), limitBytes) };
}

/** Reads a regular file up to a limit, looking at the size before the bytes. */
async function readBounded(path: string, limitBytes: number, shownAs = path): Promise<Uint8Array> {
  try {
    const handle = await open(path, 'r');
    try {
      const info = await handle.stat();
      if (!info.isFile()) throw new AppError('file.notReadable', { path: shownAs, reason: 'notRegularFile' });
      if (info.size > limitBytes) {
        throw new AppError('file.tooLarge', { path: shownAs, sizeBytes: info.size, limitBytes });
      }
      return new Uint8Array(await handle.readFile());
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw asFileError(error, shownAs);
  }
}

/** A file system error as the AppError that tells a person what to do. */
export function asFileError(error: unknown, path: string): AppError {
  if (error instanceof AppError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT') return new AppError('file.notFound', { path }, { cause: error });
  return new AppError('file.notReadable', { path, reason: code || String(error) }, { cause: error });
}

/** True where something is at this path, whatever it is. */
export async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
