import { join } from 'node:path';
import type { IndexState } from '../../../../shared/contract/journalLine.ts';
import { AppError } from '../../../../shared/errors.ts';
import type { JournalFiles } from '../journalFiles.ts';
import { withoutAnsi } from '../lines/lineText.ts';
import { createAnswers } from './answers.ts';
import { exportFile } from './exportFile.ts';
import { type IndexDatabase, openIndexDatabase, type RebuildReason, removeIndex } from './indexDatabase.ts';
import { createIndexer, type Indexer, StaleIndex } from './indexer.ts';
import type { IndexAnswer, IndexQuestion, IndexReply, IndexRequest } from './questions.ts';

export interface IndexCoreParts {
  readonly openFiles: (folder: string) => JournalFiles;
  readonly reply: (reply: IndexReply) => void;
  /** Lets other questions in. */
  readonly pause: () => Promise<void>;
  readonly nowMs: () => number;
}

const indexName = 'index.db';
/** While much is to be done, words go in many blocks at a time, which costs SQLite far less. */
const wordsAtOnce = 8;

/** Everything the index does, without the thread: it opens, follows the segments, is made anew, and asks `answers.ts`. */
export function createIndexCore({ openFiles, reply, pause, nowMs }: IndexCoreParts) {
  let folder = '';
  let files: JournalFiles | null = null;
  let database: IndexDatabase | null = null;
  let indexer: Indexer | null = null;
  let rebuilding: RebuildReason | 'behind' | null = null;
  let lastSeq = 0;
  let isRunning = false;
  let isClosed = false;
  let askedMs = Number.NEGATIVE_INFINITY;
  const cancelled = new Set<number>();

  const opened = () => {
    if (files === null || database === null || indexer === null) throw new AppError('journal.closed');
    return { files, database, indexer };
  };

  const open = (): void => {
    files ??= openFiles(folder);
    const path = join(folder, indexName);
    answers.forget();
    try {
      database = openIndexDatabase(path);
      indexer = createIndexer({ files, database });
    } catch {
      // Whatever it is: the segments are the truth, and what is made of them is made again.
      startOver('damaged');
      return;
    }
    rebuilding = database.rebuild ?? 'behind';
  };

  const startOver = (reason: RebuildReason): void => {
    const path = join(folder, indexName);
    answers.forget();
    try {
      database?.close();
    } catch {
      // It is thrown away.
    }
    removeIndex(path);
    database = openIndexDatabase(path);
    files ??= openFiles(folder);
    indexer = createIndexer({ files, database });
    rebuilding = reason;
  };

  /** Something is wrong with the index and not with the question: it is made anew. */
  const isOurs = (error: unknown): boolean =>
    error instanceof StaleIndex ||
    (error instanceof Error && 'code' in error && error.code === 'ERR_SQLITE_ERROR');

  const run = async (): Promise<void> => {
    if (isRunning || isClosed) return;
    isRunning = true;
    try {
      while (!isClosed) {
        try {
          if (!step()) break;
        } catch (error) {
          if (!isOurs(error)) throw error;
          startOver('damaged');
        }
        await pause();
      }
    } catch (error) {
      // The next rows try again; questions say what is wrong.
      lastFailure = error;
    } finally {
      isRunning = false;
    }
  };
  let lastFailure: unknown = null;

  /** Lines first, so that a view is complete soon; words behind them. False when nothing is left to do. */
  const step = (): boolean => {
    const now = opened();
    const before = now.indexer.lastSeq();
    if (now.indexer.advance()) {
      if (now.indexer.lastSeq() !== before) reply({ kind: 'grown' });
      return true;
    }
    if (rebuilding !== null) {
      rebuilding = null;
      reply({ kind: 'grown' });
    }
    return addWords();
  };

  /** What was written since the last row that is known; little, because each write is told. */
  const readOn = (): void => {
    const { indexer: from } = opened();
    while (from.lastSeq() < lastSeq && from.advance());
  };

  const addWords = (): boolean => {
    const { indexer: from, database: to } = opened();
    const waiting = from.blocks.filter((block) => !block.searchable);
    // Somebody who scrolls or searches waits for one block at most.
    const isCalm = nowMs() - askedMs > 500;
    const batch = waiting.slice(0, isCalm && waiting.length > 64 ? wordsAtOnce : 1);
    to.inTransaction(() => {
      for (const block of batch) {
        const lines = from.linesOf(block) ?? [];
        to.addWords(block.id, lines.map(({ text }) => withoutAnsi(text)).join('\n'));
      }
    });
    for (const block of batch) block.searchable = true;
    return waiting.length > batch.length;
  };

  const stateOf = (total: number): IndexState => {
    const indexedSeq = opened().indexer.lastSeq();
    const state = { total, indexedSeq, lastSeq: Math.max(lastSeq, indexedSeq) };
    return rebuilding === null ? state : { ...state, rebuilding };
  };

  const answers = createAnswers({ opened, stateOf, nowMs });

  const answerTo = async (id: number, question: IndexQuestion): Promise<IndexAnswer> => {
    const { what, input } = question;
    if (what !== 'export') return answers.to(question);
    await caughtUp(id);
    const answer = await exportFile(input, answers.exportParts(input), {
      isCancelled: () => cancelled.has(id),
      onProgress: (done, total) => reply({ kind: 'progress', id, done, total }),
      pause,
    });
    return { what, answer };
  };

  /** An export holds everything that was in files when it was asked for. */
  const caughtUp = async (id: number): Promise<void> => {
    const upTo = lastSeq;
    while (opened().indexer.lastSeq() < upTo && !cancelled.has(id)) {
      if (!opened().indexer.advance()) return;
      await pause();
    }
  };

  const ask = async (id: number, question: IndexQuestion): Promise<void> => {
    askedMs = nowMs();
    try {
      reply({ kind: 'answered', id, answer: await answerOnceMore(id, question) });
    } catch (error) {
      reply({ kind: 'refused', id, error: asIndexError(error).toData() });
    } finally {
      cancelled.delete(id);
    }
  };

  const answerOnceMore = async (id: number, question: IndexQuestion): Promise<IndexAnswer> => {
    try {
      // Questions see all that is in files already; a rebuild goes on behind them.
      if (rebuilding === null) readOn();
      return await answerTo(id, question);
    } catch (error) {
      if (!isOurs(error)) throw error;
      startOver('damaged');
      void run();
      return await answerTo(id, question);
    }
  };

  return (request: IndexRequest): void => {
    switch (request.kind) {
      case 'open':
        folder = request.folder;
        try {
          open();
          void run();
        } catch (error) {
          lastFailure = error;
        }
        return;
      case 'advance':
        lastSeq = Math.max(lastSeq, request.lastSeq);
        void run();
        return;
      case 'ask':
        void ask(request.id, request.question);
        return;
      case 'cancel':
        cancelled.add(request.id);
        return;
      case 'close':
        isClosed = true;
        database?.close();
        files?.close();
        database = null;
        indexer = null;
    }
  };

  function asIndexError(error: unknown): AppError {
    if (error instanceof AppError && (error.code !== 'journal.closed' || lastFailure === null)) return error;
    const cause = error instanceof AppError ? lastFailure : error;
    const reason = cause instanceof Error ? cause.message : String(cause);
    return new AppError('journal.indexFailed', { reason }, { retry: 'later', cause });
  }
}
