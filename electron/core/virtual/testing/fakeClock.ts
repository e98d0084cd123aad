import type { Clock } from '../clock.ts';

/** Time that stands still until a test moves it. */
export interface FakeClock extends Clock {
  /** Moves on by so many milliseconds and runs everything that falls due, in order. */
  advance(byMs: number): void;
  /** Runs timers one after the other until `done()` holds. @throws after two simulated days, or when nothing is planned */
  runUntil(done: () => boolean): void;
  /** Timers that are planned. */
  pending(): number;
}

const longestWaitMs = 2 * 86_400_000;

export function createFakeClock(startMs = Date.UTC(2024, 7, 23, 6, 52, 50)): FakeClock {
  let nowMs = startMs;
  let order = 0;
  const planned = new Map<number, { at: number; callback: () => void }>();

  const earliest = (): number | null => {
    let best: number | null = null;
    for (const [id, timer] of planned)
      if (best === null || timer.at < (planned.get(best)?.at ?? Infinity)) best = id;
    return best;
  };
  const runNext = (limit: number): boolean => {
    const id = earliest();
    const timer = id === null ? undefined : planned.get(id);
    if (id === null || !timer || timer.at > limit) return false;
    planned.delete(id);
    nowMs = Math.max(nowMs, timer.at);
    timer.callback();
    return true;
  };
  return {
    now: () => nowMs,
    setTimeout(callback, delayMs) {
      order += 1;
      planned.set(order, { at: nowMs + Math.max(0, delayMs), callback });
      return order;
    },
    clearTimeout: (handle: number) => void planned.delete(handle),
    pending: () => planned.size,
    advance(byMs) {
      const limit = nowMs + byMs;
      while (runNext(limit));
      nowMs = limit;
    },
    runUntil(done) {
      const limit = nowMs + longestWaitMs;
      while (!done()) if (!runNext(limit)) throw new Error('nothing happens any more');
    },
  };
}
