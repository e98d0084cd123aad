/** What the core said of pasted texts and of jobs: a cache, asked again at any time. */
import { create } from 'zustand';
import type { Explanation } from '../../shared/contract/explain.ts';
import { createAnswers } from './answers.ts';

/** By the id of an ended job; its rows do not change any more. */
export const jobExplanations = createAnswers<Explanation>();

interface Pasted {
  /** What stands in the box; kept while other pages are visited, and gone with the window. */
  readonly text: string;
  readonly answer: Explanation | null;
}

export const usePasted = create<Pasted>()(() => ({ text: '', answer: null }));
