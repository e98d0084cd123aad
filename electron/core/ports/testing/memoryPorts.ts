import { AppError } from '../../../../shared/errors.ts';
import { createListeners } from '../listeners.ts';
import type { ListedPort, PortProvider, SerialTransport } from '../transport.ts';

/** The far end of an in-memory port. */
export interface MemoryTransport extends SerialTransport {
  /** What was written, one entry per write. */
  readonly written: Uint8Array[];
  receive(bytes: Uint8Array): void;
  vanish(): void;
  onWritten(listener: (bytes: Uint8Array) => void): () => void;
  isOpen(): boolean;
}

export function createMemoryTransport(): MemoryTransport {
  const data = createListeners<[Uint8Array]>();
  const closed = createListeners<['closed' | 'vanished']>();
  const writes = createListeners<[Uint8Array]>();
  const written: Uint8Array[] = [];
  let open = true;
  let lines = { dtr: true, rts: true };
  const end = (reason: 'closed' | 'vanished'): void => {
    if (!open) return;
    open = false;
    closed.emit(reason);
  };
  return {
    written,
    async write(bytes) {
      if (!open) throw new AppError('port.closed', { id: 'memory' });
      written.push(bytes);
      writes.emit(bytes);
    },
    onData: data.add,
    onClosed: closed.add,
    close: async () => end('closed'),
    receive: (bytes) => {
      if (open) data.emit(bytes);
    },
    vanish: () => end('vanished'),
    onWritten: writes.add,
    isOpen: () => open,
    async setSignals(signals) {
      lines = { ...lines, ...signals };
    },
    signals: () => lines,
  };
}

/** A provider whose ports a test plugs and unplugs. */
export interface MemoryProvider extends PortProvider {
  plug(port: ListedPort): void;
  /** Takes the port out of the list; an open transport is told unless `silently`. */
  unplug(id: string, how?: 'silently'): void;
  /** The transport opened last on a path. */
  opened(path: string): MemoryTransport;
  /** The next openings fail with these, in order. */
  failNext(...errors: Error[]): void;
  lists(): number;
}

export function createMemoryProvider(kind: PortProvider['kind'] = 'virtual'): MemoryProvider {
  const ports = new Map<string, ListedPort>();
  const transports = new Map<string, MemoryTransport>();
  const failures: Error[] = [];
  let lists = 0;
  return {
    kind,
    async list() {
      lists += 1;
      return [...ports.values()];
    },
    async open(path) {
      const failure = failures.shift();
      if (failure !== undefined) throw failure;
      if (![...ports.values()].some((port) => port.path === path))
        throw new AppError('port.notReady', { path });
      const transport = createMemoryTransport();
      transports.set(path, transport);
      return transport;
    },
    plug: (port) => void ports.set(port.id, port),
    unplug(id, how) {
      const port = ports.get(id);
      ports.delete(id);
      if (how !== 'silently' && port !== undefined) transports.get(port.path)?.vanish();
    },
    opened(path) {
      const transport = transports.get(path);
      if (transport === undefined) throw new Error(`nothing was opened on ${path}`);
      return transport;
    },
    failNext: (...errors) => void failures.push(...errors),
    lists: () => lists,
  };
}
