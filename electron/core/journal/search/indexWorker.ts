/** Entry of the index's thread: lines, words and exports are made here, never on the thread that reads ports. */
import { parentPort } from 'node:worker_threads';
import { diskJournalFiles } from '../journalFiles.ts';
import { createIndexCore } from './indexCore.ts';
import type { IndexRequest } from './questions.ts';

const port = parentPort;
if (port === null)
  throw new Error('electron/core/journal/search/indexWorker.ts runs only as a worker thread');

const handle = createIndexCore({
  openFiles: diskJournalFiles,
  reply: (reply) => port.postMessage(reply),
  pause: () => new Promise((resolve) => setImmediate(resolve)),
  nowMs: () => performance.now(),
});

port.on('message', (request: IndexRequest) => {
  handle(request);
  if (request.kind === 'close') port.close();
});
