import { breathe } from '../cancellation.ts';
import type { Crew } from './crew.ts';
import { jobs } from './jobs.ts';

/** All work in this thread, one job after the other; between two of them waiting messages and an abort get through. */
export function createSoloCrew(signal?: AbortSignal): Crew {
  let last: Promise<unknown> = Promise.resolve();
  return {
    run(name, input) {
      const done = last.then(async () => {
        await breathe(signal);
        return jobs[name](input);
      });
      last = done.catch(() => {});
      return done;
    },
  };
}
