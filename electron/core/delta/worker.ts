/**
 * Entry of the worker thread that does one piece of delta work: builds, with helpers beside it where there is much to do,
 * verifies, rebuilds or estimates. Cancelled by terminating it, which ends the helpers too.
 */
import { parentPort } from 'node:worker_threads';
import { AppError } from '../../../shared/errors.ts';
import { applyDelta } from './applyDelta.ts';
import { buildDelta } from './buildDelta.ts';
import { createHelperCrew, type HelperCrew } from './crew/helperCrew.ts';
import { estimatePackages } from './estimate/estimatePackages.ts';
import type { DeltaProgress } from './result.ts';
import { verifyDelta } from './verifyDelta.ts';
import type { DeltaTask, DeltaWorkerMessage, DeltaWorkerTask, WorkAnswer } from './workerProtocol.ts';

const port = parentPort;
if (port === null) throw new Error('delta/worker.ts runs in a worker thread only');

const say = (message: DeltaWorkerMessage, transfer: ArrayBuffer[] = []): void => {
  port.postMessage(message, transfer);
};
const onProgress = (progress: DeltaProgress): void => say({ kind: 'progress', progress });

/** What takes less than a second alone is done before helpers have begun. */
const worthHelpersBytes = 256 * 1024;

function crewFor(task: DeltaTask): HelperCrew | undefined {
  const { helperUrl, helperCount } = task;
  const workBytes = task.new.images.reduce((sum, { bytes }) => sum + bytes.length, 0);
  if (helperUrl === null || helperCount < 2 || workBytes < worthHelpersBytes) return undefined;
  return createHelperCrew(new URL(helperUrl), helperCount);
}

/** In a buffer of its own, which can be handed over: `slice` of a Buffer would stay in Node's pool, which cannot. */
function copyOf(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(bytes);
}

async function build(task: DeltaTask): Promise<WorkAnswer> {
  const crew = crewFor(task);
  try {
    const options = { ...task.options, onProgress, ...(crew === undefined ? {} : { crew }) };
    const result = await buildDelta(task.old, task.new, options);
    return { kind: 'result', work: 'build', result: { ...result, bytes: copyOf(result.bytes) } };
  } finally {
    await crew?.end();
  }
}

function apply(old: Parameters<typeof applyDelta>[0], packed: Uint8Array): WorkAnswer {
  const { format, images } = applyDelta(old, packed, onProgress);
  const whole = images.map((image) => ({ ...image, bytes: copyOf(image.bytes) }));
  return { kind: 'result', work: 'apply', result: { format, images: whole } };
}

async function answerTo(task: DeltaWorkerTask): Promise<WorkAnswer> {
  const kind = 'result';
  switch (task.work) {
    case 'build':
      return await build(task);
    case 'verify': {
      const { work } = task;
      return { kind, work, result: verifyDelta(task.old, task.new, task.package, onProgress) };
    }
    case 'apply':
      return apply(task.old, task.package);
    case 'estimate':
      return { kind, work: task.work, result: estimatePackages(task.old, task.new) };
  }
}

/** Bytes of an answer that are handed over instead of copied; each has a buffer of its own. */
function buffersOf(answer: WorkAnswer): ArrayBuffer[] {
  const own = (bytes: Uint8Array): ArrayBuffer[] =>
    bytes.buffer instanceof ArrayBuffer ? [bytes.buffer] : [];
  if (answer.work === 'build') return own(answer.result.bytes);
  return answer.work === 'apply' ? answer.result.images.flatMap(({ bytes }) => own(bytes)) : [];
}

async function perform(task: DeltaWorkerTask): Promise<void> {
  try {
    const answer = await answerTo(task);
    say(answer, buffersOf(answer));
  } catch (error) {
    say({ kind: 'error', error: AppError.from(error).toData() });
  }
}

port.once('message', (task: DeltaWorkerTask) => void perform(task));
