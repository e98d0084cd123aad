import { isIP } from 'node:net';
import type { Preflight } from '../../../../shared/contract/upgrade.ts';

type Reach = Preflight['reach'];

const privateNetworks = [
  /^10\./,
  /^192\.168\./,
  /^172\.(1[6-9]|2\d|3[01])\./,
  /^169\.254\./,
  /^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./,
];

/**
 * How a module will find a host: only a module on this computer reaches loopback; a private address needs a private APN or
 * a module on the same network; everything else is taken for public.
 * @param host address or name, with or without a port
 */
export function reachOf(host: string): Reach {
  const address = host.replace(/:\d+$/, '');
  if (address === 'localhost' || address.startsWith('127.')) return 'thisComputer';
  if (isIP(address) === 4 && privateNetworks.some((network) => network.test(address))) return 'private';
  return address.includes('.') ? 'public' : 'sameNetwork';
}
