import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/errors.ts';
import { type DataFolderSurroundings, prepareDataFolder, resolveDataFolder } from './dataFolder.ts';

const posix = process.platform !== 'win32';
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'airdock-folder-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function surroundings(changes: Partial<DataFolderSurroundings>): DataFolderSurroundings {
  return {
    env: {},
    platform: 'linux',
    homeFolder: '/home/bench',
    programFolder: null,
    currentFolder: '/work',
    fileExists: () => false,
    ...changes,
  };
}

function refusal(path: string): AppError {
  try {
    prepareDataFolder(path);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('the folder was accepted');
}

describe.skipIf(!posix)('resolveDataFolder', () => {
  it('obeys AIRDOCK_HOME before everything, also a relative one', () => {
    const portable = { programFolder: '/opt/airdock', fileExists: () => true };
    expect(resolveDataFolder(surroundings({ ...portable, env: { AIRDOCK_HOME: 'data' } }))).toEqual({
      path: '/work/data',
      source: 'environment',
    });
  });

  it('lies beside the program only where the marker file is', () => {
    const seen: string[] = [];
    const fileExists = (path: string) => seen.push(path) > 0;
    const portable = surroundings({ programFolder: '/opt/airdock', fileExists });
    expect(resolveDataFolder(portable)).toEqual({ path: '/opt/airdock/airdock-data', source: 'portable' });
    expect(seen).toEqual(['/opt/airdock/airdock-portable']);
  });

  it.each([
    ['linux', {}, '/home/bench/.local/share/airdock'],
    ['linux', { XDG_DATA_HOME: '/data/xdg' }, '/data/xdg/airdock'],
    ['linux', { XDG_DATA_HOME: 'relative' }, '/home/bench/.local/share/airdock'],
    ['darwin', {}, '/home/bench/Library/Application Support/Airdock'],
    ['win32', { LOCALAPPDATA: '/c/local' }, '/c/local/Airdock'],
    ['win32', {}, '/home/bench/AppData/Local/Airdock'],
  ] as const)('takes the place that %s gives (%o)', (platform, env, path) => {
    expect(resolveDataFolder(surroundings({ platform, env }))).toEqual({ path, source: 'platform' });
  });
});

describe('prepareDataFolder', () => {
  it('creates the folder and those above it, and leaves nothing in it', () => {
    const path = join(folder, 'a', 'b');
    prepareDataFolder(path);
    expect(readdirSync(path)).toEqual([]);
    if (posix) expect(statSync(path).mode & 0o777).toBe(0o700);
  });

  it.skipIf(!posix)('does not take rights away from a folder that was there before', () => {
    const path = join(folder, 'shared');
    mkdirSync(path);
    chmodSync(path, 0o755);
    prepareDataFolder(path);
    expect(statSync(path).mode & 0o777).toBe(0o755);
  });

  it('refuses a regular file in its place, and one above it', () => {
    const file = join(folder, 'file');
    writeFileSync(file, 'content');
    expect(refusal(file)).toMatchObject({ code: 'host.dataFolderUnusable', params: { path: file } });
    expect(refusal(join(file, 'below'))).toMatchObject({ params: { reason: 'ENOTDIR' } });
  });

  it.skipIf(process.platform !== 'linux')('refuses a file system that takes no files', () => {
    expect(refusal('/proc/self').code).toBe('host.dataFolderUnusable');
  });

  it.skipIf(!posix || process.getuid?.() === 0)(
    'refuses a read-only folder [needs a user other than root]',
    () => {
      chmodSync(folder, 0o500);
      expect(refusal(folder)).toMatchObject({ params: { reason: 'EACCES' } });
      chmodSync(folder, 0o700);
    },
  );
});
