import type { Crew } from '../crew/crew.ts';
import { createSoloCrew } from '../crew/soloCrew.ts';
import type { BuildControl } from './format.ts';

/** What a writer is given to work with. */
export interface Work {
  readonly crew: Crew;
  /** Says that so many bytes of the work are done. */
  advance(bytes: number): void;
}

/** Reports what is done of `totalBytes`, beginning with nothing. */
export function beginWork(control: BuildControl, totalBytes: number): Work {
  let done = 0;
  const advance = (bytes: number): void => {
    done = Math.min(totalBytes, done + bytes);
    control.onProgress({ phase: 'build', done, total: totalBytes, unit: 'bytes' });
  };
  advance(0);
  return { crew: control.crew ?? createSoloCrew(control.signal), advance };
}
