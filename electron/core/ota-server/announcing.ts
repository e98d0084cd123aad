import type { Clock } from '../../../shared/domain/clock.ts';

/** Tells of changes: at once what a person did, and what modules did no more often than people can read. */
export interface Announcing {
  now(): void;
  soon(): void;
}

/**
 * The whole status goes out with every change, addresses of the network included, and a busy server changes thousands of times a
 * second. The first of many is told at once, the last of them at the end of this time.
 */
const pauseMs = 200;

/**
 * @param isHeard whether anybody listens: for nobody no timer runs
 * @param tell says how things are when it is called
 */
export function createAnnouncing(
  clock: Pick<Clock, 'after'>,
  isHeard: () => boolean,
  tell: () => void,
): Announcing {
  let waiting = false;
  let isStale = false;
  function pause(): void {
    waiting = true;
    clock.after(pauseMs, () => {
      waiting = false;
      if (!isStale) return;
      isStale = false;
      tell();
      pause();
    });
  }
  return {
    now() {
      isStale = false;
      tell();
    },
    soon() {
      isStale = waiting;
      if (waiting || !isHeard()) return;
      tell();
      pause();
    },
  };
}
