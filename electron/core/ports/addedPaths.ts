import { AppError } from '../../../shared/errors.ts';
import type { PortNotes } from './notes.ts';
import { isPathProvider, type PathProvider } from './pathProvider.ts';
import type { ListedPort, PortProvider } from './transport.ts';

/** Paths and addresses that a person added; their ports stay listed while they are gone. */
export interface AddedPaths {
  has(portId: string): boolean;
  /** What a word leads to, in the way in which a port's path is written. Throws AppError port.badAddress {address}. */
  target(path: string): Promise<string>;
  /** Throws AppError port.unknown {id}, port.badAddress {address}. */
  add(path: string, remember: boolean): Promise<ListedPort>;
  remove(port: { readonly id: string; readonly path: string }): void;
}

export function createAddedPaths(providers: readonly PortProvider[], notes: PortNotes): AddedPaths {
  const ids = new Set<string>();
  const providerOf = (path: string): PathProvider => {
    const found = providers.filter(isPathProvider).find((provider) => provider.accepts(path));
    // Another scheme than tcp:// is an address that nobody understands, not a missing feature.
    if (found === undefined) throw new AppError('port.badAddress', { address: path.slice(0, 200) });
    return found;
  };
  for (const path of notes.paths()) {
    try {
      ids.add(providerOf(path).restore(path).id);
    } catch {
      // Of a version that knew more addresses than this one; it would fail at every start.
      notes.dropPath(path);
    }
  }
  return {
    has: (id) => ids.has(id),
    target: async (path) => providerOf(path).target(path),
    async add(path, remember) {
      const added = await providerOf(path).add(path);
      ids.add(added.id);
      if (remember) notes.keepPath(added.path);
      return added;
    },
    remove({ id, path }) {
      ids.delete(id);
      notes.dropPath(path);
      providerOf(path).remove(path);
    },
  };
}
