import { join } from 'node:path';
import type { IndexState, JournalLine, LineFilter } from '../../../../shared/contract/journalLine.ts';
import type { JournalRow } from '../../../../shared/contract/journalRow.ts';
import { AppError } from '../../../../shared/errors.ts';
import type { JournalFiles } from '../journalFiles.ts';
import type { MadeLine } from '../lines/lineMaker.ts';
import { withoutAnsi } from '../lines/lineText.ts';
import { decodeRecord, scanSegment } from '../segment.ts';
import { listSegments } from '../segmentIndex.ts';
import { exportFile } from './exportFile.ts';
import { exportPieces } from './exportLines.ts';
import { createFinder, findLines } from './findLines.ts';
import {
  type Block,
  type IndexDatabase,
  openIndexDatabase,
  type RebuildReason,
  removeIndex,
} from './indexDatabase.ts';
import { createIndexer, type Indexer, StaleIndex } from './indexer.ts';
import { createLineList, type LineList, type PlacedLine, shownLine } from './lineList.ts';
import { openLinesOf } from './openLines.ts';
import type {
  IndexAnswer,
  IndexQuestion,
  IndexReply,
  IndexRequest,
  LocateInput,
  Questions,
  SearchInput,
} from './questions.ts';
import { storedRow } from './storedRow.ts';

export interface IndexCoreParts {
  readonly openFiles: (folder: string) => JournalFiles;
  readonly reply: (reply: IndexReply) => void;
  /** Lets other questions in. */
  readonly pause: () => Promise<void>;
  readonly nowMs: () => number;
}

const indexName = 'index.db';
const mostLists = 8;
const mostDecoded = 12;
const pageChars = 1024 * 1024;
const clipboardChars = 4 * 1024 * 1024;
const searchMs = 300;
/** While much is to be done, words go in many blocks at a time, which costs SQLite far less. */
const wordsAtOnce = 8;

