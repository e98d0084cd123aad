/** Recordings that came from elsewhere, as the core last told them. */
import { create } from 'zustand';
import type { Explanation } from '../../shared/contract/explain.ts';
import type { Recording } from '../../shared/contract/report.ts';
import type { Core } from '../connection/connect.ts';
import { createAnswers } from './answers.ts';

export interface RecordingsView {
  readonly loaded: boolean;
  readonly recordings: readonly Recording[];
}

export const useRecordings = create<RecordingsView>()(() => ({ loaded: false, recordings: [] }));

/** By the id of a recording; its rows never change. */
export const recordingExplanations = createAnswers<Explanation>();

export function followRecordings(core: Core): () => void {
  const take = (recordings: readonly Recording[]) => useRecordings.setState({ loaded: true, recordings });
  return core.report.recordings(
    {},
    {
      onSnapshot: take,
      onChanges: (changes) => {
        const last = changes.at(-1);
        if (last !== undefined) take(last);
      },
    },
  );
}
