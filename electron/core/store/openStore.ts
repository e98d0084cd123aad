import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { AppError } from '../../../shared/errors.ts';
import { migrations } from './migrations.ts';
import { ensureOwnerOnlyFile } from './ownerOnly.ts';
import { setAside } from './setAside.ts';
import { isDamage, reasonOf } from './sqliteError.ts';
import { createStore, inTransaction, type SetAside, type Store } from './store.ts';

export interface StoreOptions {
  /** The data folder; it must exist. */
  readonly folder: string;
  /** Wall clock for the name of a damaged file that is set aside. */
  readonly wallMs: () => number;
  /** Only tests give their own. */
  readonly migrations?: readonly string[];
}

/** How long a statement waits for another process, e.g. a backup program, before it fails. */
const busyTimeoutMs = 2000;

/**
 * WAL with NORMAL: a commit is with the system when it returns, so a program that is killed at any moment forgets nothing that it
 * has told anybody. Only a power cut may take the last commits (never the file): a flush for each would allow some hundred of
 * them per second on a common SSD, and a module that is offered an upgrade twice after a power cut is offered the same one.
 * Checkpoints flush, and are made where a log of 64 MiB is full rather than one of 4, because a ledger of 100,000 modules touches
 * pages all over the file, and one that was touched twice is brought over once; 64 MiB of cache (2 by default), filled only by
 * those who have so many, hold what its decisions touch.
 */
const pragmas = `PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 16384;
  PRAGMA journal_size_limit = 100663296; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY;`;

/**
 * Opens `airdock.db` in the data folder: WAL, foreign keys, owner-only, migrated. A damaged file is set aside and a fresh one
 * opened; `store.setAside` then tells. Throws `store.newer` for a file of a later Airdock (left untouched) and
 * `host.dataFolderUnusable` when the file cannot be opened at all.
 */
export function openStore(options: StoreOptions): Store {
  const path = join(options.folder, 'airdock.db');
  const steps = options.migrations ?? migrations;
  try {
    return createStore(openDatabase(path, steps), path, null);
  } catch (error) {
    if (!isDamage(error)) throw asStoreError(error, path);
    const aside = moveAway(path, options.wallMs(), error);
    try {
      return createStore(openDatabase(path, steps), path, aside);
    } catch (second) {
      throw asStoreError(second, path);
    }
  }
}

/** A store without a file, for tests of the rooms above. */
export function openMemoryStore(): Store {
  const database = new DatabaseSync(':memory:');
  database.exec('PRAGMA foreign_keys = ON');
  migrate(database, migrations, ':memory:');
  return createStore(database, ':memory:', null);
}

function openDatabase(path: string, steps: readonly string[]): DatabaseSync {
  ensureOwnerOnlyFile(path);
  const database = new DatabaseSync(path, { timeout: busyTimeoutMs, enableForeignKeyConstraints: true });
  try {
    database.exec(pragmas);
    checkIntegrity(database);
    migrate(database, steps, path);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** A damaged page can sleep for weeks in a table nobody reads; the file is small, so it is looked at whole. */
function checkIntegrity(database: DatabaseSync): void {
  const answer = database.prepare('PRAGMA quick_check(1)').get()?.quick_check;
  if (answer === 'ok') return;
  throw Object.assign(new Error(String(answer)), { errcode: 11 });
}

function migrate(database: DatabaseSync, steps: readonly string[], path: string): void {
  const found = Number(database.prepare('PRAGMA user_version').get()?.user_version ?? 0);
  if (found > steps.length) {
    throw new AppError('store.newer', { path, found, known: steps.length });
  }
  for (const [index, step] of steps.entries()) {
    if (index < found) continue;
    inTransaction(database, () => {
      database.exec(step);
      database.exec(`PRAGMA user_version = ${index + 1}`);
    });
  }
}

function moveAway(path: string, wallMs: number, cause: unknown): SetAside {
  try {
    const aside = setAside(path, wallMs);
    const params = { path, setAside: aside, reason: reasonOf(cause) };
    return { path: aside, error: new AppError('store.damaged', params, { cause }) };
  } catch (error) {
    throw new AppError('store.damaged', { path, setAside: '', reason: reasonOf(error) }, { cause });
  }
}

function asStoreError(error: unknown, path: string): AppError {
  if (error instanceof AppError) return error;
  const params = { path, reason: reasonOf(error) };
  return new AppError('host.dataFolderUnusable', params, { retry: 'later', cause: error });
}
