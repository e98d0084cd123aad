import { Worker } from 'node:worker_threads';
import { AppError } from '../../../../shared/errors.ts';
import type { Crew } from './crew.ts';
import type { HelperAnswer, HelperRequest } from './helperProtocol.ts';
import type { JobName, JobTypes } from './jobs.ts';
import { leanThread } from './leanThread.ts';

export interface HelperCrew extends Crew {
  /** Ends all helpers; what was not done is rejected. */
  end(): Promise<void>;
}

/** Most helpers that are of use: the parts of an image are few, and each helper has its own memory. */
export const mostHelpers = 4;

interface Waiting {
  readonly request: HelperRequest<JobName>;
  resolve(output: unknown): void;
  reject(error: unknown): void;
}

/**
 * Helpers in threads of their own, who take jobs as they become free. They start at once, while the caller still prepares.
 * Terminating the calling thread ends them too.
 */
export function createHelperCrew(helperUrl: URL, size: number): HelperCrew {
  const queue: Waiting[] = [];
  const busy = new Map<Worker, Waiting>();
  const idle: Worker[] = [];
  let failure: AppError | null = null;

  const fail = (reason: string, cause?: unknown): void => {
    failure ??= new AppError('delta.workerFailed', { reason }, { retry: 'yes', cause });
    for (const waiting of [...busy.values(), ...queue.splice(0)]) waiting.reject(failure);
    busy.clear();
  };
  const give = (): void => {
    while (queue.length > 0) {
      const helper = idle.pop();
      if (helper === undefined) return;
      const waiting = queue.shift();
      if (waiting === undefined) return;
      busy.set(helper, waiting);
      helper.postMessage(waiting.request);
    }
  };
  const hear = (helper: Worker, answer: HelperAnswer): void => {
    const waiting = busy.get(helper);
    busy.delete(helper);
    idle.push(helper);
    give();
    if (answer.kind === 'output') waiting?.resolve(answer.output);
    else waiting?.reject(AppError.fromData(answer.error));
  };
  const helpers = Array.from({ length: size }, (_, index) => {
    const helper = new Worker(helperUrl, { name: `delta helper ${index + 1}`, resourceLimits: leanThread });
    helper.on('message', (answer: HelperAnswer) => hear(helper, answer));
    helper.once('error', (error) => fail(String(error), error));
    helper.once('exit', (exitCode) => fail(`exit code ${exitCode}`));
    return helper;
  });
  idle.push(...helpers);

  return {
    run<N extends JobName>(name: N, input: JobTypes[N]['input']) {
      return new Promise<JobTypes[N]['output']>((resolve, reject) => {
        if (failure !== null) {
          reject(failure);
          return;
        }
        queue.push({ request: { name, input }, resolve, reject });
        give();
      });
    },
    async end() {
      await Promise.all(helpers.map((helper) => helper.terminate()));
    },
  };
}
