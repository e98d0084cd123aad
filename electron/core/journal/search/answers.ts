import type { IndexState, JournalLine, LineFilter } from '../../../../shared/contract/journalLine.ts';
import type { JournalRow } from '../../../../shared/contract/journalRow.ts';
import type { JournalFiles } from '../journalFiles.ts';
import type { MadeLine } from '../lines/lineMaker.ts';
import { decodeRecord, scanSegment } from '../segment.ts';
import { listSegments } from '../segmentIndex.ts';
import { type ExportParts, exportPieces } from './exportLines.ts';
import { createFinder, findLines } from './findLines.ts';
import type { Block, IndexDatabase } from './indexDatabase.ts';
import type { Indexer } from './indexer.ts';
import { createLineList, type LineList, type PlacedLine, shownLine } from './lineList.ts';
import { openLinesOf } from './openLines.ts';
import type { IndexAnswer, IndexQuestion, LocateInput, Questions, SearchInput } from './questions.ts';
import { storedRow } from './storedRow.ts';

/** What is answered at once; an export is not. */
export type SmallQuestion = Exclude<IndexQuestion, { readonly what: 'export' }>;

export interface Answers {
  to(question: SmallQuestion): IndexAnswer;
  exportParts(input: Pick<Questions['export']['input'], 'filter' | 'query'>): ExportParts;
  /** What was kept of an index that is thrown away. */
  forget(): void;
}

interface AnswersParts {
  /** The index as it is now; throws while there is none. */
  readonly opened: () => {
    readonly files: JournalFiles;
    readonly database: IndexDatabase;
    readonly indexer: Indexer;
  };
  readonly stateOf: (total: number) => IndexState;
  readonly nowMs: () => number;
}

const mostLists = 8;
const mostDecoded = 12;
const pageChars = 1024 * 1024;
const clipboardChars = 4 * 1024 * 1024;
const searchMs = 300;

/** Answers from the index. Longer than usual: each question is short, and all share the lists and decoded blocks that are kept. */
export function createAnswers({ opened, stateOf, nowMs }: AnswersParts): Answers {
  const lists = new Map<string, LineList>();
  const decoded = new Map<number, readonly MadeLine[]>();

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

  const exportParts: Answers['exportParts'] = ({ filter, query }) => {
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

  const to = ({ what, input }: SmallQuestion): IndexAnswer => {
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
    }
  };

  return {
    to,
    exportParts,
    forget() {
      lists.clear();
      decoded.clear();
    },
  };
}
