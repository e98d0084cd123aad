/**
 * Entry of the worker thread that builds one delta, with helpers beside it where there is much to do; cancelled by terminating
 * it, which ends the helpers too.
 */
import { parentPort } from 'node:worker_threads';
import { AppError } from '../../../shared/errors.ts';
import { buildDelta } from './buildDelta.ts';
import { createHelperCrew, type HelperCrew } from './crew/helperCrew.ts';
import type { DeltaTask, DeltaWorkerMessage } from './workerProtocol.ts';

const port = parentPort;
if (port === null) throw new Error('delta/worker.ts runs in a worker thread only');

const say = (message: DeltaWorkerMessage, transfer: ArrayBuffer[] = []): void => {
  port.postMessage(message, transfer);
};

/** What takes less than a second alone is done before helpers have begun. */
const worthHelpersBytes = 256 * 1024;

function crewFor(task: DeltaTask): HelperCrew | undefined {
  const { helperUrl, helperCount } = task;
  const workBytes = task.new.images.reduce((sum, { bytes }) => sum + bytes.length, 0);
  if (helperUrl === null || helperCount < 2 || workBytes < worthHelpersBytes) return undefined;
  return createHelperCrew(new URL(helperUrl), helperCount);
}

async function perform(task: DeltaTask): Promise<void> {
  const onProgress = (progress: Extract<DeltaWorkerMessage, { kind: 'progress' }>['progress']): void =>
    say({ kind: 'progress', progress });
  const crew = crewFor(task);
  try {
    const options = { ...task.options, onProgress, ...(crew === undefined ? {} : { crew }) };
    const result = await buildDelta(task.old, task.new, options);
    const bytes = result.bytes.slice();
    say({ kind: 'result', result: { ...result, bytes } }, [bytes.buffer]);
  } catch (error) {
    say({ kind: 'error', error: AppError.from(error).toData() });
  } finally {
    await crew?.end();
  }
}

port.once('message', (task: DeltaTask) => void perform(task));
