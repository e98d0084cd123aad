/** A set of listeners; each `add` returns its own removal. */
export interface Listeners<T> {
  add(listener: (value: T) => void): () => void;
  emit(value: T): void;
}

export function createListeners<T>(): Listeners<T> {
  const set = new Set<(value: T) => void>();
  return {
    add(listener) {
      // Its own wrapper, so that one function added twice is two listeners.
      const own = (value: T) => listener(value);
      set.add(own);
      return () => set.delete(own);
    },
    emit(value) {
      for (const listener of [...set]) listener(value);
    },
  };
}
