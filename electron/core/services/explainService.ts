import { setImmediate as breathe } from 'node:timers/promises';
import type { Explanation } from '../../../shared/contract/explain.ts';
import type { CoreHandlers } from '../../../shared/contract/index.ts';
import { AppError } from '../../../shared/errors.ts';
import { explainJournal } from '../explain/explainJournal.ts';
import { explainInPieces } from '../explain/explainPaste.ts';
import type { Journal } from '../journal/journalPort.ts';

export function createExplainService(journal: Pick<Journal, 'read' | 'lastSeq'>): CoreHandlers['explain'] {
  return {
    paste: ({ text }, { signal }) => explainCalmly(text, signal),
    job: ({ jobId }, { signal }) => explainJournal(journal, { jobId }, { signal }),
    session: (span, { signal }) => explainJournal(journal, span, { signal }),
  };
}

/** Ports are read on this thread: a long log must not hold it. */
async function explainCalmly(text: string, signal: AbortSignal): Promise<Explanation> {
  const pieces = explainInPieces(text);
  let step = pieces.next();
  while (step.done !== true) {
    await breathe();
    if (signal.aborted) throw new AppError('rpc.cancelled');
    step = pieces.next();
  }
  return step.value;
}
