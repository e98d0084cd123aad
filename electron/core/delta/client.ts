import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { AppError } from '../../../shared/errors.ts';
import type { Firmware } from '../firmware/image.ts';
import { mostHelpers } from './crew/helperCrew.ts';
import { leanThread } from './crew/leanThread.ts';
import type { DeltaProgress, DeltaResult } from './result.ts';
import type { DeltaTask, DeltaWorkerMessage, DeltaWorkerTask, Work, WorkResults } from './workerProtocol.ts';

/** What to build. */
export type DeltaOrder = Pick<DeltaTask, 'old' | 'new' | 'options'>;

export interface WorkerOptions {
  /** Where worker.ts (or its build) is. */
  readonly workerUrl: URL;
  /** Aborting terminates the worker. */
  readonly signal?: AbortSignal;
  /** The worker is terminated after this; `mostMinutes` when absent. */
  readonly timeoutMs?: number;
  readonly onProgress?: (progress: DeltaProgress) => void;
}

export interface DeltaWorkerOptions extends WorkerOptions {
  /** Where crew/helper.ts (or its build) is; without it the worker does everything alone. */
  readonly helperUrl?: URL;
  /** Helpers of the worker, 1 to 4: as many as the computer has cores when absent. With one it is alone. */
  readonly helperCount?: number;
}

/** No work takes so long on the slowest computer that this is for; what does is stuck. */
const mostMinutes: Readonly<Record<Work, number>> = { build: 30, verify: 5, apply: 5, estimate: 2 };

/**
 * `buildDelta` in a worker thread, so that the thread that reads ports stays free. Throws what `buildDelta` throws,
 * `delta.cancelled` when `signal` aborts, `delta.timedOut` {seconds}, and `delta.workerFailed` {reason} when the thread ends
 * without an answer.
 */
export async function runDeltaInWorker(order: DeltaOrder, options: DeltaWorkerOptions): Promise<DeltaResult> {
  return await runInWorker({ work: 'build', ...order, ...helpersFor(options) }, options);
}

type TaskOf<W extends Work> = Extract<DeltaWorkerTask, { readonly work: W }>;

/** One piece of work in a thread of its own; throws what the work throws, and as `runDeltaInWorker` for the thread itself. */
export async function runInWorker<W extends Work>(
  task: TaskOf<W>,
  options: WorkerOptions,
): Promise<WorkResults[W]> {
  const { signal, timeoutMs = mostMinutes[task.work] * 60_000 } = options;
  if (signal?.aborted === true) throw cancelled();
  const worker = new Worker(options.workerUrl, { name: 'delta', resourceLimits: leanThread });
  try {
    return await converse<W>(worker, task, { ...options, timeoutMs });
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

function converse<W extends Work>(
  worker: Worker,
  task: TaskOf<W>,
  { signal, timeoutMs, onProgress }: WorkerOptions & { readonly timeoutMs: number },
): Promise<WorkResults[W]> {
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    };
    const fail = (error: AppError): void => {
      settle();
      reject(error);
    };
    const onAbort = (): void => fail(cancelled());
    const timer = setTimeout(() => fail(timedOut(timeoutMs)), timeoutMs);
    signal?.addEventListener('abort', onAbort, { once: true });
    worker.on('message', (message: DeltaWorkerMessage) => {
      if (message.kind === 'progress') onProgress?.(message.progress);
      else if (message.kind === 'error') fail(AppError.fromData(message.error));
      else if (!answers(message, task.work)) fail(failed(`answered ${message.work}`));
      else {
        settle();
        resolve(message.result);
      }
    });
    worker.once('error', (error) => fail(failed(String(error), error)));
    worker.once('exit', (exitCode) => fail(failed(`exit code ${exitCode}`)));
    const { message, transfer } = portable(task);
    worker.postMessage(message, transfer);
  });
}

function answers<W extends Work>(
  message: { readonly work: Work },
  work: W,
): message is { readonly work: W; readonly result: WorkResults[W] } {
  return message.work === work;
}

/** Copies of the images alone: a view into a container's buffer would drag the whole file along. */
function portable(task: DeltaWorkerTask): { message: DeltaWorkerTask; transfer: ArrayBuffer[] } {
  const transfer: ArrayBuffer[] = [];
  const own = (bytes: Uint8Array): Uint8Array => {
    // Not `slice`: that of a Buffer stays in Node's pool, which cannot be handed over.
    const copied = Uint8Array.from(bytes);
    transfer.push(copied.buffer);
    return copied;
  };
  const copy = (firmware: Firmware): Firmware => ({
    ...firmware,
    images: firmware.images.map((image) => ({ ...image, bytes: own(image.bytes) })),
  });
  const old = task.old === null ? null : copy(task.old);
  const sides = 'new' in task ? { ...task, old, new: copy(task.new) } : { ...task, old };
  const message = 'package' in sides ? { ...sides, package: own(sides.package) } : sides;
  return { message, transfer };
}

function failed(reason: string, cause?: unknown): AppError {
  return new AppError('delta.workerFailed', { reason }, { retry: 'yes', cause });
}

function timedOut(timeoutMs: number): AppError {
  return new AppError('delta.timedOut', { seconds: Math.round(timeoutMs / 1000) }, { retry: 'yes' });
}

function cancelled(): AppError {
  return new AppError('delta.cancelled', {}, { retry: 'yes' });
}
