import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { AppError } from '../../../shared/errors.ts';
import type { Firmware } from '../firmware/image.ts';
import { mostHelpers } from './crew/helperCrew.ts';
import type { DeltaProgress, DeltaResult } from './result.ts';
import type { DeltaTask, DeltaWorkerMessage } from './workerProtocol.ts';

/** What to build. */
export type DeltaOrder = Pick<DeltaTask, 'old' | 'new' | 'options'>;

export interface DeltaWorkerOptions {
  /** Where worker.ts (or its build) is. */
  readonly workerUrl: URL;
  /** Where crew/helper.ts (or its build) is; without it the worker does everything alone. */
  readonly helperUrl?: URL;
  /** Helpers of the worker, 1 to 4: as many as the computer has cores when absent. With one it is alone. */
  readonly helperCount?: number;
  /** Aborting terminates the worker. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: DeltaProgress) => void;
}

/**
 * `buildDelta` in a worker thread, so that the thread that reads ports stays free. Throws what `buildDelta` throws,
 * `delta.cancelled` when `signal` aborts, and `delta.workerFailed` {reason} when the thread ends without an answer.
 */
export async function runDeltaInWorker(order: DeltaOrder, options: DeltaWorkerOptions): Promise<DeltaResult> {
  const { signal } = options;
  if (signal?.aborted === true) throw cancelled();
  const worker = new Worker(options.workerUrl, { name: 'delta' });
  try {
    return await converse(worker, { ...order, ...helpersFor(options) }, options);
  } finally {
    await worker.terminate();
  }
}

function helpersFor({
  helperUrl,
  helperCount,
}: DeltaWorkerOptions): Pick<DeltaTask, 'helperUrl' | 'helperCount'> {
  return {
    helperUrl: helperUrl?.href ?? null,
    helperCount: Math.min(helperCount ?? availableParallelism(), mostHelpers),
  };
}

function converse(worker: Worker, task: DeltaTask, options: DeltaWorkerOptions): Promise<DeltaResult> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(cancelled());
    options.signal?.addEventListener('abort', onAbort, { once: true });
    const settle = (): void => options.signal?.removeEventListener('abort', onAbort);
    worker.on('message', (message: DeltaWorkerMessage) => {
      if (message.kind === 'progress') {
        options.onProgress?.(message.progress);
        return;
      }
      settle();
      if (message.kind === 'result') resolve(message.result);
      else reject(AppError.fromData(message.error));
    });
    worker.once('error', (error) => {
      settle();
      reject(new AppError('delta.workerFailed', { reason: String(error) }, { retry: 'yes', cause: error }));
    });
    worker.once('exit', (exitCode) => {
      settle();
      reject(new AppError('delta.workerFailed', { reason: `exit code ${exitCode}` }, { retry: 'yes' }));
    });
    const { message, transfer } = portable(task);
    worker.postMessage(message, transfer);
  });
}

/** Copies of the images alone: a view into a container's buffer would drag the whole file along. */
function portable(task: DeltaTask): { message: DeltaTask; transfer: ArrayBuffer[] } {
  const transfer: ArrayBuffer[] = [];
  const copy = (firmware: Firmware): Firmware => ({
    ...firmware,
    images: firmware.images.map((image) => {
      const bytes = image.bytes.slice();
      transfer.push(bytes.buffer);
      return { ...image, bytes };
    }),
  });
  const old = task.old === null ? null : copy(task.old);
  return { message: { ...task, old, new: copy(task.new) }, transfer };
}

function cancelled(): AppError {
  return new AppError('delta.cancelled', {}, { retry: 'yes' });
}
