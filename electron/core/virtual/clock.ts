/**
 * Time as a parameter. The handle is opaque and the members are methods, so that any clock of another room fits.
 */
export interface Clock {
  /** Milliseconds since the Unix epoch; used for network time lines and for measuring. */
  now(): number;
  setTimeout(callback: () => void, delayMs: number): unknown;
  clearTimeout(handle: unknown): void;
}

/** Node's own timers. */
export const systemClock: Clock = {
  now: () => Date.now(),
  setTimeout: (callback, delayMs) => setTimeout(callback, delayMs),
  clearTimeout: (handle: NodeJS.Timeout) => clearTimeout(handle),
};

/** A clock whose delays pass `speed()` times as fast; the factor is read at each call, so a knob can change it. */
export function scaledClock(base: Clock, speed: () => number): Clock {
  return {
    now: () => base.now(),
    setTimeout: (callback, delayMs) => base.setTimeout(callback, delayMs / speed()),
    clearTimeout: (handle) => base.clearTimeout(handle),
  };
}
