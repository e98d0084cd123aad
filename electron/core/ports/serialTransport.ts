import { AppError } from '../../../shared/errors.ts';
import { type LineState, linesOfSystem } from './lines.ts';
import { createListeners } from './listeners.ts';
import { toOpenError } from './openErrors.ts';
import type { BindingPort, SerialBinding } from './serialBinding.ts';
import type { SerialTransport } from './transport.ts';

const readBufferBytes = 64 * 1024;

export interface SerialOpenOptions {
  readonly baudRate: number;
  readonly signal?: AbortSignal;
  /** Default: the lines are left alone. */
  readonly lines?: LineState | undefined;
}

/**
 * Opens an OS serial port or a pseudo-terminal. `hupcl` is off, so that closing drops nothing; DTR and RTS are set as `lines` says
 * before a byte goes either way, or left alone without it.
 *
 * @throws AppError port.busy, port.noPermission, port.notReady, port.openFailed; rpc.cancelled when `signal` fires first
 */
export async function openSerialTransport(
  binding: SerialBinding,
  path: string,
  options: SerialOpenOptions,
): Promise<SerialTransport> {
  const { baudRate, signal } = options;
  if (signal?.aborted) throw new AppError('rpc.cancelled');
  let port: BindingPort;
  try {
    port = await binding.open({ path, baudRate, hupcl: false, lock: true });
  } catch (error) {
    throw toOpenError(error, path);
  }
  if (signal?.aborted) {
    await port.close();
    throw new AppError('rpc.cancelled');
  }
  const { lines } = options;
  // A port without such lines refuses; it works all the same.
  if (lines !== undefined) await port.set(lines).catch(() => undefined);
  return createSerialTransport(port, path, lines);
}

function createSerialTransport(port: BindingPort, path: string, set: LineState | undefined): SerialTransport {
  let lines = set;
  const data = createListeners<[Uint8Array]>();
  const closed = createListeners<['closed' | 'vanished']>();
  let open = true;
  let lastWrite: Promise<void> = Promise.resolve();

  const end = (reason: 'closed' | 'vanished'): void => {
    if (!open) return;
    open = false;
    closed.emit(reason);
    data.clear();
    closed.clear();
  };
  const vanish = async (): Promise<void> => {
    end('vanished');
    // The file descriptor of a device that has gone must be given back, or its name stays taken. That the device itself answers
    // the closing with an error is what its going means.
    if (port.isOpen) await port.close().catch(() => undefined);
  };
  const readOn = async (): Promise<void> => {
    const buffer = Buffer.allocUnsafe(readBufferBytes);
    while (open) {
      const { bytesRead } = await port.read(buffer, 0, buffer.length);
      // No byte at all is the end of a file: the other side has hung up.
      if (bytesRead === 0) throw new Error('end of file');
      if (open) data.emit(Uint8Array.from(buffer.subarray(0, bytesRead)));
    }
  };
  void readOn().catch(vanish);

  const writeNow = async (bytes: Uint8Array): Promise<void> => {
    if (!open) throw closedError(path);
    try {
      await port.write(Buffer.from(bytes));
    } catch (error) {
      await vanish();
      throw closedError(path, error);
    }
  };
  return {
    write(bytes) {
      // One after the other: the binding takes no second write while one is under way.
      const written = lastWrite.then(() => writeNow(bytes));
      // Whoever wrote hears of it; the next one only waits its turn.
      lastWrite = written.catch(() => undefined);
      return written;
    },
    onData: data.add,
    onClosed: closed.add,
    async setSignals(signals) {
      const next = { ...(lines ?? linesOfSystem(process.platform)), ...signals };
      await port.set(next);
      lines = next;
    },
    signals: () => lines,
    setBaudRate: (baudRate) => port.update({ baudRate }),
    async close() {
      if (!open) return;
      end('closed');
      // It is closed for us whatever its driver says, and a port that stays taken says so at its next opening.
      if (port.isOpen) await port.close().catch(() => undefined);
    },
  };
}

function closedError(path: string, cause?: unknown): AppError {
  return new AppError('port.closed', { id: path }, { retry: 'later', cause });
}
