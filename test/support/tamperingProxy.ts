/** A proxy between a module and the OTA server that changes the bytes it passes on; the URL names it as a tunnel would be. */
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface TamperingProxy {
  /** For `advertise`: `127.0.0.1:<port>`. */
  readonly host: string;
  /** Where the real server listens; set before the first request. */
  targetPort: number;
  close(): Promise<void>;
}

/** @param tamper gets the whole body and returns what is passed on */
export async function startTamperingProxy(tamper: (body: Buffer) => Buffer): Promise<TamperingProxy> {
  const proxy = { targetPort: 0 };
  const server: Server = createServer((incoming, outgoing) => {
    const onward = request(
      { host: '127.0.0.1', port: proxy.targetPort, path: incoming.url, headers: { connection: 'close' } },
      (answer) => {
        const pieces: Buffer[] = [];
        answer.on('data', (piece: Buffer) => pieces.push(piece));
        answer.on('end', () => {
          const body = tamper(Buffer.concat(pieces));
          outgoing.writeHead(answer.statusCode ?? 502, {
            'Content-Length': body.length,
            Connection: 'close',
          });
          outgoing.end(body);
        });
      },
    );
    onward.on('error', () => outgoing.destroy());
    onward.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(proxy, {
    host: `127.0.0.1:${port}`,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  });
}
