import { beginWork, type Work } from '../../electron/core/delta/formats/work.ts';

/** For writers under test: this thread alone does everything, and nobody listens. */
export function quietWork(): Work {
  return beginWork({ onProgress: () => {} }, 0);
}
