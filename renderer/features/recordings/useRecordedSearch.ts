/** A search through one recording, asked when typing pauses. */
import { useEffect, useState } from 'react';
import type { JournalRow } from '../../../shared/contract/journal.ts';
import { AppError } from '../../../shared/errors.ts';
import { useCore } from '../../connection/CoreContext.tsx';

export interface RecordedQuery {
  readonly text: string;
  readonly regex: boolean;
}

export type RecordedHits =
  | { readonly state: 'none' }
  | { readonly state: 'busy' }
  | { readonly state: 'done'; readonly rows: readonly JournalRow[]; readonly more: boolean }
  | { readonly state: 'failed'; readonly error: AppError };

/** So many are shown at once; more words find the rest. */
const limit = 1000;
const pauseMs = 250;

export function useRecordedSearch(recordingId: string, { text, regex }: RecordedQuery): RecordedHits {
  const core = useCore();
  const [hits, setHits] = useState<RecordedHits>({ state: 'none' });
  useEffect(() => {
    if (text === '') {
      setHits({ state: 'none' });
      return undefined;
    }
    const abort = new AbortController();
    setHits({ state: 'busy' });
    const timer = setTimeout(() => {
      core.report
        .search({ recordingId, text, regex, limit, without: ['serialBytes'] }, { signal: abort.signal })
        .then(
          ({ rows, more }) => (abort.signal.aborted ? undefined : setHits({ state: 'done', rows, more })),
          (thrown: unknown) =>
            abort.signal.aborted ? undefined : setHits({ state: 'failed', error: AppError.from(thrown) }),
        );
    }, pauseMs);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [core, recordingId, text, regex]);
  return hits;
}
