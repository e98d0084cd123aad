import type { Clock } from '../../../../shared/domain/clock.ts';

/** The system's clock, for tests that run the real worker thread. */
export const realClock: Clock = {
  wallMs: () => Date.now(),
  monoMs: () => performance.now(),
  after(delayMs, callback) {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};
