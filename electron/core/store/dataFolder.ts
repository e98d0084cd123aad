import { accessSync, constants, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { AppError } from '../../../shared/errors.ts';
import { ownerOnlyFile, ownerOnlyFolder } from './ownerOnly.ts';
import { reasonOf } from './sqliteError.ts';

/** What decides where the data folder is; all of it injected. */
export interface DataFolderSurroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly homeFolder: string;
  /** Folder of the program itself, null where there is none (running from sources). */
  readonly programFolder: string | null;
  /** Base of a relative AIRDOCK_HOME. */
  readonly currentFolder: string;
  readonly fileExists: (path: string) => boolean;
}

export interface DataFolder {
  /** Absolute. */
  readonly path: string;
  /** Which rule chose it. */
  readonly source: 'environment' | 'portable' | 'platform';
}

/** `AIRDOCK_HOME`; else `airdock-data` beside a program that has the marker file `airdock-portable`; else the platform's place. */
export function resolveDataFolder(surroundings: DataFolderSurroundings): DataFolder {
  const { env, programFolder } = surroundings;
  const chosen = env.AIRDOCK_HOME;
  if (chosen !== undefined && chosen !== '') {
    return { path: resolve(surroundings.currentFolder, chosen), source: 'environment' };
  }
  if (programFolder !== null && surroundings.fileExists(join(programFolder, 'airdock-portable'))) {
    return { path: join(programFolder, 'airdock-data'), source: 'portable' };
  }
  return { path: platformFolder(surroundings), source: 'platform' };
}

function platformFolder({ env, platform, homeFolder }: DataFolderSurroundings): string {
  if (platform === 'win32') {
    // Local, not Roaming: half a gigabyte of journal must not travel with a domain profile at every log-on.
    return join(env.LOCALAPPDATA || join(homeFolder, 'AppData', 'Local'), 'Airdock');
  }
  if (platform === 'darwin') return join(homeFolder, 'Library', 'Application Support', 'Airdock');
  const xdg = env.XDG_DATA_HOME;
  // The XDG specification says that a relative path must be ignored.
  return join(xdg?.startsWith('/') ? xdg : join(homeFolder, '.local', 'share'), 'airdock');
}

/**
 * Creates the folder, owner-only, and proves that it can be written. A folder that exists keeps its rights (it may be one that
 * a person shares on purpose); everything Airdock puts inside is owner-only by itself.
 * Throws `host.dataFolderUnusable` {path, reason}.
 */
export function prepareDataFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: ownerOnlyFolder });
    if (!statSync(path).isDirectory()) throw new Error('not a folder');
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
    // Rights alone do not tell about a read-only or full file system.
    const probe = join(path, `.probe-${process.pid}`);
    writeFileSync(probe, 'airdock', { mode: ownerOnlyFile });
    rmSync(probe);
  } catch (error) {
    const params = { path, reason: reasonOf(error) };
    throw new AppError('host.dataFolderUnusable', params, { retry: 'later', cause: error });
  }
}
