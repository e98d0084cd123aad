import type { TopicSink } from '../../../shared/rpc/define.ts';

/**
 * A topic whose snapshot has to be fetched: changes that happen meanwhile are kept and follow it in order.
 * @param listen starts listening and returns the unsubscribe
 * @param load reads what the snapshot shows; may be older than the first kept change, never newer than the last
 */
export function snapshotThenChanges<S, C>(
  sink: TopicSink<S, C>,
  listen: (listener: (change: C) => void) => () => void,
  load: () => Promise<S>,
  onFailed: (error: unknown) => void,
): () => void {
  let ended = false;
  let waiting: C[] | null = [];
  const unsubscribe = listen((change) => {
    if (waiting === null) sink.change(change);
    else waiting.push(change);
  });
  load().then(
    (snapshot) => {
      if (ended) return;
      sink.snapshot(snapshot);
      for (const change of waiting ?? []) sink.change(change);
      waiting = null;
    },
    (error: unknown) => {
      if (!ended) onFailed(error);
    },
  );
  return () => {
    ended = true;
    unsubscribe();
  };
}
