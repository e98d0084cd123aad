/** Entry of the worker thread that builds one delta; cancelled by terminating it. */
import { parentPort } from 'node:worker_threads';
import { AppError } from '../../../shared/errors.ts';
import { buildDelta } from './buildDelta.ts';
import type { DeltaTask, DeltaWorkerMessage } from './workerProtocol.ts';

const port = parentPort;
if (port === null) throw new Error('delta/worker.ts runs in a worker thread only');

const say = (message: DeltaWorkerMessage, transfer: ArrayBuffer[] = []): void => {
  port.postMessage(message, transfer);
};

port.once('message', (task: DeltaTask) => {
  const onProgress = (progress: Extract<DeltaWorkerMessage, { kind: 'progress' }>['progress']): void =>
    say({ kind: 'progress', progress });
  buildDelta(task.old, task.new, { ...task.options, onProgress })
    .then((result) => {
      const bytes = result.bytes.slice();
      say({ kind: 'result', result: { ...result, bytes } }, [bytes.buffer]);
    })
    .catch((error: unknown) => say({ kind: 'error', error: AppError.from(error).toData() }));
});
