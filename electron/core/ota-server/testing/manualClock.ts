import type { Clock } from '../../../../shared/domain/clock.ts';

/** Time that stands still until the test moves it. */
export interface ManualClock extends Clock {
  advance(ms: number): void;
  /** Delays of the timers that wait. */
  waiting(): number[];
}

export function createManualClock(): ManualClock {
  let nowMs = 0;
  const timers = new Set<{ atMs: number; callback: () => void }>();
  return {
    wallMs: () => 1_700_000_000_000 + nowMs,
    monoMs: () => nowMs,
    after(delayMs, callback) {
      const timer = { atMs: nowMs + delayMs, callback };
      timers.add(timer);
      return () => {
        timers.delete(timer);
      };
    },
    advance(ms) {
      nowMs += ms;
      for (const timer of [...timers].sort((a, b) => a.atMs - b.atMs)) {
        if (timer.atMs > nowMs || !timers.delete(timer)) continue;
        timer.callback();
      }
    },
    waiting: () => [...timers].map(({ atMs }) => atMs - nowMs),
  };
}
