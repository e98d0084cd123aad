/** Two transports joined in memory: for tests, and for a door that lives in the core's own process. */
import { decodeFrame, encodeFrame, maxFrameBytes } from './frame.ts';
import { createListeners } from './listeners.ts';
import type { Transport } from './transport.ts';

/**
 * Messages go through JSON, so nothing is shared between the ends, and arrive later than `send` returns, in order.
 * `send` throws AppError rpc.frameTooLarge; after a close it drops, like a socket does.
 */
export function createMemoryTransportPair(limitBytes: number = maxFrameBytes): [Transport, Transport] {
  const state = { open: true };
  const left = createEnd(state, limitBytes);
  const right = createEnd(state, limitBytes);
  const closeBoth = (): void => {
    if (!state.open) return;
    state.open = false;
    queueMicrotask(() => {
      left.closed.emit();
      right.closed.emit();
    });
  };
  return [left.toward(right, closeBoth), right.toward(left, closeBoth)];
}

interface End {
  readonly messages: ReturnType<typeof createListeners<[unknown]>>;
  readonly closed: ReturnType<typeof createListeners<[]>>;
  toward(other: End, close: () => void): Transport;
}

function createEnd(state: { open: boolean }, limitBytes: number): End {
  const messages = createListeners<[unknown]>();
  const closed = createListeners<[]>();
  return {
    messages,
    closed,
    toward: (other, close) => ({
      send(message) {
        const text = encodeFrame(message, limitBytes);
        if (!state.open) return;
        // Not checked again on arrival: what was sent before a close still arrives before it.
        queueMicrotask(() => other.messages.emit(decodeFrame(text, limitBytes)));
      },
      onMessage: messages.add,
      onClose: closed.add,
      close,
    }),
  };
}
