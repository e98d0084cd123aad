import { access } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError } from '../../../shared/errors.ts';
import { loadSerialBinding, type SerialBinding } from './serialBinding.ts';
import { openSerialTransport } from './serialTransport.ts';
import type { ListedPort, PortProvider } from './transport.ts';

/** A provider whose ports a person names. */
export interface PathProvider extends PortProvider {
  /** Adds a path; the same path twice is one port. Throws AppError port.unknown when nothing is there. */
  add(path: string): Promise<ListedPort>;
  remove(path: string): void;
}

export interface PtyProviderOptions {
  readonly loadBinding?: () => Promise<SerialBinding>;
  /** Whether a path is there now. Default: the file system; a name without a folder (COM12) is believed. */
  readonly exists?: (path: string) => Promise<boolean>;
}

/** Pseudo-terminals and every other path that the system does not list as a serial port. */
export function createPtyProvider(options: PtyProviderOptions = {}): PathProvider {
  const loadBinding = options.loadBinding ?? loadSerialBinding;
  const exists = options.exists ?? pathExists;
  const added = new Set<string>();
  return {
    kind: 'pty',
    async list() {
      const paths = [...added];
      const there = await Promise.all(paths.map(exists));
      return paths.filter((_, index) => there[index]).map(toListedPort);
    },
    async open(path, openOptions) {
      if (!(await exists(path))) throw new AppError('port.notReady', { path }, { retry: 'later' });
      return openSerialTransport(await loadBinding(), path, openOptions);
    },
    async add(path) {
      if (!(await exists(path))) throw new AppError('port.unknown', { id: path });
      added.add(path);
      return toListedPort(path);
    },
    remove(path) {
      added.delete(path);
    },
  };
}

function toListedPort(path: string): ListedPort {
  return { id: `pty:${path}`, path, label: path, role: { guess: 'unknown', reason: 'addedByPath' } };
}

async function pathExists(path: string): Promise<boolean> {
  if (basename(path) === path) return true;
  return access(path).then(
    () => true,
    () => false,
  );
}
