/** RPC over the one object that the desktop's preload script gives to the page. */
import { AppError } from '../errors.ts';
import { decodeFrame, encodeFrame, maxFrameBytes } from './frame.ts';
import { createListeners } from './listeners.ts';
import type { Transport } from './transport.ts';

/** Frames of text both ways; an empty frame ends the connection. */
export interface FrameBridge {
  send(frame: string): void;
  onMessage(listener: (frame: string) => void): () => void;
}

/** `send` throws AppError rpc.frameTooLarge. */
export function createBridgeTransport(bridge: FrameBridge, limitBytes: number = maxFrameBytes): Transport {
  const messages = createListeners<[unknown]>();
  const closed = createListeners<[]>();
  let isOpen = true;
  const finish = (): void => {
    if (!isOpen) return;
    isOpen = false;
    stop();
    closed.emit();
  };
  const stop = bridge.onMessage((frame) => {
    if (frame === '') {
      finish();
      return;
    }
    try {
      messages.emit(decodeFrame(frame, limitBytes));
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown;
      bridge.send('');
      finish();
    }
  });
  return {
    send(message) {
      const frame = encodeFrame(message, limitBytes);
      if (isOpen) bridge.send(frame);
    },
    onMessage: messages.add,
    onClose: closed.add,
    close() {
      if (!isOpen) return;
      bridge.send('');
      finish();
    },
  };
}
