/**
 * Answers of the core that are worth keeping while a page is open: an inspection, a comparison, a preflight. A cache by
 * question; it may be thrown away at any moment and the question is asked again.
 */
import { create } from 'zustand';
import { AppError } from '../../shared/errors.ts';

export type Answer<T> =
  | { readonly state: 'none' }
  | { readonly state: 'busy' }
  | { readonly state: 'done'; readonly value: T }
  | { readonly state: 'failed'; readonly error: AppError };

export interface Answers<T> {
  /** The answer to a question, kept up to date. */
  useAnswer(question: string | null): Answer<T>;
  /** Asks; an answer that came to be asked twice at once is only fetched once. */
  ask(question: string, fetch: () => Promise<T>): Promise<void>;
  /** Asks only what has no answer yet. */
  need(question: string, fetch: () => Promise<T>): void;
  /** Drops the answers to the questions that match. */
  forget(matches: (question: string) => boolean): void;
  peek(question: string): Answer<T>;
}

const none = { state: 'none' } as const;

export function createAnswers<T>(): Answers<T> {
  const store = create<{ readonly byQuestion: Readonly<Record<string, Answer<T>>> }>()(() => ({
    byQuestion: {},
  }));
  const put = (question: string, answer: Answer<T>) =>
    store.setState(({ byQuestion }) => ({ byQuestion: { ...byQuestion, [question]: answer } }));
  const peek = (question: string): Answer<T> => store.getState().byQuestion[question] ?? none;

  async function ask(question: string, fetch: () => Promise<T>): Promise<void> {
    if (peek(question).state === 'busy') return;
    put(question, { state: 'busy' });
    try {
      put(question, { state: 'done', value: await fetch() });
    } catch (thrown) {
      put(question, { state: 'failed', error: AppError.from(thrown) });
    }
  }

  return {
    useAnswer: (question) =>
      store(({ byQuestion }) => (question === null ? none : (byQuestion[question] ?? none))),
    ask,
    need(question, fetch) {
      if (peek(question).state === 'none') void ask(question, fetch);
    },
    forget: (matches) =>
      store.setState(({ byQuestion }) => ({
        byQuestion: Object.fromEntries(Object.entries(byQuestion).filter(([question]) => !matches(question))),
      })),
    peek,
  };
}
