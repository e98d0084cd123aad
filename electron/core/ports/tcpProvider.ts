import type { Clock } from '../../../shared/domain/clock.ts';
import type { PathProvider } from './pathProvider.ts';
import { parseTcpAddress } from './tcpAddress.ts';
import { openTcpTransport } from './tcpTransport.ts';
import type { ListedPort } from './transport.ts';

/**
 * Serial lines at the other end of a network: serial servers, and virtual modules on another machine. Nothing is connected until
 * somebody opens the port, so an address is always listed as present; whether it answers is found out then.
 */
export function createTcpProvider({ clock }: { readonly clock: Clock }): PathProvider {
  const added = new Set<string>();
  const add = (word: string): ListedPort => {
    const { text } = parseTcpAddress(word);
    added.add(text);
    return toListedPort(text);
  };
  return {
    kind: 'tcp',
    accepts: (path) => /^tcp:\/\//i.test(path.trim()),
    list: async () => [...added].map(toListedPort),
    open: (path, { signal }) => openTcpTransport(parseTcpAddress(path), { clock, signal }),
    add: async (path) => add(path),
    restore: add,
    target: async (path) => parseTcpAddress(path).text,
    remove: (path) => void added.delete(parseTcpAddress(path).text),
  };
}

function toListedPort(address: string): ListedPort {
  const role = { guess: 'at', reason: 'addedByAddress', certainty: 'guess' } as const;
  return { id: address, path: address, label: address, role };
}
