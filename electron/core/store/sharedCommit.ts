import type { DatabaseSync } from 'node:sqlite';

/** Many small transactions with one commit; see `Store.share`. */
export interface SharedCommit {
  share<T>(work: () => T): T;
  /** Commits what is open, now. What prevents it goes to those who wait, not to the caller, who is somebody else. */
  flush(): void;
  settled(): Promise<void> | null;
  /** Inside of `work`. */
  working(): boolean;
}

interface Open {
  readonly settled: Promise<void>;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
  /** Parts, and how many of them there were when the last turn ended. */
  parts: number;
  partsBefore: number;
  turnEnd: NodeJS.Immediate;
}

/** More parts gain nothing, and the first of them waits for the last. */
const mostParts = 64;

/**
 * A commit costs as much as all the statements of a small transaction, and pages that are changed again and again (the end of
 * the log, the newest times) are written by each. So there is one for as many turns in a row as bring another part: a server is
 * given one new connection in a turn, however many wait. A savepoint for each part keeps the promise that a part which throws
 * leaves nothing behind and takes nobody else with it.
 */
export function createSharedCommit(database: DatabaseSync): SharedCommit {
  let open: Open | null = null;
  let isWorking = false;
  const statement = (sql: string) => {
    const prepared = database.prepare(sql);
    return () => void prepared.run();
  };
  const savepoint = statement('SAVEPOINT part');
  const release = statement('RELEASE part');

  function begin(): Open {
    database.exec('BEGIN IMMEDIATE');
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    // Whoever waits hears of it; that nobody may wait is no reason to end the program.
    promise.catch(() => undefined);
    const turnEnd = setImmediate(endTurn);
    open = { settled: promise, resolve, reject, parts: 0, partsBefore: 0, turnEnd };
    return open;
  }

  function endTurn(): void {
    if (open === null) return;
    const isGrowing = open.parts > open.partsBefore && open.parts < mostParts;
    open.partsBefore = open.parts;
    if (isGrowing) open.turnEnd = setImmediate(endTurn);
    else flush();
  }

  function flush(): void {
    if (open === null) return;
    const { resolve, reject, turnEnd } = open;
    open = null;
    clearImmediate(turnEnd);
    try {
      database.exec('COMMIT');
      resolve();
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK');
      reject(error);
    }
  }

  /** Where sqlite itself has rolled everything back (a full disk), the parts before are lost too and must hear so. */
  function undoPart(error: unknown): void {
    if (database.isTransaction) {
      database.exec('ROLLBACK TO part; RELEASE part');
      return;
    }
    const lost = open;
    open = null;
    if (lost === null) return;
    clearImmediate(lost.turnEnd);
    lost.reject(error);
  }

  return {
    flush,
    settled: () => open?.settled ?? null,
    working: () => isWorking,
    share(work) {
      const group = open ?? begin();
      group.parts++;
      savepoint();
      isWorking = true;
      try {
        const result = work();
        release();
        return result;
      } catch (error) {
        undoPart(error);
        throw error;
      } finally {
        isWorking = false;
      }
    },
  };
}
