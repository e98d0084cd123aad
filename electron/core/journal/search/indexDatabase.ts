import { rmSync } from 'node:fs';
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import { journalSessionSchema } from '../../../../shared/contract/journalSession.ts';
import type { Session } from './sessions.ts';

/** A stretch of a segment of about 64 KiB and the lines that end in it. */
export interface Block {
  readonly id: number;
  readonly segment: string;
  readonly offset: number;
  readonly sizeBytes: number;
  readonly firstSeq: number;
  readonly lastSeq: number;
  /** Number of its first line. */
  readonly firstLine: number;
  /** Of its lines; Infinity and -Infinity where it has none. */
  readonly firstMs: number;
  readonly lastMs: number;
  /** Of each line (lineMeta.ts). */
  readonly meta: Uint32Array;
  /** Whether its words are in the full-text index. */
  searchable: boolean;
}

/** Why there was no usable index. */
export type RebuildReason = 'new' | 'otherVersion' | 'damaged';

/**
 * What the index keeps between two starts. Everything in it can be made again from the segments, so nothing is flushed to the
 * medium: a file that a power cut has damaged is thrown away.
 */
export interface IndexDatabase {
  readonly rebuild: RebuildReason | null;
  blocks(): Block[];
  sessions(): Session[];
  /** State of the line maker at the beginning of a block. */
  carryOf(block: Pick<Block, 'id'>): string;
  add(block: Block, carry: string, sessions: readonly Session[]): void;
  /** Forgets blocks, and sessions that ended before a row. */
  drop(blocks: readonly Block[], keepFromSeq: number): void;
  addWords(id: number, text: string): void;
  /** Blocks in which all of these three-character strings occur. */
  blocksWith(trigrams: readonly string[]): Set<number>;
  inTransaction(work: () => void): void;
  sizeBytes(): number;
  close(): void;
}

/** Another shape of the index, or other lines made of the same rows, is another version. */
const version = 1;

const schema = `
  CREATE TABLE block (id INTEGER PRIMARY KEY, segment TEXT NOT NULL, offset INTEGER NOT NULL, size INTEGER NOT NULL,
    firstSeq INTEGER NOT NULL, lastSeq INTEGER NOT NULL, firstLine INTEGER NOT NULL, firstMs REAL, lastMs REAL,
    meta BLOB NOT NULL, carry TEXT NOT NULL);
  CREATE TABLE session (id INTEGER PRIMARY KEY, data TEXT NOT NULL);
  CREATE TABLE searchable (block INTEGER PRIMARY KEY);
  CREATE VIRTUAL TABLE words USING fts5(text, content='', contentless_delete=1, detail=none, tokenize='trigram');`;

/** Opens the index; one that cannot be used is removed and begun anew. Throws what SQLite says when not even that works. */
export function openIndexDatabase(path: string): IndexDatabase {
  let rebuild: RebuildReason = 'new';
  try {
    const database = new DatabaseSync(path);
    const found = userVersion(database);
    if (found === version) {
      checkSound(database);
      return createIndexDatabase(database, null);
    }
    if (found !== 0) rebuild = 'otherVersion';
    database.close();
  } catch {
    rebuild = 'damaged';
  }
  removeIndex(path);
  const database = new DatabaseSync(path);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF;');
  database.exec(`BEGIN; ${schema} PRAGMA user_version = ${version}; COMMIT;`);
  return createIndexDatabase(database, rebuild);
}

export function removeIndex(path: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
}

function userVersion(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
}

/** Reads what is small; a damaged page of the words shows when it is used. */
function checkSound(database: DatabaseSync): void {
  database.exec('PRAGMA synchronous = OFF');
  database.prepare('SELECT count(*) FROM searchable').get();
  database.prepare("SELECT rowid FROM words WHERE words MATCH 'abc' LIMIT 1").get();
}

type Columns = Record<string, SQLOutputValue>;

