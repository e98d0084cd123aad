import { concatBytes } from '../bytes.ts';
import type { TimerGroup } from '../timers.ts';

export interface RawRequest {
  /** How many bytes belong to the payload. */
  readonly sizeBytes: number;
  /** Longest pause before and within it. */
  readonly idleMs: number;
  onProgress?(received: number): void;
  onDone(bytes: Uint8Array): void;
  /** The pause was too long; what came is gone. */
  onIdle(received: number): void;
}

/** A payload between two commands: so many bytes as they are, whatever they look like. */
export interface RawInput {
  /** From the next byte on. A payload of no bytes is complete at once. */
  expect(request: RawRequest): void;
  /** @returns what does not belong to a payload */
  receive(bytes: Uint8Array): Uint8Array;
  reset(): void;
}

export function createRawInput(timers: TimerGroup): RawInput {
  let request: RawRequest | null = null;
  let pieces: Uint8Array[] = [];
  let received = 0;
  let stopWatching = (): void => {};

  const reset = (): void => {
    stopWatching();
    request = null;
    pieces = [];
    received = 0;
  };
  const watch = (current: RawRequest): void => {
    stopWatching();
    stopWatching = timers.after(current.idleMs, () => {
      const count = received;
      reset();
      current.onIdle(count);
    });
  };
  const finish = (current: RawRequest): void => {
    const whole = concatBytes(pieces);
    reset();
    current.onDone(whole);
  };
  return {
    reset,
    expect(next) {
      reset();
      request = next;
      if (next.sizeBytes === 0) timers.after(0, () => finish(next));
      else watch(next);
    },
    receive(bytes) {
      const current = request;
      if (current === null || current.sizeBytes === 0) return bytes;
      const own = bytes.slice(0, current.sizeBytes - received);
      pieces.push(own);
      received += own.length;
      current.onProgress?.(received);
      if (received === current.sizeBytes) finish(current);
      else watch(current);
      return bytes.subarray(own.length);
    },
  };
}
