import { Worker } from 'node:worker_threads';
import type { JournalWorker, WorkerReply } from './workerMessages.ts';

/** Starts the journal's worker thread from the URL that the composition root has resolved (core/workers.ts). */
export function journalWorkerAt(url: URL): () => JournalWorker {
  return () => {
    // The main thread's flags (an inspector, --input-type) are not the worker's.
    const worker = new Worker(url, { name: 'airdock journal', execArgv: [] });
    let wanted = true;
    return {
      post: (request) => worker.postMessage(request, request.kind === 'write' ? [request.bytes.buffer] : []),
      onReply: (listener) => {
        worker.on('message', (reply: WorkerReply) => {
          if (reply.kind === 'closed') wanted = false;
          listener(reply);
        });
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
