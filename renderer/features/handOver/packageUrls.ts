/** Where a package can be fetched right now. */
import type { ServerStatus } from '../../../shared/contract/otaServer.ts';
import { hostOf } from '../../stores/server.ts';

export interface PackageUrl {
  readonly url: string;
  readonly interfaceName: string;
  readonly loopback: boolean;
}

/** One URL per address of this computer, as the server lists them; empty while the package is not served. */
export function packageUrls(status: ServerStatus | null, sha256: string): readonly PackageUrl[] {
  if (status?.state !== 'running') return [];
  const publication = status.publications.find(({ packageSha256 }) => packageSha256 === sha256);
  if (publication === undefined) return [];
  return status.addresses.map(({ address, interfaceName, loopback }) => ({
    url: `http://${hostOf(address)}:${status.port}${publication.path}`,
    interfaceName,
    loopback,
  }));
}
