/** Settings with the module's two lives: what was saved survives a reset, what was only set does not. */
export interface NvStore<T extends object> {
  get<K extends keyof T>(key: K): T[K];
  /** @param saved true: to flash; false: until the next reset only */
  set<K extends keyof T>(key: K, value: T[K], saved: boolean): void;
  /** A reset: unsaved values are forgotten. */
  reset(): void;
  /** Everything back to the factory values. */
  restoreFactory(): void;
}

export function createNvStore<T extends object>(factory: Readonly<T>): NvStore<T> {
  let stored: T = { ...factory };
  let running: T = { ...factory };
  return {
    get: (key) => running[key],
    set(key, value, saved) {
      running[key] = value;
      if (saved) stored[key] = value;
    },
    reset() {
      running = { ...stored };
    },
    restoreFactory() {
      stored = { ...factory };
      running = { ...factory };
    },
  };
}
