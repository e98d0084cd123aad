import { createHash } from 'node:crypto';
import { createServer, Socket } from 'node:net';
import { createOtaServer, type OtaServer } from '../../electron/core/ota-server/otaServer.ts';
import { openMemoryStore } from '../../electron/core/store/openStore.ts';
import type { TcpConnect, TcpEvents } from '../../electron/core/virtual/http/tcp.ts';
import type { FakeClock as ModuleBenchClock } from '../../electron/core/virtual/testing/fakeClock.ts';
import type { Clock } from '../../shared/domain/clock.ts';

/** The real server behind a network on the bench's clock; its port is open too, for whoever asks in real time. */
export interface OwnServer {
  readonly server: OtaServer;
  /** For `runCase`; each case goes on where the time of the one before it ended. */
  readonly connect: (clock: ModuleBenchClock) => TcpConnect;
  /** Time that passes between two cases. */
  wait(ms: number): void;
  /** Puts a file into the library. */
  shelve(bytes: Uint8Array): string;
  close(): Promise<void>;
}

export async function openOwnServer(): Promise<OwnServer> {
  const { clock, follow, wait } = createFollowingClock();
  const library = new Map<string, Uint8Array>();
  let accept = (_socket: Socket): void => {};
  let rows = 0;
  const server = createOtaServer({
    store: openMemoryStore(),
    journal: {
      append: (entry) => ({ ...entry, seq: ++rows, wallMs: clock.wallMs(), monoMs: clock.monoMs() }),
    },
    packages: {
      open: async (sha256) => ({ bytes: library.get(sha256) ?? new Uint8Array(), fileName: 'p.bin' }),
    },
    clock,
    interfaces: () => ({}),
    createServer(options, onConnection) {
      accept = onConnection;
      return createServer(options, onConnection);
    },
  });
  await server.start({ host: '127.0.0.1' });
  return {
    server,
    connect(moduleClock) {
      follow(moduleClock);
      return (_address, events) => openLine(moduleClock, events, accept);
    },
    wait,
    shelve(bytes) {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      library.set(sha256, bytes);
      return sha256;
    },
    async close() {
      server.updates.close();
      await server.stop();
    },
  };
}

/** A clock that goes with whichever case runs, and never back. */
function createFollowingClock(): {
  readonly clock: Clock;
  follow(moduleClock: ModuleBenchClock): void;
  wait(ms: number): void;
} {
  const startMs = 1_790_000_000_000;
  let followed: ModuleBenchClock | null = null;
  let offsetMs = startMs;
  const now = (): number => offsetMs + (followed?.now() ?? 0);
  return {
    clock: {
      wallMs: now,
      monoMs: () => now() - startMs,
      after(delayMs, callback) {
        const { setTimeout: later, clearTimeout: never } = followed ?? noTimers;
        const timer = later(callback, delayMs);
        return () => never(timer);
      },
    },
    follow(moduleClock) {
      offsetMs = now() - moduleClock.now();
      followed = moduleClock;
    },
    wait(ms) {
      offsetMs += ms;
    },
  };
}

const noTimers: Pick<ModuleBenchClock, 'setTimeout' | 'clearTimeout'> = {
  setTimeout: () => 0,
  clearTimeout: () => {},
};

/** The server's end of a connection that no system knows of. */
class MemorySocket extends Socket {
  readonly #take: (bytes: Uint8Array, taken: () => void) => void;
  readonly #ended: () => void;

  constructor(take: (bytes: Uint8Array, taken: () => void) => void, ended: () => void) {
    super({ allowHalfOpen: true });
    this.#take = take;
    this.#ended = ended;
  }

  override _read(): void {}

  override _write(chunk: Uint8Array, _encoding: string, callback: () => void): void {
    this.#take(Uint8Array.from(chunk), callback);
  }

  override _writev(chunks: { chunk: Uint8Array }[], callback: () => void): void {
    this.#take(Uint8Array.from(Buffer.concat(chunks.map(({ chunk }) => chunk))), callback);
  }

  override _final(callback: () => void): void {
    this.#ended();
    callback();
  }

  override resetAndDestroy(): this {
    this.#ended();
    return this.destroy();
  }
}

/** One connection; the server's bytes wait while the module does not read, and every step takes a millisecond. */
function openLine(clock: ModuleBenchClock, events: TcpEvents, accept: (socket: Socket) => void) {
  let queue: (() => void)[] = [];
  let paused = false;
  let gone = false;
  let ended = false;
  const pump = (): void => {
    while (!paused && !gone) {
      const next = queue.shift();
      if (next === undefined) return;
      next();
    }
  };
  const deliver = (event: () => void): void => {
    queue.push(event);
    clock.setTimeout(pump, 1);
  };
  const socket = new MemorySocket(
    (bytes, taken) =>
      deliver(() => {
        events.onData(bytes);
        taken();
      }),
    () => {
      if (ended) return;
      ended = true;
      deliver(() => events.onEnded());
    },
  );
  let accepted = false;
  clock.setTimeout(() => {
    if (gone) return;
    accepted = true;
    accept(socket);
    events.onConnected();
  }, 5);
  return {
    write: (bytes: Uint8Array) => void socket.push(bytes),
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
      if (ended) socket.push(null);
      else if (accepted) socket.destroy(new Error('the module is gone'));
    },
  };
}
