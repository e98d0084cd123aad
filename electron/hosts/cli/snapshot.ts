/** The first state of a topic, for verbs that look once. */
import type { TopicListener } from '../../../shared/rpc/define.ts';

/** Subscribes, waits for the snapshot and lets go. Throws what ended the subscription. */
export function snapshotOf<S, C>(
  subscribe: (params: Record<string, never>, listener: TopicListener<S, C>) => () => void,
): Promise<S> {
  return new Promise((resolve, reject) => {
    const stop = subscribe(
      {},
      {
        onSnapshot(value) {
          resolve(value);
          queueMicrotask(() => stop());
        },
        onChanges() {},
        onError: reject,
      },
    );
  });
}
