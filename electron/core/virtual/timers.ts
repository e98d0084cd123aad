import type { Clock } from './clock.ts';

/** Longest delay that Node's timers take without overflowing to 1 ms. */
const longestDelayMs = 0x7fff_ffff;

/** A set of timers that ends together: everything a running firmware had planned is gone at its reset. */
export interface TimerGroup {
  /** Runs `action` once after `delayMs`, however long that is; returns its cancellation. */
  after(delayMs: number, action: () => void): () => void;
  /** Cancels everything that is still planned. */
  cancelAll(): void;
}

export function createTimerGroup(clock: Clock): TimerGroup {
  const cancellations = new Set<() => void>();
  return {
    after(delayMs, action) {
      let handle: unknown;
      let remainingMs = delayMs;
      const arm = (): void => {
        const stepMs = Math.min(remainingMs, longestDelayMs);
        remainingMs -= stepMs;
        handle = clock.setTimeout(() => {
          if (remainingMs > 0) return arm();
          cancellations.delete(cancel);
          action();
        }, stepMs);
      };
      const cancel = (): void => {
        clock.clearTimeout(handle);
        cancellations.delete(cancel);
      };
      cancellations.add(cancel);
      arm();
      return cancel;
    },
    cancelAll() {
      for (const cancel of [...cancellations]) cancel();
    },
  };
}
