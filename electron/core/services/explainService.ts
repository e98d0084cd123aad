import type { CoreHandlers } from '../../../shared/contract/index.ts';
import { explainJournal } from '../explain/explainJournal.ts';
import { explainPaste } from '../explain/explainPaste.ts';
import type { Journal } from '../journal/journalPort.ts';

export function createExplainService(journal: Pick<Journal, 'read' | 'lastSeq'>): CoreHandlers['explain'] {
  return {
    paste: async ({ text }) => explainPaste(text),
    job: ({ jobId }) => explainJournal(journal, { jobId }),
    session: (span) => explainJournal(journal, span),
  };
}
