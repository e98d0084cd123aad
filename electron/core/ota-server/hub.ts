import type { Server, Socket } from 'node:net';
import { type Connection, type ConnectionParts, plainAddress, serveConnection } from './connection.ts';
import type { DecisionKey } from './decisions.ts';
import { createPacer } from './limitsPacing.ts';
import { type CreateServer, closePort, openPort } from './listening.ts';
import { createRecord } from './record.ts';

/** The open port and every connection through it. */
export interface Hub {
  readonly host: string;
  readonly port: number;
  cutPublication(id: string): void;
  /** Resolves when the port is free and every connection has its rows. */
  close(): Promise<void>;
}

/** Opens the port; throws what `openPort` throws. */
export async function createHub(
  parts: ConnectionParts & { readonly createServer: CreateServer },
  host: string,
  port: number,
): Promise<Hub> {
  const { limits, journal } = parts;
  const served = new Set<Connection>();
  const refused = new Set<Connection>();
  const perRemote = new Map<string, number>();
  const pacer = createPacer(limits.remotePace, parts.clock);

  function count(address: string, by: 1 | -1): void {
    const connections = (perRemote.get(address) ?? 0) + by;
    if (connections === 0) perRemote.delete(address);
    else perRemote.set(address, connections);
  }

  /** Which limit a new connection breaks, if any. Those that only wait for their 503 do not count. */
  function refusalFor(address: string): DecisionKey | undefined {
    if (served.size >= limits.connections) return 'decision.tooManyConnections';
    if ((perRemote.get(address) ?? 0) >= limits.connectionsPerRemote) return 'decision.tooManyFromRemote';
    return pacer.admits(address) ? undefined : 'decision.remoteTooFast';
  }

  function accept(socket: Socket): void {
    const refusal = refusalFor(plainAddress(socket.remoteAddress));
    const connection = serveConnection(socket, refusal, parts);
    const group = refusal === undefined ? served : refused;
    group.add(connection);
    if (refusal === undefined) count(connection.remoteAddress, 1);
    void connection.done.then(() => {
      group.delete(connection);
      if (refusal === undefined) count(connection.remoteAddress, -1);
    });
  }

  // A client may close its sending side right after the request and still wait for the answer.
  const server = parts.createServer({ allowHalfOpen: true }, accept);
  server.maxConnections = limits.connections + limits.refusedConnections;
  server.on('drop', (dropped) => {
    const address = plainAddress(dropped?.remoteAddress);
    const record = createRecord(`${address}:${dropped?.remotePort ?? 0}`, address, parts);
    record.requested({ kind: 'gone', head: '' }, undefined);
    record.unanswered('decision.connectionDropped', 'reset');
  });
  await openPort(server, host, port, parts.createServer);
  server.on('error', (error) =>
    journal.append({ kind: 'serverEvent', event: 'failed', detail: String(error) }),
  );

  const bound = boundTo(server, host, port);

  return {
    ...bound,
    cutPublication(id) {
      for (const connection of served) if (connection.publicationId() === id) connection.cut('unpublished');
    },
    async close() {
      const closed = closePort(server);
      const all = [...served, ...refused];
      for (const connection of all) connection.cut('stopped');
      await Promise.all([closed, ...all.map(({ done }) => done)]);
    },
  };
}

/** What was really opened: a name became an address, port 0 a port. */
function boundTo(server: Server, host: string, port: number): { host: string; port: number } {
  const address = server.address();
  if (address === null || typeof address === 'string') return { host, port };
  return { host: address.address, port: address.port };
}
