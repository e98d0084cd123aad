import type { ListedPort, PortProvider } from './transport.ts';

/** A provider whose ports a person names: paths, addresses. */
export interface PathProvider extends PortProvider {
  /** Whether a word that a person typed is for this provider; asked in the order of the providers. */
  accepts(path: string): boolean;
  /** Adds a path; the same path twice is one port. Throws AppError port.unknown {id}, port.badAddress {address}. */
  add(path: string): Promise<ListedPort>;
  /** Adds a path of an earlier run without looking whether it is there. */
  restore(path: string): ListedPort;
  remove(path: string): void;
  /** What a path leads to, for one that another provider lists under its real name: `/dev/serial/by-id/…`, `/dev/tty.…`. */
  target(path: string): Promise<string>;
}

export function isPathProvider(provider: PortProvider): provider is PathProvider {
  return 'add' in provider && 'accepts' in provider && 'restore' in provider;
}
