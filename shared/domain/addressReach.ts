/** Who can reach an IPv4 address, as far as the address itself tells. Pure rules (RFC 1918, 3927, 5737, 6598). */

/**
 * `loopback`: this computer alone. `linkLocal`: the same cable, no router gave an address. `private`: the same local network.
 * `carrierNat`: behind an operator's address translation. `public`: the whole network, if no firewall stands before it.
 */
export type AddressReach = 'loopback' | 'linkLocal' | 'private' | 'carrierNat' | 'public';

/** Networks that stand in documents and laboratories (RFC 5737, 2544); nothing on the public network leads there. */
const documentation = /^(?:192\.0\.2|198\.51\.100|203\.0\.113|198\.1[89]\.\d{1,3})\./;

/** Whether a module on a mobile network can come in: of all only a public address lets it. */
export function reachOf(address: string): AddressReach {
  const [first = Number.NaN, second = Number.NaN] = address.split('.').map(Number);
  if (first === 127 || address === '::1' || address === 'localhost') return 'loopback';
  if (first === 169 && second === 254) return 'linkLocal';
  if (first === 10 || (first === 192 && second === 168)) return 'private';
  if (first === 172 && second >= 16 && second <= 31) return 'private';
  if (first === 100 && second >= 64 && second <= 127) return 'carrierNat';
  if (documentation.test(address)) return 'private';
  return /^\d{1,3}(?:\.\d{1,3}){3}$/.test(address) ? 'public' : 'private';
}
