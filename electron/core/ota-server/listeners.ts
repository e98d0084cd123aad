export interface Listeners<T> {
  on(listener: (event: T) => void): () => void;
  emit(event: T): void;
  /** Whether anybody listens; what is dear to make need not be made for nobody. */
  any(): boolean;
}

/** A list of listeners of which none can hurt the caller or the others: what one throws goes to `onFailure`. */
export function createListeners<T>(onFailure: (error: unknown) => void): Listeners<T> {
  const listeners = new Set<(event: T) => void>();
  return {
    on(listener) {
      // A wrapper of its own, so that the same function may listen twice.
      const entry = (event: T): void => listener(event);
      listeners.add(entry);
      return () => {
        listeners.delete(entry);
      };
    },
    any: () => listeners.size > 0,
    emit(event) {
      for (const listener of [...listeners]) {
        try {
          listener(event);
        } catch (error) {
          onFailure(error);
        }
      }
    },
  };
}
