/** A set of callbacks. */
export interface Listeners<A extends readonly unknown[]> {
  add(listener: (...args: A) => void): () => void;
  emit(...args: A): void;
}

/** Emitting walks over a copy: a listener may remove itself or others. */
export function createListeners<A extends readonly unknown[]>(): Listeners<A> {
  const all = new Set<(...args: A) => void>();
  return {
    add(listener) {
      // Wrapped, so that the same function added twice is two listeners with two unsubscribes.
      const entry = (...args: A): void => listener(...args);
      all.add(entry);
      return () => all.delete(entry);
    },
    emit(...args) {
      for (const listener of [...all]) if (all.has(listener)) listener(...args);
    },
  };
}
