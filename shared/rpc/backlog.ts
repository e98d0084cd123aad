/** Changes that wait to be sent, and how much they weigh. */

export interface BacklogLimits {
  readonly maxBatchChars: number;
  readonly maxBatchChanges: number;
}

export interface Backlog {
  push(value: unknown): void;
  isEmpty(): boolean;
  /** Whether there is enough for this many full batches. */
  isFull(batches: number): boolean;
  /** The oldest changes that fit one batch; at least one, however large. */
  takeBatch(): unknown[];
  clear(): void;
}

export function createBacklog(limits: BacklogLimits): Backlog {
  let waiting: { readonly value: unknown; readonly chars: number }[] = [];
  let totalChars = 0;
  return {
    push(value) {
      const chars = JSON.stringify(value)?.length ?? 0;
      waiting.push({ value, chars });
      totalChars += chars;
    },
    isEmpty: () => waiting.length === 0,
    isFull: (batches) =>
      totalChars >= limits.maxBatchChars * batches || waiting.length >= limits.maxBatchChanges * batches,
    takeBatch() {
      let chars = 0;
      let count = 0;
      for (const next of waiting) {
        if (count > 0 && (count >= limits.maxBatchChanges || chars + next.chars > limits.maxBatchChars))
          break;
        chars += next.chars;
        count += 1;
      }
      totalChars -= chars;
      return waiting.splice(0, count).map((taken) => taken.value);
    },
    clear() {
      waiting = [];
      totalChars = 0;
    },
  };
}
