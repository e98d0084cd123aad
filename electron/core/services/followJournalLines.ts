import type { FollowChange, LineFilter } from '../../../shared/contract/journalLine.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import type { TopicSink } from '../../../shared/rpc/define.ts';
import type { JournalIndex } from '../journal/search/journalIndex.ts';

/** A state is followed by the next one at the earliest after this; together with the way of a row below the eye's 100 ms. */
const restMs = 40;

/**
 * Tells how a list of lines grows. A flood is not sent line by line: each state has its length and its newest lines, and whoever
 * wants those between pages them.
 */
export function followJournalLines(
  parts: {
    readonly journalIndex: JournalIndex;
    readonly clock: Clock;
    readonly reportFailure: (where: string, error: unknown) => void;
  },
  query: { readonly filter: LineFilter; readonly last: number },
  sink: TopicSink<FollowChange, FollowChange>,
): () => void {
  const { journalIndex: index, clock } = parts;
  const ended = new AbortController();
  let isTold = false;
  let isAsking = false;
  let isBehind = false;
  let stopTimer: (() => void) | undefined;

  const ask = async (): Promise<void> => {
    if (isAsking || ended.signal.aborted) return;
    isAsking = true;
    isBehind = false;
    try {
      const state = await index.ask('follow', query, { signal: ended.signal });
      if (ended.signal.aborted) return;
      if (isTold) sink.change(state);
      else sink.snapshot(state);
      isTold = true;
    } catch (error) {
      if (!ended.signal.aborted) parts.reportFailure('journal.follow', error);
    }
    stopTimer = clock.after(restMs, () => {
      isAsking = false;
      if (isBehind) void ask();
    });
  };

  const unsubscribe = index.onGrown(() => {
    isBehind = true;
    void ask();
  });
  void ask();
  return () => {
    ended.abort();
    stopTimer?.();
    unsubscribe();
  };
}
