import { connect as netConnect } from 'node:net';

/** The module's end of one TCP connection. */
export interface TcpSocket {
  write(bytes: Uint8Array): void;
  /** Stops reading, so that the peer feels a slow link. */
  pause(): void;
  resume(): void;
  destroy(): void;
}

export interface TcpEvents {
  onConnected(): void;
  onData(bytes: Uint8Array): void;
  /** The peer ended the connection. */
  onEnded(): void;
  /** `name`: the host's name has no address; anything else without a word. */
  onFailed(cause?: 'name'): void;
}

/** Opens a connection; injected, so that tests need no network. No event comes before the call returned. */
export type TcpConnect = (address: { host: string; port: number }, events: TcpEvents) => TcpSocket;

/** What a resolver says when it finds no address. */
const nameErrors: ReadonlySet<string> = new Set(['ENOTFOUND', 'EAI_AGAIN']);

/** The real network. */
export const nodeTcpConnect: TcpConnect = ({ host, port }, events) => {
  const socket = netConnect({ host: host.replace(/^\[|\]$/g, ''), port });
  socket.on('connect', () => events.onConnected());
  socket.on('data', (bytes) => events.onData(bytes));
  socket.on('end', () => events.onEnded());
  socket.on('error', (error: NodeJS.ErrnoException) =>
    events.onFailed(nameErrors.has(error.code ?? '') ? 'name' : undefined),
  );
  return {
    write: (bytes) => void socket.write(bytes),
    pause: () => void socket.pause(),
    resume: () => void socket.resume(),
    destroy: () => void socket.destroy(),
  };
};
