import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/errors.ts';
import { migrations } from './migrations.ts';
import { openStore } from './openStore.ts';

const wallMs = () => Date.UTC(2026, 2, 4, 5, 6, 7);
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'airdock-store-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function thrownBy(work: () => unknown): AppError {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

function saveNote(value: string): void {
  const store = openStore({ folder, wallMs });
  store.run('INSERT OR REPLACE INTO preferences VALUES (?, ?)', 'note', value);
  store.close();
}

describe('openStore', () => {
  it('keeps rows over a restart, in WAL mode, with foreign keys on', () => {
    saveNote('kept');
    const store = openStore({ folder, wallMs });
    expect(store.setAside).toBeNull();
    expect(store.get('SELECT value FROM preferences WHERE name = ?', 'note')?.value).toBe('kept');
    expect(store.get('PRAGMA journal_mode')?.journal_mode).toBe('wal');
    expect(() =>
      store.run("INSERT INTO device_settings VALUES ('nobody', 'URL', 'x', 'readBack', 0)"),
    ).toThrow(/FOREIGN KEY/);
    store.close();
  });

  it.skipIf(process.platform === 'win32')('lets nobody but the owner read the file and its log', () => {
    writeFileSync(join(folder, 'airdock.db'), '');
    chmodSync(join(folder, 'airdock.db'), 0o644);
    const store = openStore({ folder, wallMs });
    store.run("INSERT INTO preferences VALUES ('a', 'b')");
    for (const name of readdirSync(folder))
      expect([name, statSync(join(folder, name)).mode & 0o777]).toEqual([name, 0o600]);
    expect(readdirSync(folder)).toContain('airdock.db-wal');
    store.close();
  });

  it('sets a file that is no database aside, byte for byte, and opens a fresh one', () => {
    const garbage = Buffer.alloc(8192, 'this is no database. ');
    writeFileSync(join(folder, 'airdock.db'), garbage);
    const store = openStore({ folder, wallMs });
    expect(store.setAside?.path).toBe(join(folder, 'airdock.damaged-2026-03-04T050607.db'));
    expect(store.setAside?.error.code).toBe('store.damaged');
    expect(readFileSync(store.setAside?.path ?? '').equals(garbage)).toBe(true);
    expect(store.all('SELECT * FROM jobs')).toEqual([]);
    store.close();
  });

  it('notices damage inside a page that no query of ours has touched yet', () => {
    saveNote('x'.repeat(50_000));
    const path = join(folder, 'airdock.db');
    const bytes = readFileSync(path);
    const pageSize = bytes.readUInt16BE(16);
    bytes.fill(0xa5, pageSize, pageSize * 3);
    writeFileSync(path, bytes);
    const store = openStore({ folder, wallMs });
    expect(store.setAside?.error.params.setAside).toBe(store.setAside?.path);
    store.close();
  });

  it('gives a second damaged file of the same second a name of its own', () => {
    for (const _ of [1, 2]) {
      writeFileSync(
        join(folder, 'airdock.db'),
        'no database at all, but long enough to be looked at'.repeat(40),
      );
      openStore({ folder, wallMs }).close();
    }
    expect(readdirSync(folder).filter((name) => name.includes('damaged'))).toHaveLength(2);
  });

  it('leaves the file of a later Airdock untouched and says so', () => {
    const database = new DatabaseSync(join(folder, 'airdock.db'));
    database.exec('CREATE TABLE later (x); PRAGMA user_version = 99');
    database.close();
    const error = thrownBy(() => openStore({ folder, wallMs }));
    expect(error.code).toBe('store.newer');
    expect(error.params).toMatchObject({ found: 99, known: migrations.length });
    expect(readdirSync(folder).some((name) => name.includes('damaged'))).toBe(false);
  });

  it('runs only the steps a file has not had, and none of a step that fails', () => {
    const first = 'CREATE TABLE a (x INTEGER)';
    openStore({ folder, wallMs, migrations: [first] }).close();
    const broken = 'CREATE TABLE b (x INTEGER); INSERT INTO nowhere VALUES (1)';
    expect(() => openStore({ folder, wallMs, migrations: [first, broken] })).toThrow(AppError);
    const store = openStore({ folder, wallMs, migrations: [first, 'CREATE TABLE b (x INTEGER)'] });
    expect(store.get('PRAGMA user_version')?.user_version).toBe(2);
    store.close();
  });

  it('refuses a folder in the place of the database by name', () => {
    mkdirSync(join(folder, 'airdock.db'));
    expect(thrownBy(() => openStore({ folder, wallMs })).code).toBe('host.dataFolderUnusable');
  });

  it('undoes a transaction whose work throws', () => {
    const store = openStore({ folder, wallMs });
    const work = () => {
      store.run("INSERT INTO preferences VALUES ('a', '1')");
      throw new Error('stop');
    };
    expect(() => store.transaction(work)).toThrow('stop');
    expect(store.all('SELECT * FROM preferences')).toEqual([]);
    store.close();
  });
});