/** Everything the index does, without the thread. Longer than usual: it binds one state to all questions about it. */
export function createIndexCore({ openFiles, reply, pause, nowMs }: IndexCoreParts) {
  let folder = '';
  let files: JournalFiles | null = null;
  let database: IndexDatabase | null = null;
  let indexer: Indexer | null = null;
  let rebuilding: RebuildReason | 'behind' | null = null;
  let lastSeq = 0;
  let isRunning = false;
  let isClosed = false;
  const lists = new Map<string, LineList>();
  const decoded = new Map<number, readonly MadeLine[]>();
  const cancelled = new Set<number>();

  const opened = () => {
    if (files === null || database === null || indexer === null) throw new AppError('journal.closed');
    return { files, database, indexer };
  };

  const open = (): void => {
    files ??= openFiles(folder);
    const path = join(folder, indexName);
    lists.clear();
    decoded.clear();
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
    lists.clear();
    decoded.clear();
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
    const batch = waiting.slice(0, waiting.length > 64 ? wordsAtOnce : 1);
    to.inTransaction(() => {
      for (const block of batch) {
        const lines = from.linesOf(block) ?? [];
        to.addWords(block.id, lines.map(({ text }) => withoutAnsi(text)).join('\n'));
      }
    });
    for (const block of batch) block.searchable = true;
    return waiting.length > batch.length;
  };

  const linesOf = (block: Block): readonly MadeLine[] => {
    const known = decoded.get(block.id);
    if (known !== undefined) return known;
    const lines = opened().indexer.linesOf(block) ?? [];
    decoded.set(block.id, lines);
    const [oldest] = decoded.keys();
    if (decoded.size > mostDecoded && oldest !== undefined) decoded.delete(oldest);
    return lines;
  };

  const listFor = (filter: LineFilter): LineList => {
    const key = JSON.stringify(filter);
    const list = lists.get(key) ?? createLineList(filter, { indexer: opened().indexer, linesOf });
    lists.delete(key);
    lists.set(key, list);
    const [oldest] = lists.keys();
    if (lists.size > mostLists && oldest !== undefined) lists.delete(oldest);
    return list;
  };

  const stateOf = (total: number): IndexState => {
    const indexedSeq = opened().indexer.lastSeq();
    const state = { total, indexedSeq, lastSeq: Math.max(lastSeq, indexedSeq) };
    return rebuilding === null ? state : { ...state, rebuilding };
  };

  const pageOf = (list: LineList, from: number, count: number, bytes: boolean): JournalLine[] => {
    const page: JournalLine[] = [];
    let chars = 0;
    let at = list.partWith(from);
    for (const parts = list.parts(); at !== null && at < parts && page.length < count; at += 1) {
      for (const line of list.read(list.part(at))) {
        if (line.index < from) continue;
        chars += line.made.text.length * (bytes ? 2 : 1) + 200;
        if (page.length >= count || (chars > pageChars && page.length > 0)) return page;
        page.push(shownLine(line, bytes));
      }
    }
    return page;
  };

  const follow = ({ filter, last }: Questions['follow']['input']): Questions['follow']['answer'] => {
    const list = listFor(filter);
    const total = list.total();
    const lines = last === 0 || total === 0 ? [] : pageOf(list, Math.max(0, total - last), last, false);
    const { indexer: from } = opened();
    const number = from.tail.firstLine + from.tail.lines.length;
    const open = openLinesOf(from.tail.open(), filter).map(
      (made, at): PlacedLine => ({ index: total + at, number: number + at, made }),
    );
    return { state: stateOf(total), lines, open: open.map((line) => shownLine(line, false)) };
  };

  const linesAt = ({ numbers, bytes }: Questions['linesAt']['input']): JournalLine[] => {
    const all = listFor({});
    const first =
      all.parts() > 0 ? (opened().indexer.blocks[0]?.firstLine ?? opened().indexer.tail.firstLine) : 0;
    return numbers.flatMap((number) => pageOf(all, number - first, 1, bytes ?? false));
  };

  const locate = ({ filter, to }: LocateInput): number | null => {
    const list = listFor(filter);
    if ('wallMs' in to) {
      return list.firstWhere(
        (block) => block.lastMs < to.wallMs,
        ({ wallMs }) => wallMs >= to.wallMs,
      );
    }
    const { seq, part = 0 } = to;
    return list.firstWhere(
      (block) => block.lastSeq < seq,
      (line) => line.seq > seq || (line.seq === seq && line.part >= part),
    );
  };

  const search = ({
    filter,
    query,
    from,
    direction,
    give,
    limit,
  }: SearchInput): Questions['search']['answer'] => {
    const list = listFor(filter);
    const finder = createFinder(query, opened().database);
    const endMs = nowMs() + searchMs;
    const found = findLines(list, finder, { from, direction, limit, isEnough: () => nowMs() >= endMs });
    const hits = found.hits.map(({ index, number, made }) => ({ index, number, seq: made.seq }));
    const lines = give === 'lines' ? found.hits.map((line) => shownLine(line, false)) : [];
    return { hits, lines, searched: found.searched, next: found.next, state: stateOf(list.total()) };
  };

  const rowsOf = (block: Block | null): JournalRow[] => {
    const now = opened();
    const pieces = block === null ? now.indexer.tailPieces() : [block];
    return pieces.flatMap(({ segment, offset, sizeBytes }) => {
      const bytes = now.files.read(segment, offset, sizeBytes);
      return scanSegment(bytes).places.map((place) => storedRow(decodeRecord(bytes, place)));
    });
  };

  const exportParts = ({ filter, query }: Pick<Questions['export']['input'], 'filter' | 'query'>) => {
    const finder = createFinder(query, opened().database);
    return { list: listFor(filter), finder, rowsOf };
  };

  const exportText = (input: Questions['exportText']['input']): Questions['exportText']['answer'] => {
    let text = '';
    let lines = 0;
    for (const piece of exportPieces(input, exportParts(input), () => undefined)) {
      if (text.length + piece.text.length > clipboardChars) return { text, lines, cut: true };
      text += piece.text;
      lines += piece.lines;
    }
    return { text, lines, cut: false };
  };

  const storage = (): Questions['storage']['answer'] => {
    const now = opened();
    const segments = listSegments(now.files);
    const first = now.indexer.blocks[0]?.firstMs ?? now.indexer.tail.lines[0]?.wallMs ?? null;
    return {
      bytes: segments.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
      segments: segments.length,
      indexBytes: now.database.sizeBytes(),
      firstMs: first === null || !Number.isFinite(first) ? null : first,
    };
  };

  const answerTo = async (id: number, { what, input }: IndexQuestion): Promise<IndexAnswer> => {
    switch (what) {
      case 'follow':
        return { what, answer: follow(input) };
      case 'lines': {
        const list = listFor(input.filter);
        const lines = pageOf(list, input.from, input.count, input.bytes ?? false);
        return { what, answer: { lines, state: stateOf(list.total()) } };
      }
      case 'linesAt':
        return { what, answer: { lines: linesAt(input), state: stateOf(listFor({}).total()) } };
      case 'locate': {
        const index = locate(input);
        return { what, answer: { index, state: stateOf(listFor(input.filter).total()) } };
      }
      case 'search':
        return { what, answer: search(input) };
      case 'sessions': {
        const sessions = opened().indexer.sessions.list(input.filter, input.limit);
        return { what, answer: { sessions, state: stateOf(listFor({}).total()) } };
      }
      case 'exportText':
        return { what, answer: exportText(input) };
      case 'waiting':
        return {
          what,
          answer: { blocks: opened().indexer.blocks.filter((block) => !block.searchable).length },
        };
      case 'storage':
        return { what, answer: storage() };
      case 'export': {
        await caughtUp(id);
        const answer = await exportFile(input, exportParts(input), {
          isCancelled: () => cancelled.has(id),
          onProgress: (done, total) => reply({ kind: 'progress', id, done, total }),
          pause,
        });
        return { what, answer };
      }
    }
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
