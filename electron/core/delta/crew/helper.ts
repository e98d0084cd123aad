/** Entry of a helper thread: does jobs one after the other, and ends when its crew or the thread that owns the crew ends. */
import { parentPort } from 'node:worker_threads';
import { AppError } from '../../../../shared/errors.ts';
import type { HelperAnswer, HelperRequest } from './helperProtocol.ts';
import { type JobName, jobs } from './jobs.ts';

const port = parentPort;
if (port === null) throw new Error('delta/crew/helper.ts runs in a worker thread only');

const answer = (message: HelperAnswer): void => port.postMessage(message);

function perform<N extends JobName>({ name, input }: HelperRequest<N>): HelperAnswer {
  try {
    return { kind: 'output', output: jobs[name](input) };
  } catch (error) {
    return { kind: 'error', error: AppError.from(error).toData() };
  }
}

port.on('message', (request: HelperRequest<JobName>) => answer(perform(request)));
