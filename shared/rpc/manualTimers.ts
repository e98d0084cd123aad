import type { Timers } from './timers.ts';

export interface ManualTimers extends Timers {
  /** Lets time pass; callbacks run in order of their time, including those they add. */
  advance(ms: number): void;
  pending(): number;
}

/** Timers for tests: time passes only when told to. */
export function createManualTimers(): ManualTimers {
  let nowMs = 0;
  const waiting = new Set<{ readonly atMs: number; readonly callback: () => void }>();
  return {
    after(delayMs, callback) {
      const entry = { atMs: nowMs + delayMs, callback };
      waiting.add(entry);
      return () => waiting.delete(entry);
    },
    advance(ms) {
      const endMs = nowMs + ms;
      for (;;) {
        const due = [...waiting].filter((entry) => entry.atMs <= endMs);
        const next = due.sort((a, b) => a.atMs - b.atMs)[0];
        if (next === undefined) break;
        waiting.delete(next);
        nowMs = next.atMs;
        next.callback();
      }
      nowMs = endMs;
    },
    pending: () => waiting.size,
  };
}
