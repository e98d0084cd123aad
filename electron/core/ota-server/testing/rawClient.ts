import { connect, type Socket } from 'node:net';

/** Everything that came back, cut at the blank line. */
export interface RawAnswer {
  readonly head: string;
  readonly status: number;
  readonly headBytes: number;
  readonly body: Buffer;
  /** The connection ended with an error instead of an ordinary close. */
  readonly broken: boolean;
}

/** A connection that sends what the test says, byte for byte. */
export interface RawClient {
  readonly socket: Socket;
  send(bytes: string | Uint8Array): void;
  /** Resolves when the connection is over. */
  answer(): Promise<RawAnswer>;
  /** Resolves when at least so many bytes came. */
  received(bytes: number): Promise<void>;
}

export async function openClient(port: number): Promise<RawClient> {
  const socket = connect({ port, host: '127.0.0.1' });
  const pieces: Buffer[] = [];
  let total = 0;
  let broken = false;
  const waiters = new Set<() => void>();
  socket.on('data', (bytes) => {
    pieces.push(bytes);
    total += bytes.length;
    for (const wake of waiters) wake();
  });
  socket.on('error', () => {
    broken = true;
  });
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });
  return {
    socket,
    send: (bytes) => {
      socket.write(bytes);
    },
    async answer() {
      await closed;
      return cutAnswer(Buffer.concat(pieces), broken);
    },
    received: (bytes) =>
      new Promise((resolve) => {
        const wake = (): void => {
          if (total < bytes) return;
          waiters.delete(wake);
          resolve();
        };
        waiters.add(wake);
        wake();
      }),
  };
}

/** Sends one request and waits for the end. */
export async function ask(port: number, request: string | Uint8Array): Promise<RawAnswer> {
  const client = await openClient(port);
  client.send(request);
  return client.answer();
}

function cutAnswer(bytes: Buffer, broken: boolean): RawAnswer {
  const end = bytes.indexOf('\r\n\r\n');
  const headBytes = end < 0 ? bytes.length : end + 4;
  const head = bytes.subarray(0, headBytes).toString('latin1');
  const status = Number(/^HTTP\/1\.1 (\d{3}) \S/.exec(head)?.[1] ?? 0);
  return { head, status, headBytes, body: bytes.subarray(headBytes), broken };
}