function createIndexDatabase(database: DatabaseSync, rebuild: RebuildReason | null): IndexDatabase {
  database.exec('PRAGMA cache_size = -16384; PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 4096;');
  const insertBlock = database.prepare('INSERT INTO block VALUES (?,?,?,?,?,?,?,?,?,?,?)');
  const insertSession = database.prepare('INSERT OR REPLACE INTO session VALUES (?, ?)');
  const deleteSessions = database.prepare(
    "DELETE FROM session WHERE data ->> 'lastSeq' < ? AND data ->> 'open' = 0",
  );
  const insertWords = database.prepare('INSERT INTO words(rowid, text) VALUES (?, ?)');
  const insertSearchable = database.prepare('INSERT INTO searchable VALUES (?)');
  const selectCarry = database.prepare('SELECT carry FROM block WHERE id = ?');
  const selectWords = database.prepare('SELECT rowid FROM words WHERE words MATCH ?');
  let depth = 0;

  const inTransaction = (work: () => void): void => {
    if (depth > 0) {
      work();
      return;
    }
    depth += 1;
    database.exec('BEGIN');
    try {
      work();
      database.exec('COMMIT');
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK');
      throw error;
    } finally {
      depth -= 1;
    }
  };

  return {
    rebuild,
    inTransaction,
    blocks: () =>
      database
        .prepare(
          `SELECT id, segment, offset, size, firstSeq, lastSeq, firstLine, firstMs, lastMs, meta,
             EXISTS (SELECT 1 FROM searchable WHERE block = id) AS searchable FROM block ORDER BY id`,
        )
        .all()
        .map(blockOf),
    sessions: () =>
      database
        .prepare('SELECT data FROM session ORDER BY id')
        .all()
        .map(({ data }) => journalSessionSchema.parse(JSON.parse(String(data)))),
    carryOf: ({ id }) => String(selectCarry.get(id)?.['carry'] ?? '[]'),
    add: (block, carry, sessions) =>
      inTransaction(() => {
        const { id, segment, offset, sizeBytes, firstSeq, lastSeq, firstLine, meta } = block;
        const times = meta.length === 0 ? [null, null] : [block.firstMs, block.lastMs];
        const blob = new Uint8Array(meta.buffer, meta.byteOffset, meta.byteLength);
        insertBlock.run(
          ...[id, segment, offset, sizeBytes, firstSeq, lastSeq, firstLine, ...times],
          blob,
          carry,
        );
        for (const session of sessions) insertSession.run(session.id, JSON.stringify(session));
      }),
    drop: (blocks, keepFromSeq) =>
      inTransaction(() => {
        deleteSessions.run(keepFromSeq);
        for (const { id } of blocks) {
          database.prepare('DELETE FROM block WHERE id = ?').run(id);
          const { changes } = database.prepare('DELETE FROM searchable WHERE block = ?').run(id);
          if (Number(changes) > 0) database.prepare('DELETE FROM words WHERE rowid = ?').run(id);
        }
      }),
    addWords: (id, text) =>
      inTransaction(() => {
        insertWords.run(id, text);
        insertSearchable.run(id);
      }),
    blocksWith: (trigrams) => {
      const match = trigrams.map((trigram) => `"${trigram.replaceAll('"', '""')}"`).join(' AND ');
      return new Set(selectWords.all(match).map(({ rowid }) => Number(rowid)));
    },
    sizeBytes: () => {
      const pages = Number(database.prepare('PRAGMA page_count').get()?.['page_count']);
      return pages * Number(database.prepare('PRAGMA page_size').get()?.['page_size']);
    },
    close: () => database.close(),
  };
}

function blockOf(columns: Columns): Block {
  const { meta } = columns;
  if (!(meta instanceof Uint8Array)) throw new Error('a block of the index has no lines');
  const number = (name: string): number => Number(columns[name]);
  return {
    id: number('id'),
    segment: String(columns['segment']),
    offset: number('offset'),
    sizeBytes: number('size'),
    firstSeq: number('firstSeq'),
    lastSeq: number('lastSeq'),
    firstLine: number('firstLine'),
    firstMs: columns['firstMs'] === null ? Number.POSITIVE_INFINITY : number('firstMs'),
    lastMs: columns['lastMs'] === null ? Number.NEGATIVE_INFINITY : number('lastMs'),
    meta: new Uint32Array(meta.slice().buffer),
    searchable: number('searchable') === 1,
  };
}
