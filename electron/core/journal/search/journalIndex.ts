import type { Clock } from '../../../../shared/domain/clock.ts';
import { AppError } from '../../../../shared/errors.ts';
import { withinMs } from '../withinMs.ts';
import type { IndexAnswer, IndexQuestion, IndexReply, IndexWorker, Questions, What } from './questions.ts';

export interface AskOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

/** Lines, search, sessions and export of a journal with files. Its thread starts with the first question. */
export interface JournalIndex {
  /** Throws what the question throws, `journal.indexFailed` {reason}, `journal.closed`, and `rpc.cancelled` when aborted. */
  ask<K extends What>(
    what: K,
    input: Questions[K]['input'],
    options?: AskOptions,
  ): Promise<Questions[K]['answer']>;
  /** There are new lines, or the index has come further. */
  onGrown(listener: () => void): () => void;
  close(): Promise<void>;
}

export interface JournalIndexParts {
  readonly folder: string;
  readonly clock: Clock;
  /** The journal whose files these are. */
  readonly journal: {
    readonly lastSeq: () => number;
    readonly onWritten: (listener: (lastSeq: number) => void) => () => void;
  };
  readonly startWorker: () => IndexWorker;
}

interface Pending {
  readonly settle: (answer: IndexAnswer) => void;
  readonly refuse: (error: AppError) => void;
  readonly onProgress: AskOptions['onProgress'];
}

const closeWithinMs = 2000;

export function createJournalIndex({ folder, clock, journal, startWorker }: JournalIndexParts): JournalIndex {
  const pending = new Map<number, Pending>();
  const listeners = new Set<() => void>();
  let worker: IndexWorker | null = null;
  let lastId = 0;
  let isClosed = false;
  let writtenSeq = 0;

  const onReply = (reply: IndexReply): void => {
    if (reply.kind === 'grown') {
      for (const listener of [...listeners]) listener();
      return;
    }
    const asked = pending.get(reply.id);
    if (reply.kind === 'progress') {
      asked?.onProgress?.(reply.done, reply.total);
      return;
    }
    pending.delete(reply.id);
    if (reply.kind === 'answered') asked?.settle(reply.answer);
    else asked?.refuse(AppError.fromData(reply.error));
  };

  /** Those who wait are told; the next question starts another thread. */
  const onDied = (reason: string): void => {
    worker = null;
    refuseAll(new AppError('journal.indexFailed', { reason }, { retry: 'later' }));
  };

  const refuseAll = (error: AppError): void => {
    const waiting = [...pending.values()];
    pending.clear();
    for (const { refuse } of waiting) refuse(error);
  };

  const started = (): IndexWorker => {
    if (worker !== null) return worker;
    const next = startWorker();
    next.onReply(onReply);
    next.onDied(onDied);
    next.post({ kind: 'open', folder });
    next.post({ kind: 'advance', lastSeq: Math.max(writtenSeq, journal.lastSeq()) });
    worker = next;
    return next;
  };

  const unsubscribe = journal.onWritten((lastSeq) => {
    writtenSeq = lastSeq;
    worker?.post({ kind: 'advance', lastSeq });
  });

  return {
    ask(what, input, { signal, onProgress } = {}) {
      return new Promise((resolve, reject) => {
        if (isClosed) throw new AppError('journal.closed');
        signal?.throwIfAborted();
        const to = started();
        lastId += 1;
        const id = lastId;
        const cancel = (): void => to.post({ kind: 'cancel', id });
        const settled = (): void => signal?.removeEventListener('abort', cancel);
        signal?.addEventListener('abort', cancel, { once: true });
        pending.set(id, {
          onProgress,
          settle: (answer) => {
            settled();
            if (isAnswerTo(what, answer)) resolve(answer.answer);
            else reject(new AppError('journal.indexFailed', { reason: `answered ${answer.what}` }));
          },
          refuse: (error) => {
            settled();
            reject(error);
          },
        });
        to.post({ kind: 'ask', id, question: questionOf(what, input) });
      });
    },
    onGrown(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      isClosed = true;
      unsubscribe();
      refuseAll(new AppError('journal.closed'));
      const last = worker;
      worker = null;
      last?.post({ kind: 'close' });
      if (last !== null) await withinMs(clock, closeWithinMs, last.terminate()).catch(() => undefined);
    },
  };
}

function isAnswerTo<K extends What>(
  what: K,
  answer: IndexAnswer,
): answer is IndexAnswer & { readonly what: K; readonly answer: Questions[K]['answer'] } {
  return answer.what === what;
}

/** The compiler does not see that a question and its input belong together when both are generic. */
function questionOf<K extends What>(what: K, input: Questions[K]['input']): IndexQuestion {
  return { what, input } as IndexQuestion;
}
