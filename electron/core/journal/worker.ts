/** Entry of the journal's worker thread: all disk work of the journal happens here, never on the thread that reads ports. */
import { parentPort } from 'node:worker_threads';
import { diskJournalFiles } from './journalFiles.ts';
import { createWorkerCore } from './workerCore.ts';
import type { WorkerRequest } from './workerMessages.ts';

const port = parentPort;
if (port === null) throw new Error('electron/core/journal/worker.ts runs only as a worker thread');

const handle = createWorkerCore({
  openFiles: diskJournalFiles,
  reply: (reply) => port.postMessage(reply),
  after: (delayMs, callback) => {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
  pause: () => new Promise((resolve) => setImmediate(resolve)),
});

port.on('message', (request: WorkerRequest) => {
  handle(request);
  if (request.kind === 'close') port.close();
});
