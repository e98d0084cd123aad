/** RPC over a WebSocket: the browser's, Node's own and the `ws` package's fit the same few members. */
import { AppError } from '../errors.ts';
import { decodeFrame, encodeFrame, frameTooLarge, goodbye, maxFrameBytes } from './frame.ts';
import { createListeners } from './listeners.ts';
import type { Transport } from './transport.ts';

/** What is needed of a WebSocket; it must be open already. */
export interface SocketLike {
  send(text: string): void;
  close(code?: number, reason?: string): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: 'close', listener: (event: { readonly code: number }) => void): void;
  readonly readyState: number;
}

/** RFC 6455, 7.4.1. */
const messageTooBig = 1009;
const policyViolation = 1008;
const open = 1;

/** `send` throws AppError rpc.frameTooLarge; a bad frame from the other end is answered with a goodbye and a close code. */
export function createWebSocketTransport(
  socket: SocketLike,
  options: { limitBytes?: number } = {},
): Transport {
  const limitBytes = options.limitBytes ?? maxFrameBytes;
  const messages = createListeners<[unknown]>();
  const closed = createListeners<[]>();
  const send = (message: unknown): void => {
    const text = encodeFrame(message, limitBytes);
    if (socket.readyState === open) socket.send(text);
  };
  socket.addEventListener('message', (event) => {
    let message: unknown;
    try {
      message = decodeFrame(event.data, limitBytes);
    } catch (thrown) {
      const error = AppError.from(thrown);
      send(goodbye(error));
      socket.close(error.code === 'rpc.frameTooLarge' ? messageTooBig : policyViolation, error.code);
      return;
    }
    messages.emit(message);
  });
  socket.addEventListener('close', (event) => {
    // A peer that cuts at its frame limit has no time for a goodbye: its close code says the same.
    if (event.code === messageTooBig) messages.emit(goodbye(frameTooLarge(limitBytes)));
    closed.emit();
  });
  return { send, onMessage: messages.add, onClose: closed.add, close: () => socket.close(1000) };
}
