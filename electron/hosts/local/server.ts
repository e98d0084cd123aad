/**
 * The window for a browser on this computer: the built page, its files, and RPC over a WebSocket. It listens on 127.0.0.1 only
 * and shares no code with the server that modules talk to.
 */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { AppError } from '../../../shared/errors.ts';
import { maxFrameBytes } from '../../../shared/rpc/frame.ts';
import type { RpcServer } from '../../../shared/rpc/server.ts';
import { createWebSocketTransport } from '../../../shared/rpc/webSocketTransport.ts';
import { statusOf } from './answers.ts';
import type { OpenBundle, OpenImage, OpenPackage } from './downloads.ts';
import { checkOrigin } from './guards.ts';
import type { MakeCertificate } from './reportFiles.ts';
import { answer, type RouteOptions } from './routes.ts';
import { createSessions, type Sessions } from './sessions.ts';
import type { Uploads } from './uploads.ts';

export interface LocalServerOptions {
  readonly rpc: RpcServer;
  /** Folder of the built page. */
  readonly pageFolder: string;
  readonly uploads: Uploads;
  readonly openPackage: OpenPackage;
  readonly openImage: OpenImage;
  readonly openBundle: OpenBundle;
  readonly certificate: MakeCertificate;
  readonly randomHex: (bytes: number) => string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Called with a fresh one-time address at the start and whenever the last one was used. */
  readonly onFreshUrl?: (url: string) => void;
  readonly limitBytes?: number;
}

export interface LocalServer {
  readonly port: number;
  /** A new one-time address. */
  freshUrl(): string;
  close(): Promise<void>;
}

/** Throws AppError server.addressInUse {port}. */
export async function startLocalServer(options: LocalServerOptions): Promise<LocalServer> {
  const server = createServer();
  const port = await listen(server, options.port);
  const sessions = createSessions(options.randomHex, port);
  const freshUrl = (): string => `http://127.0.0.1:${port}/open?token=${sessions.issueToken()}`;
  const { pageFolder, uploads, openPackage, openImage, openBundle, certificate } = options;
  const files = { pageFolder, uploads, openPackage, openImage, openBundle, certificate };
  const routes: RouteOptions = { port, sessions, ...files };
  const sockets = createSocketDoor(options, port, sessions);
  server.on('request', (request, response) => void answer(request, response, routes));
  server.on('upgrade', sockets.upgrade);
  sessions.onRedeemed(() => options.onFreshUrl?.(freshUrl()));
  options.onFreshUrl?.(freshUrl());
  return {
    port,
    freshUrl,
    async close() {
      sockets.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function listen(server: ReturnType<typeof createServer>, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => reject(new AppError('server.addressInUse', { port }, { cause })));
    server.listen({ host: '127.0.0.1', port }, () => {
      const address: AddressInfo | string | null = server.address();
      if (address === null || typeof address === 'string') reject(new Error('no TCP address'));
      else resolve(address.port);
    });
  });
}

function createSocketDoor(options: LocalServerOptions, port: number, sessions: Sessions) {
  const limitBytes = options.limitBytes ?? maxFrameBytes;
  // No compression: everything stays on this computer, and it would only cost time and memory.
  const door = new WebSocketServer({ noServer: true, maxPayload: limitBytes, perMessageDeflate: false });
  const serve = (socket: WebSocket): void => {
    // ws reports a broken peer here and closes by itself, a frame beyond the limit with 1009.
    socket.on('error', () => {});
    options.rpc.serve(createWebSocketTransport(socket, { limitBytes }));
  };
  return {
    upgrade(request: IncomingMessage, socket: Duplex & Partial<Socket>, head: Buffer): void {
      socket.on('error', () => socket.destroy());
      try {
        checkOrigin(request.headers, port, true);
        sessions.check(request.headers.cookie);
        if (request.url !== '/rpc')
          throw new AppError('file.notFound', { path: (request.url ?? '').slice(0, 255) });
      } catch (thrown) {
        refuse(socket, AppError.from(thrown));
        return;
      }
      door.handleUpgrade(request, socket, head, serve);
    },
    close(): void {
      for (const socket of door.clients) socket.close(1001);
      for (const socket of door.clients) socket.terminate();
      door.close();
    },
  };
}

/** An answer in place of the upgrade; the code is in the body for whoever looks at the network. */
function refuse(socket: Duplex, error: AppError): void {
  const body = JSON.stringify(error.toData());
  socket.end(
    `HTTP/1.1 ${statusOf(error)} Refused\r\nConnection: close\r\nContent-Type: application/json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
