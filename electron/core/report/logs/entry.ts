import type { Direction } from './marks.ts';
import type { Stamp } from './stamps.ts';

/** What a tool wrote at one moment: a stamp, a mark and one or more lines of what was on the wire. */
export interface LogEntry {
  /** Line of the file, from 1. */
  readonly line: number;
  readonly stamp: Stamp | null;
  /** null: the log does not say. */
  direction: Direction | null;
  /** The tool's own words, not the module's. */
  readonly isNote: boolean;
  /** Lines as they were written, without their ends. */
  readonly lines: EntryLine[];
  /** Exact bytes where the tool wrote HEX. */
  hex: Uint8Array | null;
}

export interface EntryLine {
  readonly text: string;
  readonly bytes: Uint8Array;
}

/** What could not be read as it should be, and how often. Text keys below `logProblem.` */
export const logProblemKinds = [
  'undecodable',
  'beforeFirstTime',
  'timeBackwards',
  'badHex',
  'tooLong',
  'binary',
] as const;
export type LogProblemKind = (typeof logProblemKinds)[number];

export interface LogProblem {
  readonly kind: LogProblemKind;
  readonly count: number;
  /** Line of the file where it was first met. */
  readonly firstLine: number;
}

export function createProblems() {
  const met = new Map<LogProblemKind, { count: number; readonly firstLine: number }>();
  return {
    note(kind: LogProblemKind, line: number): void {
      const known = met.get(kind);
      if (known === undefined) met.set(kind, { count: 1, firstLine: line });
      else known.count += 1;
    },
    list: (): LogProblem[] =>
      logProblemKinds.flatMap((kind) => {
        const known = met.get(kind);
        return known === undefined ? [] : [{ kind, ...known }];
      }),
  };
}
export type Problems = ReturnType<typeof createProblems>;
