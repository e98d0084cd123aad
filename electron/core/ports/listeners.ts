/** A set of listeners. `emit` calls those that were there when it began; a listener may take itself out meanwhile. */
export interface Listeners<Arguments extends readonly unknown[]> {
  add(listener: (...values: Arguments) => void): () => void;
  emit(...values: Arguments): void;
  size(): number;
  clear(): void;
}

export function createListeners<Arguments extends readonly unknown[]>(): Listeners<Arguments> {
  // Entries, not functions: the same function added twice is called twice and each unsubscribe takes out its own.
  const entries = new Set<{ readonly call: (...values: Arguments) => void }>();
  return {
    add(listener) {
      const entry = { call: listener };
      entries.add(entry);
      return () => {
        entries.delete(entry);
      };
    },
    emit(...values) {
      for (const entry of [...entries]) if (entries.has(entry)) entry.call(...values);
    },
    size: () => entries.size,
    clear: () => entries.clear(),
  };
}
