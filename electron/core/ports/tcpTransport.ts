import { connect, type Socket } from 'node:net';
import type { Clock } from '../../../shared/domain/clock.ts';
import { AppError } from '../../../shared/errors.ts';
import { createListeners } from './listeners.ts';
import type { TcpAddress } from './tcpAddress.ts';
import type { SerialTransport } from './transport.ts';

/** A far end that is there answers within this, also through a mobile network. */
export const connectTimeoutMs = 5000;
/** How soon a connection that is idle is asked whether the other side is still there. */
const keepAliveMs = 10_000;
/** How long closing waits for what was written last. */
const flushMs = 500;

export interface TcpOpenOptions {
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
  /** Default: node's. */
  readonly connect?: (options: { host: string; port: number; noDelay: boolean }) => Socket;
}

/**
 * A raw connection: bytes as they are, no telnet and no RFC 2217, so neither modem lines nor a speed. The serial server at the
 * other end has its own settings.
 *
 * @throws AppError port.hostUnknown {host}, port.connectRefused {address}, port.unreachable {address, timeoutMs},
 * port.openFailed {path, reason}, rpc.cancelled
 */
export async function openTcpTransport(
  address: TcpAddress,
  options: TcpOpenOptions,
): Promise<SerialTransport> {
  const { clock, signal } = options;
  if (signal?.aborted) throw new AppError('rpc.cancelled');
  const socket = (options.connect ?? connect)({ host: address.host, port: address.port, noDelay: true });
  try {
    await connected(socket, clock, signal);
  } catch (error) {
    socket.destroy();
    throw toConnectError(error, address);
  }
  socket.setKeepAlive(true, keepAliveMs);
  return createTcpTransport(socket, address.text, clock);
}

class ConnectTimeout extends Error {}

function connected(socket: Socket, clock: Clock, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (result: () => void): void => {
      stopTimer();
      signal?.removeEventListener('abort', onAbort);
      socket.off('error', onError);
      result();
    };
    const onError = (error: Error): void => settle(() => reject(error));
    const onAbort = (): void => settle(() => reject(new AppError('rpc.cancelled')));
    const stopTimer = clock.after(connectTimeoutMs, () => settle(() => reject(new ConnectTimeout())));
    signal?.addEventListener('abort', onAbort, { once: true });
    socket.once('error', onError);
    socket.once('connect', () => settle(resolve));
  });
}

/** What a connection ran into, in words that say what to check. */
export function toConnectError(error: unknown, address: TcpAddress): AppError {
  if (error instanceof AppError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const options = { retry: 'later', cause: error } as const;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'EAI_NONAME')
    return new AppError('port.hostUnknown', { host: address.host }, options);
  if (code === 'ECONNREFUSED') return new AppError('port.connectRefused', { address: address.text }, options);
  if (
    error instanceof ConnectTimeout ||
    /^(ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN)$/.test(code)
  )
    return new AppError('port.unreachable', { address: address.text, timeoutMs: connectTimeoutMs }, options);
  const reason = error instanceof Error ? error.message : String(error);
  return new AppError('port.openFailed', { path: address.text, reason }, options);
}

function createTcpTransport(socket: Socket, path: string, clock: Clock): SerialTransport {
  const data = createListeners<[Uint8Array]>();
  const closed = createListeners<['closed' | 'vanished']>();
  let open = true;
  let closing = false;
  const end = (reason: 'closed' | 'vanished'): void => {
    if (!open) return;
    open = false;
    socket.destroy();
    closed.emit(closing ? 'closed' : reason);
    data.clear();
    closed.clear();
  };
  socket.on('data', (bytes) => {
    if (open) data.emit(Uint8Array.from(bytes));
  });
  // The other side ended it, or the network did: either way the module is not there any more.
  socket.on('end', () => end('vanished'));
  socket.on('error', () => end('vanished'));
  socket.on('close', () => end('vanished'));
  return {
    write: (bytes) =>
      new Promise((resolve, reject) => {
        const refuse = (cause?: unknown): void =>
          reject(new AppError('port.closed', { id: path }, { retry: 'later', cause }));
        if (!open || closing) return refuse();
        socket.write(bytes, (error) => (error ? refuse(error) : resolve()));
      }),
    onData: data.add,
    onClosed: closed.add,
    async close() {
      if (!open || closing) return;
      closing = true;
      // What was written still goes out; destroying at once would drop it.
      await new Promise<void>((resolve) => {
        const stopTimer = clock.after(flushMs, resolve);
        socket.end(() => {
          stopTimer();
          resolve();
        });
      });
      end('closed');
    },
  };
}
