import { diskJournalFiles } from '../../journalFiles.ts';
import { createIndexCore } from '../indexCore.ts';
import type { IndexReply, IndexWorker } from '../questions.ts';

/** The index's code without its thread. */
export function startLocalIndex(): IndexWorker {
  let alive = true;
  const onReply: ((reply: IndexReply) => void)[] = [];
  const handle = createIndexCore({
    openFiles: diskJournalFiles,
    reply: (reply) => {
      queueMicrotask(() => {
        if (alive) for (const listener of onReply) listener(structuredClone(reply));
      });
    },
    pause: () => new Promise((resolve) => setImmediate(resolve)),
    nowMs: () => performance.now(),
  });
  return {
    post: (request) => handle(structuredClone(request)),
    onReply: (listener) => onReply.push(listener),
    onDied: () => undefined,
    terminate: async () => {
      alive = false;
    },
  };
}
