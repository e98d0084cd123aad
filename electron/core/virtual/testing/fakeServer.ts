import type { TcpConnect } from '../http/tcp.ts';
import type { FakeClock } from './fakeClock.ts';

/** What a scripted server does with one connection. */
export interface FakeExchange {
  readonly request: string;
  send(bytes: Uint8Array | string): void;
  end(): void;
}

export interface FakeServer {
  readonly connect: TcpConnect;
  /** Requests as they came, in order. */
  readonly requests: readonly string[];
  /** Body bytes handed out by `file` and `respond`. */
  bodyBytes(): number;
}

/** An in-memory peer: no sockets, everything on the fake clock; a paused module gets nothing until it resumes. */
export function createFakeServer(clock: FakeClock, answer: (exchange: FakeExchange) => void): FakeServer {
  const requests: string[] = [];
  let handedOut = 0;
  const connect: TcpConnect = (_address, events) => {
    const line = createFakeLine(clock);
    clock.setTimeout(() => line.deliver(() => events.onConnected()), 5);
    return {
      ...line.socket,
      write(bytes) {
        const request = Buffer.from(bytes).toString('latin1');
        requests.push(request);
        answer({
          request,
          send(data) {
            const chunk = typeof data === 'string' ? Buffer.from(data, 'latin1') : data;
            if (typeof data !== 'string') handedOut += chunk.length;
            line.deliver(() => events.onData(chunk));
          },
          end: () => line.deliver(() => events.onEnded()),
        });
      },
    };
  };
  return { connect, requests, bodyBytes: () => handedOut };
}

/** Ordered delivery that stands still while paused and ends at destroy. */
function createFakeLine(clock: FakeClock) {
  let queue: (() => void)[] = [];
  let paused = false;
  let gone = false;
  const pump = (): void => {
    while (!paused && !gone) {
      const next = queue.shift();
      if (!next) return;
      next();
    }
  };
  return {
    deliver(event: () => void): void {
      queue.push(event);
      clock.setTimeout(pump, 1);
    },
    socket: {
      pause() {
        paused = true;
      },
      resume() {
        paused = false;
        clock.setTimeout(pump, 0);
      },
      destroy() {
        gone = true;
        queue = [];
      },
    },
  };
}

/** A network that loses every packet. */
export const silentConnect: TcpConnect = () => ({
  write: () => {},
  pause: () => {},
  resume: () => {},
  destroy: () => {},
});

/** A server that cannot be reached. */
export const refusingConnect: (clock: FakeClock) => TcpConnect = (clock) => (_address, events) => {
  clock.setTimeout(() => events.onFailed(), 5);
  return { write: () => {}, pause: () => {}, resume: () => {}, destroy: () => {} };
};

/** Answers with a head and a body in one piece. */
export function respond(
  exchange: FakeExchange,
  status: string,
  body: Uint8Array,
  headers: string[] = [],
): void {
  const lines = [`HTTP/1.1 ${status}`, `Content-Length: ${body.length}`, ...headers, '', ''];
  exchange.send(lines.join('\r\n'));
  exchange.send(body);
}

/** Answers with a whole file, or the asked rest of it. */
export function serveFile(exchange: FakeExchange, file: Uint8Array): void {
  const from = /^Range: bytes=(\d+)-/m.exec(exchange.request)?.[1];
  if (from === undefined) {
    respond(exchange, '200 OK', file);
    return;
  }
  const rest = file.subarray(Number(from));
  respond(exchange, '206 Partial Content', rest, [
    `Content-Range: bytes ${from}-${file.length - 1}/${file.length}`,
  ]);
}
