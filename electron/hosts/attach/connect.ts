/** A second door's way into the core that already runs on a data folder. */
import { connect, type Socket } from 'node:net';
import { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';
import { maxFrameBytes } from '../../../shared/rpc/frame.ts';
import { serverMessageSchema } from '../../../shared/rpc/messages.ts';
import { systemTimers, type Timers } from '../../../shared/rpc/timers.ts';
import type { Transport } from '../../../shared/rpc/transport.ts';
import { readAttachNote } from './attachFile.ts';
import { createSocketTransport } from './socketTransport.ts';

const welcomeSchema = z.strictObject({ kind: z.literal('welcome') });
const answerTimeoutMs = 5000;

/**
 * A transport to the running core, ready for a client.
 * Throws AppError host.coreNotRunning {folder} when nobody answers there, host.missingToken when the core refuses the key.
 */
export async function connectToCore(
  folder: string,
  options: { timers?: Timers; limitBytes?: number } = {},
): Promise<Transport> {
  const note = await readAttachNote(folder);
  const socket = await openSocket(note.address, folder);
  const transport = createSocketTransport(socket, options.limitBytes ?? maxFrameBytes);
  try {
    await introduce(transport, note.key, folder, options.timers ?? systemTimers);
    return transport;
  } catch (thrown) {
    socket.destroy();
    throw thrown;
  }
}

function openSocket(address: string, folder: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(address);
    // A note without a listener is what a crash leaves behind.
    const onError = (cause: Error): void => reject(notRunning(folder, cause));
    socket.once('error', onError);
    socket.once('connect', () => {
      socket.off('error', onError);
      resolve(socket);
    });
  });
}

function introduce(transport: Transport, key: string, folder: string, timers: Timers): Promise<void> {
  return new Promise((resolve, reject) => {
    const stops = [
      timers.after(answerTimeoutMs, () => finish(() => reject(notRunning(folder, 'no answer')))),
      transport.onClose(() => finish(() => reject(notRunning(folder, 'connection closed')))),
      transport.onMessage((message) => {
        if (welcomeSchema.safeParse(message).success) finish(resolve);
        else finish(() => reject(refusal(message, folder)));
      }),
    ];
    const finish = (settle: () => void): void => {
      for (const stop of stops) stop();
      settle();
    };
    transport.send({ kind: 'hello', key });
  });
}

function refusal(message: unknown, folder: string): AppError {
  const parsed = serverMessageSchema.safeParse(message);
  if (parsed.success && parsed.data.kind === 'goodbye') return AppError.fromData(parsed.data.error);
  return notRunning(folder, 'something else answers there');
}

function notRunning(folder: string, cause: unknown): AppError {
  return new AppError('host.coreNotRunning', { folder }, { cause });
}
