import { AppError } from '../../../shared/errors.ts';

/** The part of os.networkInterfaces() that is needed. */
export type NetworkInterfaces = Readonly<
  Record<
    string,
    | readonly {
        readonly address: string;
        readonly netmask: string;
        readonly family: string;
        readonly internal: boolean;
      }[]
    | undefined
  >
>;

export interface OwnAddress {
  readonly address: string;
  readonly interfaceName: string;
  readonly loopback: boolean;
}

/** Names that bridges, containers and virtual machines give their interfaces: reachable from this computer only, as a rule. */
const virtualName =
  /^(docker|br-|veth|virbr|vmnet|vnic|vboxnet|vEthernet|VirtualBox|VMware|utun|lxc|cni|podman)/i;

/**
 * The IPv4 addresses at which a server bound to `host` is reached, most useful first: real networks, then virtual ones, then
 * link-local addresses, loopback last.
 */
export function listAddresses(interfaces: NetworkInterfaces, host: string): OwnAddress[] {
  const all = ipv4Of(interfaces).map(({ address, interfaceName, internal }) => ({
    address,
    interfaceName,
    loopback: internal || address.startsWith('127.'),
  }));
  const bound = host === '0.0.0.0' || host === '::' ? all : all.filter(({ address }) => address === host);
  return bound.sort((a, b) => rank(a) - rank(b));
}

/**
 * The own address that a peer most likely reaches: the one in the peer's subnet (loopback for a peer on this computer), else the
 * first of the list. Throws AppError `server.noAddress` when there is none.
 */
export function bestAddress(interfaces: NetworkInterfaces, host: string, peer?: string): string {
  const listed = listAddresses(interfaces, host);
  const near = ipv4Of(interfaces).find(
    ({ address, netmask }) =>
      peer !== undefined &&
      listed.some((own) => own.address === address) &&
      sameSubnet(address, peer, netmask),
  );
  const best = near?.address ?? listed[0]?.address;
  if (best === undefined) throw new AppError('server.noAddress', { host });
  return best;
}

function ipv4Of(interfaces: NetworkInterfaces) {
  return Object.entries(interfaces).flatMap(([interfaceName, addresses = []]) =>
    addresses
      .filter(({ family }) => family === 'IPv4')
      .map(({ address, netmask, internal }) => ({ address, netmask, internal, interfaceName })),
  );
}

function rank({ address, interfaceName, loopback }: OwnAddress): number {
  if (loopback) return 3;
  if (address.startsWith('169.254.')) return 2;
  return virtualName.test(interfaceName) ? 1 : 0;
}

function sameSubnet(own: string, peer: string, netmask: string): boolean {
  const [ownBits, peerBits, mask] = [own, peer, netmask].map(toNumber);
  if (ownBits === undefined || peerBits === undefined || mask === undefined) return false;
  return (ownBits & mask) === (peerBits & mask);
}

function toNumber(address: string): number | undefined {
  const parts = address.split('.').map(Number);
  if (parts.length !== 4 || parts.some((part) => !Number.isInteger(part) || part < 0 || part > 255))
    return undefined;
  return parts.reduce((sum, part) => (sum << 8) | part, 0);
}
