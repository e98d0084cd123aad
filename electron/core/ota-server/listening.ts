import type { Server, ServerOpts, Socket } from 'node:net';
import { AppError } from '../../../shared/errors.ts';

/** node:net createServer, or what stands in for it. */
export type CreateServer = (options: ServerOpts, onConnection: (socket: Socket) => void) => Server;

/** How many ports after a used one are tried before any free port is named instead. */
const portsToTry = 100;

/**
 * Opens the port. Throws AppError
 * - `server.addressInUse` {port, host, freePort}: somebody else listens there; `freePort` is the next one that is free
 * - `server.portForbidden` {port, host, freePort}: the system does not give this port to this program
 * - `server.noAddress` {host}: the host is no address of this computer
 */
export async function openPort(
  server: Server,
  host: string,
  port: number,
  create: CreateServer,
): Promise<void> {
  try {
    await listen(server, host, port);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
      throw new AppError('server.noAddress', { host }, { cause: error });
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw AppError.from(error);
    const reason = code === 'EACCES' ? 'server.portForbidden' : 'server.addressInUse';
    const freePort = await nextFreePort(host, port, create);
    throw new AppError(reason, { port, host, freePort }, { retry: 'later', cause: error });
  }
}

/** The first port after `port` that opens; 0, meaning any free one, where none of the next hundred does. */
async function nextFreePort(host: string, port: number, create: CreateServer): Promise<number> {
  // A system that refused one port below 1024 refuses its neighbours too.
  const from = Math.max(port + 1, 1024);
  for (let candidate = from; candidate < Math.min(from + portsToTry, 65_536); candidate++) {
    const probe = create({}, (socket) => socket.destroy());
    try {
      await listen(probe, host, candidate);
      await closePort(probe);
      return candidate;
    } catch {
      // In use as well: try the next.
    }
  }
  return 0;
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, exclusive: true }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** Resolves when the port is free again, i.e. when the last connection is gone too. */
export function closePort(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}
