import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/errors.ts';
import { type LockHolder, lockDataFolder } from './lock.ts';

const self: LockHolder = { pid: process.pid, startedAtMs: 1000, socket: '/run/airdock.sock' };
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'airdock-lock-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function refusal(): AppError {
  try {
    lockDataFolder(folder, { ...self, pid: 1 }).release();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('the lock was given twice');
}

/** Another process that takes the lock, says so, and lives until it is killed. */
async function lockElsewhere() {
  const program = `
    import { lockDataFolder } from ${JSON.stringify(new URL('./lock.ts', import.meta.url).href)};
    lockDataFolder(process.argv[1], { pid: process.pid, startedAtMs: 5, socket: '/other.sock' });
    process.stdout.write('locked');
    setInterval(() => {}, 1000);
  `;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', program, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
}

describe('lockDataFolder', () => {
  it('names the holder to whoever comes second, in the same process too', () => {
    const lock = lockDataFolder(folder, self);
    expect(lock.takenOverFrom).toBeNull();
    expect(refusal()).toMatchObject({
      code: 'host.dataFolderLocked',
      retry: 'later',
      params: { pid: process.pid, socket: '/run/airdock.sock', startedAtMs: 1000 },
    });
    lock.release();
  });

  it('is free again after a release, which may be called twice', () => {
    const lock = lockDataFolder(folder, self);
    lock.release();
    lock.release();
    const next = lockDataFolder(folder, self);
    expect(next.takenOverFrom).toBeNull();
    next.release();
  });

  it('holds against another process until that is killed, then takes over and says from whom', async () => {
    const child = await lockElsewhere();
    expect(refusal().params).toMatchObject({ pid: child.pid, socket: '/other.sock' });
    // A refused attempt must not have loosened the lock.
    expect(refusal().params).toMatchObject({ pid: child.pid });
    child.kill('SIGKILL');
    await once(child, 'exit');
    const lock = lockDataFolder(folder, self);
    expect(lock.takenOverFrom).toEqual({ pid: child.pid, startedAtMs: 5, socket: '/other.sock' });
    lock.release();
  });

  it('is not loosened for other processes by a refused second attempt in the process that holds it', async () => {
    const lock = lockDataFolder(folder, self);
    refusal();
    const program = `
      import { lockDataFolder } from ${JSON.stringify(new URL('./lock.ts', import.meta.url).href)};
      try {
        lockDataFolder(process.argv[1], { pid: process.pid, startedAtMs: 5, socket: '' });
        process.stdout.write('taken');
      } catch (error) {
        process.stdout.write(error.code);
      }
    `;
    const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', program, folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [said] = await once(child.stdout, 'data');
    expect(String(said)).toBe('host.dataFolderLocked');
    lock.release();
  });

  it('sets a damaged lock file aside instead of locking everybody out', () => {
    writeFileSync(join(folder, 'core.lock'), 'garbage '.repeat(1000));
    const lock = lockDataFolder(folder, self);
    expect(refusal().code).toBe('host.dataFolderLocked');
    expect(readdirSync(folder).filter((name) => name.includes('damaged'))).toHaveLength(1);
    lock.release();
  });

  it.skipIf(process.platform === 'win32')('is readable by the owner only', () => {
    const lock = lockDataFolder(folder, self);
    expect(statSync(join(folder, 'core.lock')).mode & 0o777).toBe(0o600);
    lock.release();
  });

  it('says that a folder is unusable rather than locked when it cannot hold the file', () => {
    expect(() => lockDataFolder(join(folder, 'missing'), self)).toThrow(
      expect.objectContaining({ code: 'host.dataFolderUnusable' }),
    );
  });
});
