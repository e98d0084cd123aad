import { access, realpath } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError } from '../../../shared/errors.ts';
import { explainOpen, systemExplainer } from './explainOpen.ts';
import { toCallOut } from './macPorts.ts';
import type { PathProvider } from './pathProvider.ts';
import { loadSerialBinding, type SerialBinding } from './serialBinding.ts';
import { openSerialTransport } from './serialTransport.ts';
import type { ListedPort } from './transport.ts';

export interface PtyProviderOptions {
  readonly loadBinding?: () => Promise<SerialBinding>;
  /** Whether a path is there now. Default: the file system; a name without a folder (COM12) is believed. */
  readonly exists?: (path: string) => Promise<boolean>;
}

/** Pseudo-terminals and every other path that the system does not list as a serial port. */
export function createPtyProvider(options: PtyProviderOptions = {}): PathProvider {
  const loadBinding = options.loadBinding ?? loadSerialBinding;
  const exists = options.exists ?? pathExists;
  const explainer = systemExplainer();
  const added = new Set<string>();
  return {
    kind: 'pty',
    accepts: (path) => !path.includes('://'),
    async list() {
      const paths = [...added];
      const there = await Promise.all(paths.map(exists));
      return paths.filter((_, index) => there[index]).map(toListedPort);
    },
    async open(path, openOptions) {
      if (!(await exists(path))) throw new AppError('port.notReady', { path }, { retry: 'later' });
      try {
        return await openSerialTransport(await loadBinding(), path, openOptions);
      } catch (error) {
        throw await explainOpen(AppError.from(error), path, explainer);
      }
    },
    async add(path) {
      if (!(await exists(path))) throw new AppError('port.unknown', { id: path });
      added.add(path);
      return toListedPort(path);
    },
    restore(path) {
      added.add(path);
      return toListedPort(path);
    },
    remove(path) {
      added.delete(path);
    },
    // A path that leads nowhere yet stands for itself; opening it says what is wrong.
    target: async (path) => toCallOut(await realpath(path).catch(() => path)),
  };
}

function toListedPort(path: string): ListedPort {
  const role = { guess: 'unknown', reason: 'addedByPath', certainty: 'guess' } as const;
  return { id: `pty:${path}`, path, label: path, role };
}

async function pathExists(path: string): Promise<boolean> {
  if (basename(path) === path) return true;
  return access(path).then(
    () => true,
    () => false,
  );
}
