import type { Clock } from '../domain/clock.ts';

/** The part of a clock that RPC needs. */
export type Timers = Pick<Clock, 'after'>;

/** Timers of the runtime; tests inject their own. */
export const systemTimers: Timers = {
  after(delayMs, callback) {
    const handle = setTimeout(callback, delayMs);
    return () => clearTimeout(handle);
  },
};
