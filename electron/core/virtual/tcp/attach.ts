import { createServer, type Server, type Socket } from 'node:net';
import { AppError } from '../../../../shared/errors.ts';
import type { Connection, VirtualModule } from '../module.ts';

export interface TcpOptions {
  readonly module: VirtualModule;
  /** 1..65535, or 0 for any free one. */
  readonly port: number;
}

export interface TcpAttachment {
  readonly host: string;
  readonly port: number;
  /** Stops listening and ends the connection; the module lives on. */
  dispose(): Promise<void>;
}

/** Nobody outside this computer reaches a virtual module. */
const loopback = '127.0.0.1';

/** So long a newcomer waits for the port: the end of the connection before it may still be on its way through the system. */
const graceMs = 1000;

/** A reader that falls so far behind would be a UART that overran long ago. */
const mostWaitingBytes = 8 * 1024 * 1024;

/**
 * Offers a virtual module on a TCP port of this computer: one connection is the serial port, a second one is closed after
 * the second in which the first may end. When the module's port vanishes the connection ends, and a new one is taken when it is back.
 * @throws AppError `server.addressInUse` {host, port}, `server.portForbidden` {host, port}
 */
export async function attachToTcp({ module, port }: TcpOptions): Promise<TcpAttachment> {
  const sockets = new Set<Socket>();
  const waiting: Socket[] = [];
  const next = (): void => {
    const socket = waiting.shift();
    if (socket !== undefined && !bridge(module, socket)) waiting.unshift(socket);
  };
  const server = createServer({ pauseOnConnect: true }, (socket) => {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('error', () => socket.destroy());
    waiting.push(socket);
    const patience = setTimeout(() => {
      if (waiting.includes(socket)) socket.destroy();
    }, graceMs);
    socket.on('close', () => {
      clearTimeout(patience);
      sockets.delete(socket);
      if (waiting.includes(socket)) waiting.splice(waiting.indexOf(socket), 1);
      next();
    });
    next();
  });
  const listening = await listen(server, port);
  let disposed = false;
  const dispose = async (): Promise<void> => {
    if (disposed) return;
    disposed = true;
    unsubscribe();
    for (const socket of sockets) socket.destroy();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  const unsubscribe = module.onPresence(() => {
    // A module that is gone for good leaves no open port behind.
    if (module.describe().state === 'disposed') void dispose();
  });
  return { host: loopback, port: listening, dispose };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const code = error.code === 'EACCES' ? 'server.portForbidden' : 'server.addressInUse';
      reject(
        new AppError(code, { host: loopback, port, freePort: 40_000 }, { retry: 'later', cause: error }),
      );
    });
    server.listen({ host: loopback, port }, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

/** False where the port is not free; the socket then waits as it is. */
function bridge(module: VirtualModule, socket: Socket): boolean {
  const connection = tryAttach(module);
  if (!connection) return false;
  connection.onData((bytes) => {
    socket.write(bytes);
    if (socket.writableLength > mostWaitingBytes) socket.destroy();
  });
  connection.onClosed(() => socket.destroy());
  socket.on('data', (bytes) => connection.write(bytes));
  // Before the listener that lets the next one in.
  socket.prependListener('close', () => connection.close());
  socket.resume();
  return true;
}

/** Null while somebody else has the port or it is away. */
function tryAttach(module: VirtualModule): Connection | null {
  try {
    return module.attach();
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}
