import type { JobName, JobTypes } from './jobs.ts';

/**
 * Who does the work of a build: one thread alone, or helpers beside it. A job is a pure function of its input, so that the bytes
 * of a package do not depend on how many there are or on who is done first.
 */
export interface Crew {
  /**
   * Does one job; jobs begin in the order in which they were given. Rejects with what the job throws, with `delta.cancelled`
   * once the crew is told to stop, and with `delta.workerFailed` {reason} when a helper is lost.
   */
  run<N extends JobName>(name: N, input: JobTypes[N]['input']): Promise<JobTypes[N]['output']>;
}

/** Does the same job for every input; outputs in the order of the inputs. `onDone` hears of each as it is done, in any order. */
export function runAll<N extends JobName>(
  crew: Crew,
  name: N,
  inputs: readonly JobTypes[N]['input'][],
  onDone: (index: number) => void = () => {},
): Promise<JobTypes[N]['output'][]> {
  return Promise.all(
    inputs.map(async (input, index) => {
      const output = await crew.run(name, input);
      onDone(index);
      return output;
    }),
  );
}
