/** A line cut into pieces of one ink that are marked or not: colours and hits of the search together. Pure. */
import type { LineQuery } from '../../../shared/contract/journalLine.ts';
import type { Ink, Inked } from './ansi.ts';

export interface Piece {
  readonly text: string;
  readonly ink: Ink;
  readonly hit: boolean;
  /** Where it begins in the line. */
  readonly at: number;
}

/** Marks per line; a pattern that hits every character would draw thousands. */
const maxMarks = 100;
/** Characters of a line in which a pattern is looked for: the core searches everything, this only paints. */
const maxPatternChars = 1000;

export type FindMarks = (text: string) => readonly (readonly [number, number])[];

/** Finds what a query means in a text, as [from, to) pairs. A pattern that does not compile marks nothing: the core says why. */
export function marksFinder(query: LineQuery | null): FindMarks {
  if (query === null) return () => [];
  const flags = query.caseSensitive === true ? 'gu' : 'giu';
  const pattern = compiled(query.regex === true ? query.text : literal(query.text), flags);
  if (pattern === null) return () => [];
  return (text) => {
    const marks: (readonly [number, number])[] = [];
    const looked = query.regex === true ? text.slice(0, maxPatternChars) : text;
    for (const match of looked.matchAll(pattern)) {
      if (match[0] !== '') marks.push([match.index, match.index + match[0].length]);
      if (marks.length >= maxMarks) break;
    }
    return marks;
  };
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

function compiled(source: string, flags: string): RegExp | null {
  try {
    return new RegExp(source, flags);
  } catch {
    return null;
  }
}

/** @param marks rising, not overlapping, over the texts of the spans together */
export function cutAtMarks(spans: readonly Inked[], marks: ReturnType<FindMarks>): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  let next = 0;
  for (const { text, ink } of spans) {
    const end = at + text.length;
    while (at < end) {
      while ((marks[next]?.[1] ?? Number.POSITIVE_INFINITY) <= at) next += 1;
      const [from, to] = marks[next] ?? [end, end];
      const hit = from <= at;
      const until = Math.min(end, hit ? to : from);
      pieces.push({ text: text.slice(text.length - (end - at), text.length - (end - until)), ink, hit, at });
      at = until;
    }
  }
  return pieces;
}
