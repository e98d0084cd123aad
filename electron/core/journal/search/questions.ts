/** What the core's thread asks of the index, and what it answers; both cross a thread. */
import type { ExportInput, ExportResult, ExportText } from '../../../../shared/contract/journalExport.ts';
import type {
  FollowChange,
  IndexState,
  JournalLine,
  LineFilter,
  LineQuery,
} from '../../../../shared/contract/journalLine.ts';
import type { JournalSession, SessionFilter } from '../../../../shared/contract/journalSession.ts';
import type { ErrorData } from '../../../../shared/errors.ts';

export interface LinesInput {
  readonly filter: LineFilter;
  readonly from: number;
  readonly count: number;
  readonly bytes?: boolean | undefined;
}

export interface SearchInput {
  readonly filter: LineFilter;
  readonly query: LineQuery;
  readonly from?: number | undefined;
  readonly direction: 'forward' | 'backward';
  readonly give: 'lines' | 'positions';
  readonly limit: number;
}

export interface SearchAnswer {
  hits: { index: number; number: number; seq: number }[];
  lines: JournalLine[];
  searched: number;
  next: number | null;
  state: IndexState;
}

export interface LocateInput {
  readonly filter: LineFilter;
  readonly to: { readonly wallMs: number } | { readonly seq: number; readonly part?: number | undefined };
}

interface Question<I, A> {
  readonly input: I;
  readonly answer: A;
}

export interface Questions {
  follow: Question<{ filter: LineFilter; last: number }, FollowChange>;
  lines: Question<LinesInput, { lines: JournalLine[]; state: IndexState }>;
  linesAt: Question<
    { numbers: readonly number[]; bytes?: boolean | undefined },
    { lines: JournalLine[]; state: IndexState }
  >;
  locate: Question<LocateInput, { index: number | null; state: IndexState }>;
  search: Question<SearchInput, SearchAnswer>;
  sessions: Question<
    { filter: SessionFilter; limit: number },
    { sessions: JournalSession[]; state: IndexState }
  >;
  /** Blocks whose words are not in the full-text index yet: searched line by line until they are. */
  waiting: Question<Record<string, never>, { blocks: number }>;
  export: Question<ExportInput, ExportResult>;
  exportText: Question<ExportText, { text: string; lines: number; cut: boolean }>;
  storage: Question<
    Record<string, never>,
    { bytes: number; segments: number; indexBytes: number; firstMs: number | null }
  >;
}

export type What = keyof Questions;

export type IndexQuestion = {
  [K in What]: { readonly what: K; readonly input: Questions[K]['input'] };
}[What];
export type IndexAnswer = {
  [K in What]: { readonly what: K; readonly answer: Questions[K]['answer'] };
}[What];

export type IndexRequest =
  | { readonly kind: 'open'; readonly folder: string }
  /** Rows up to here are in files. */
  | { readonly kind: 'advance'; readonly lastSeq: number }
  | { readonly kind: 'ask'; readonly id: number; readonly question: IndexQuestion }
  | { readonly kind: 'cancel'; readonly id: number }
  | { readonly kind: 'close' };

export type IndexReply =
  /** There are new lines, or the index has come further. */
  | { readonly kind: 'grown' }
  | { readonly kind: 'answered'; readonly id: number; readonly answer: IndexAnswer }
  | { readonly kind: 'refused'; readonly id: number; readonly error: ErrorData }
  | { readonly kind: 'progress'; readonly id: number; readonly done: number; readonly total: number };

/** The thread as its client sees it; tests put one without a thread in its place. */
export interface IndexWorker {
  post(request: IndexRequest): void;
  onReply(listener: (reply: IndexReply) => void): void;
  onDied(listener: (reason: string) => void): void;
  terminate(): Promise<void>;
}
