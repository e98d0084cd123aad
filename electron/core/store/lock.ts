import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { AppError } from '../../../shared/errors.ts';
import { ensureOwnerOnlyFile } from './ownerOnly.ts';
import { setAside } from './setAside.ts';
import { isBusy, isDamage, reasonOf } from './sqliteError.ts';

/** Who holds a data folder. */
export interface LockHolder {
  readonly pid: number;
  /** Wall clock, ms since 1970. */
  readonly startedAtMs: number;
  /** Where a second door attaches. */
  readonly socket: string;
}

export interface FolderLock {
  /** The core that held the folder before and ended without releasing it; null after a clean end. */
  readonly takenOverFrom: LockHolder | null;
  release(): void;
}

/**
 * One core per data folder. `core.lock` is a tiny sqlite file: its row says who holds it, and an open write transaction on it
 * is the lock. A pid in a text file cannot do this: pids are reused, and two cores that find the same stale file both win.
 * The system drops a dead process's lock by itself, readers still see the row, and the database beside it needs the same
 * locks anyway. Throws `host.dataFolderLocked` {pid, socket, startedAtMs, path} or `host.dataFolderUnusable` {path, reason}.
 */
export function lockDataFolder(folder: string, self: LockHolder): FolderLock {
  const path = join(folder, 'core.lock');
  try {
    return hold(path, self);
  } catch (error) {
    if (error instanceof AppError) throw error;
    if (!isDamage(error)) throw unusable(path, error);
  }
  try {
    // Whoever lives holds a healthy file: a damaged one is held by nobody.
    setAside(path, self.startedAtMs);
    return hold(path, self);
  } catch (error) {
    throw error instanceof AppError ? error : unusable(path, error);
  }
}

function hold(path: string, self: LockHolder): FolderLock {
  ensureOwnerOnlyFile(path);
  const database = new DatabaseSync(path, { timeout: 0 });
  try {
    const takenOverFrom = enter(database, self, path);
    return { takenOverFrom, release: () => leave(database) };
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Writes our row, commits it so that others can read it, and opens the transaction that stays open. */
function enter(database: DatabaseSync, self: LockHolder, path: string): LockHolder | null {
  try {
    database.exec('BEGIN IMMEDIATE');
    database.exec(
      'CREATE TABLE IF NOT EXISTS holder (pid INTEGER NOT NULL, started_at_ms REAL NOT NULL, socket TEXT NOT NULL) STRICT',
    );
    const before = readHolder(database);
    database.exec('DELETE FROM holder');
    database.prepare('INSERT INTO holder VALUES (?, ?, ?)').run(self.pid, self.startedAtMs, self.socket);
    database.exec('COMMIT');
    database.exec('BEGIN IMMEDIATE');
    return before;
  } catch (error) {
    if (isBusy(error)) throw locked(database, path, error);
    throw error;
  }
}

function leave(database: DatabaseSync): void {
  if (!database.isOpen) return;
  try {
    database.exec('DELETE FROM holder; COMMIT');
  } finally {
    // Closing alone frees the folder; a row that stayed only makes the next core say that it took over.
    database.close();
  }
}

function readHolder(database: DatabaseSync): LockHolder | null {
  const row = database.prepare('SELECT pid, started_at_ms, socket FROM holder').get();
  if (row === undefined) return null;
  return {
    pid: Number(row.pid),
    startedAtMs: Number(row.started_at_ms),
    socket: String(row.socket),
  };
}

function locked(database: DatabaseSync, path: string, cause: unknown): AppError {
  let holder: LockHolder | null = null;
  try {
    holder = readHolder(database);
  } catch {
    // The other core is just writing its row; that the folder is taken is certain, by whom is not.
  }
  const { pid = 0, socket = '', startedAtMs = 0 } = holder ?? {};
  return new AppError('host.dataFolderLocked', { pid, socket, startedAtMs, path }, { retry: 'later', cause });
}

function unusable(path: string, error: unknown): AppError {
  return new AppError(
    'host.dataFolderUnusable',
    { path, reason: reasonOf(error) },
    { retry: 'later', cause: error },
  );
}
