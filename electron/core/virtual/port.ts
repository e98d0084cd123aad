import { AppError } from '../../../shared/errors.ts';
import { createEmitter } from './emitter.ts';
import type { Connection } from './module.ts';

/** The module's side of its port: at most one connection, and a presence of its own. */
export interface ModulePort {
  attach(): Connection;
  isPresent(): boolean;
  /** Taking the presence away ends the connection first. */
  setPresent(present: boolean): void;
  onPresence(listener: (present: boolean) => void): () => void;
  /** To the host; lost when nobody is connected. */
  send(bytes: Uint8Array): void;
  dispose(): void;
}

/**
 * @param id name for errors
 * @param onReceived bytes from the host
 * @param onDetached the connection ended, e.g. to forget a half-typed line
 */
export function createModulePort(
  id: string,
  onReceived: (bytes: Uint8Array) => void,
  onDetached: () => void,
): ModulePort {
  const presence = createEmitter<boolean>();
  let present = true;
  let current: OpenConnection | null = null;

  const attach = (): Connection => {
    if (!present) throw new AppError('port.notReady', { path: id }, { retry: 'later' });
    if (current) throw new AppError('port.busy', { id, owner: 'otherProgram' }, { retry: 'later' });
    const opened = createConnection(id, onReceived, () => {
      current = null;
      onDetached();
    });
    current = opened;
    return opened.connection;
  };
  const setPresent = (value: boolean): void => {
    if (present === value) return;
    present = value;
    if (!value) current?.connection.close();
    presence.emit(value);
  };
  return {
    attach,
    isPresent: () => present,
    setPresent,
    onPresence: presence.on,
    send: (bytes) => current?.deliver(bytes),
    dispose() {
      setPresent(false);
      presence.clear();
    },
  };
}

interface OpenConnection {
  readonly connection: Connection;
  deliver(bytes: Uint8Array): void;
}

function createConnection(
  id: string,
  onReceived: (bytes: Uint8Array) => void,
  onEnded: () => void,
): OpenConnection {
  const data = createEmitter<Uint8Array>();
  const closed = createEmitter<void>();
  let open = true;
  return {
    deliver: (bytes) => data.emit(bytes),
    connection: {
      write(bytes) {
        if (!open) throw new AppError('port.closed', { id });
        onReceived(bytes);
      },
      onData: data.on,
      onClosed: closed.on,
      close() {
        if (!open) return;
        open = false;
        onEnded();
        closed.emit();
        data.clear();
        closed.clear();
      },
    },
  };
}
