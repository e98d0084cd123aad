/** Lines that a person marked, as long as the window is open. By row and part, which last even where an index is rebuilt. */
import { create } from 'zustand';
import type { JournalLine } from '../../shared/contract/journalLine.ts';

export interface Bookmark {
  readonly seq: number;
  readonly part: number;
  readonly wallMs: number;
  readonly text: string;
}

export const useBookmarks = create<readonly Bookmark[]>()(() => []);

export function isMarked(marks: readonly Bookmark[], { seq, part }: Pick<Bookmark, 'seq' | 'part'>): boolean {
  return marks.some((mark) => mark.seq === seq && mark.part === part);
}

/** Marks a line or takes its mark away; marks stay in the order of the record. */
export function toggleBookmark({ seq, part, wallMs }: JournalLine, text: string): void {
  const marks = useBookmarks.getState();
  const next = isMarked(marks, { seq, part })
    ? marks.filter((mark) => mark.seq !== seq || mark.part !== part)
    : [...marks, { seq, part, wallMs, text }].sort((a, b) => a.seq - b.seq || a.part - b.part);
  useBookmarks.setState(next, true);
}
