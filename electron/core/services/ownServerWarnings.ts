import { networkInterfaces } from 'node:os';
import type { ServerStatus } from '../../../shared/contract/otaServer.ts';

/** What is wrong with a URL that points to this computer: nothing listens there, or the path is not served. */
export function ownServerWarnings(
  status: ServerStatus,
  url: string,
  ownAddresses: () => readonly string[] = addressesOfThisComputer,
): ('urlServerOff' | 'urlNotServed')[] {
  const target = URL.canParse(url) ? new URL(url) : null;
  if (target?.protocol !== 'http:' || !ownAddresses().includes(target.hostname)) return [];
  const port = Number(target.port === '' ? 80 : target.port);
  if (status.state !== 'running') return ['urlServerOff'];
  // Another program may serve at another port of this computer: nothing is known of it.
  if (status.port !== port) return [];
  return status.publications.some(({ path }) => path === target.pathname) ? [] : ['urlNotServed'];
}

function addressesOfThisComputer(): string[] {
  return [
    'localhost',
    ...Object.values(networkInterfaces()).flatMap((addresses = []) =>
      addresses.map(({ address }) => address),
    ),
  ];
}
