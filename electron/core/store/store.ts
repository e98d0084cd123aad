import type { DatabaseSync, SQLInputValue, SQLOutputValue, StatementSync } from 'node:sqlite';
import type { AppError } from '../../../shared/errors.ts';
import { createSharedCommit } from './sharedCommit.ts';

/** One row as sqlite gives it; the room that asked turns it into its own type with a schema. */
export type StoreRow = Readonly<Record<string, SQLOutputValue>>;
export type StoreValue = SQLInputValue;

/** A damaged database that was moved out of the way; the caller must say so. */
export interface SetAside {
  /** Where the damaged file is now. */
  readonly path: string;
  /** `store.damaged` {path, setAside, reason}. */
  readonly error: AppError;
}

/** The one sqlite database. Synchronous and on the core's thread: a few small rows at a time, never a search. */
export interface Store {
  /** Path of the file, or `:memory:`. */
  readonly path: string;
  /** Set when the file that was found was damaged and this one is new. */
  readonly setAside: SetAside | null;
  /** Runs one statement; returns how many rows it changed. */
  run(sql: string, ...values: StoreValue[]): number;
  /** Runs one INSERT; returns the number of the row. */
  insert(sql: string, ...values: StoreValue[]): number;
  all(sql: string, ...values: StoreValue[]): readonly StoreRow[];
  get(sql: string, ...values: StoreValue[]): StoreRow | undefined;
  /** All of `work` or, when it throws, nothing of it. Not nested. */
  transaction<T>(work: () => T): T;
  /**
   * All of `work` or, when it throws, nothing of it, in one commit with everything else that is shared in this turn of the event
   * loop and in those right behind it. Reads see it at once; nobody outside may be told before `settled` has resolved. Not nested.
   */
  share<T>(work: () => T): T;
  /**
   * Resolves when everything shared so far is in the file; rejects with what prevented it, and then nothing that
   * shared the commit was kept. Null when nothing is open.
   */
  settled(): Promise<void> | null;
  close(): void;
}

/** Wraps an opened database; statements are prepared once. */
export function createStore(database: DatabaseSync, path: string, setAside: SetAside | null): Store {
  const statements = new Map<string, StatementSync>();
  const prepare = (sql: string): StatementSync => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const statement = database.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  const shared = createSharedCommit(database);
  /** Others write for themselves: what is open must neither be undone nor kept waiting with them. */
  const apart = (): void => {
    if (!shared.working()) shared.flush();
  };
  return {
    path,
    setAside,
    run: (sql, ...values) => {
      apart();
      return Number(prepare(sql).run(...values).changes);
    },
    insert: (sql, ...values) => {
      apart();
      return Number(prepare(sql).run(...values).lastInsertRowid);
    },
    all: (sql, ...values) => prepare(sql).all(...values),
    get: (sql, ...values) => prepare(sql).get(...values),
    transaction: (work) => {
      apart();
      return inTransaction(database, work);
    },
    share: shared.share,
    settled: shared.settled,
    close: () => {
      shared.flush();
      statements.clear();
      if (database.isOpen) database.close();
    },
  };
}

/** BEGIN IMMEDIATE, so that a lock is noticed before the work and not at its end. */
export function inTransaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
