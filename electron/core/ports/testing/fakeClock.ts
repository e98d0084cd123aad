import type { Clock } from '../../../../shared/domain/clock.ts';

/** A clock that stands still until a test moves it. */
export interface FakeClock extends Clock {
  /** Moves on in steps from timer to timer, letting everything that follows from each timer happen first. */
  advance(ms: number): Promise<void>;
  /** Lets everything happen that needs no time. */
  settle(): Promise<void>;
  /** Timers that are set. */
  pending(): number;
}

interface Timer {
  readonly atMs: number;
  readonly order: number;
  readonly callback: () => void;
}

export function createFakeClock(startWallMs = 1_750_000_000_000): FakeClock {
  let nowMs = 0;
  let order = 0;
  const timers = new Set<Timer>();
  const next = (untilMs: number): Timer | undefined =>
    [...timers]
      .filter((timer) => timer.atMs <= untilMs)
      .sort((a, b) => a.atMs - b.atMs || a.order - b.order)[0];
  // Two rounds of the event loop: promises, then what immediates of the code under test started.
  const settle = async (): Promise<void> => {
    for (let i = 0; i < 2; i++) await new Promise<void>((resolve) => setImmediate(resolve));
  };
  return {
    wallMs: () => startWallMs + nowMs,
    monoMs: () => nowMs,
    after(delayMs, callback) {
      const timer: Timer = { atMs: nowMs + delayMs, order: order++, callback };
      timers.add(timer);
      return () => {
        timers.delete(timer);
      };
    },
    async advance(ms) {
      const untilMs = nowMs + ms;
      await settle();
      for (let timer = next(untilMs); timer !== undefined; timer = next(untilMs)) {
        timers.delete(timer);
        nowMs = Math.max(nowMs, timer.atMs);
        timer.callback();
        await settle();
      }
      nowMs = untilMs;
      await settle();
    },
    settle,
    pending: () => timers.size,
  };
}
