/** RPC over a local socket or named pipe. */
import type { Socket } from 'node:net';
import { AppError } from '../../../shared/errors.ts';
import { decodeFrame, encodeFrame, goodbye, maxFrameBytes } from '../../../shared/rpc/frame.ts';
import { createListeners } from '../../../shared/rpc/listeners.ts';
import type { Transport } from '../../../shared/rpc/transport.ts';
import { createFrameReader, packFrame } from './frameReader.ts';

/** A door that is not read from may keep this much waiting; then it is cut, because the core must not grow for it. */
const maxUnsentBytes = 64 * 1024 * 1024;

/** `send` throws AppError rpc.frameTooLarge; a bad frame from the other end is answered with a goodbye and the end. */
export function createSocketTransport(socket: Socket, limitBytes: number = maxFrameBytes): Transport {
  const messages = createListeners<[unknown]>();
  const closed = createListeners<[]>();
  const read = createFrameReader(limitBytes);
  const send = (message: unknown): void => {
    const text = encodeFrame(message, limitBytes);
    if (!socket.writable) return;
    socket.write(packFrame(text));
    if (socket.writableLength > maxUnsentBytes) socket.destroy();
  };
  const receive = (piece: Uint8Array): void => {
    let arrived: unknown[];
    try {
      arrived = read(piece).map((text) => decodeFrame(text, limitBytes));
    } catch (thrown) {
      socket.off('data', receive);
      // What still comes is read and thrown away: with unread bytes the system would reset the goodbye away.
      socket.resume();
      send(goodbye(AppError.from(thrown)));
      socket.end();
      return;
    }
    for (const message of arrived) messages.emit(message);
  };
  socket.on('data', receive);
  // Always followed by `close`, which is what counts.
  socket.on('error', () => {});
  socket.once('close', () => closed.emit());
  return { send, onMessage: messages.add, onClose: closed.add, close: () => socket.end() };
}
