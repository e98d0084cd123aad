import { Worker } from 'node:worker_threads';
import type { IndexReply, IndexWorker } from './questions.ts';

/** Starts the index's thread from the URL that the composition root has resolved (core/workers.ts). */
export function indexWorkerAt(url: URL): () => IndexWorker {
  return () => {
    const worker = new Worker(url, { name: 'airdock index', execArgv: [] });
    let wanted = true;
    return {
      post: (request) => {
        if (request.kind === 'close') wanted = false;
        worker.postMessage(request);
      },
      onReply: (listener) => {
        worker.on('message', (reply: IndexReply) => listener(reply));
      },
      onDied: (listener) => {
        const died = (reason: string): void => {
          if (!wanted) return;
          wanted = false;
          listener(reason);
        };
        worker.on('error', (error) => died(error instanceof Error ? error.message : String(error)));
        worker.on('exit', (code) => died(`exit code ${code}`));
      },
      terminate: async () => {
        wanted = false;
        await worker.terminate();
      },
    };
  };
}
