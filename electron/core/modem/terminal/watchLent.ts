import type { LeaseInfo } from '../../../../shared/contract/port.ts';
import type { PortRegistry } from '../../ports/registry.ts';

/**
 * Follows a port that was lent, also to another name (the module may reboot meanwhile), and tells when it is free.
 *
 * @param onFree called once per return, with the id that the port has now
 * @returns stops following
 */
export function watchLent(
  ports: Pick<PortRegistry, 'onChange'>,
  lentId: string,
  onFree: (portId: string) => void,
): () => void {
  let id = lentId;
  let holder: LeaseInfo | undefined;
  return ports.onChange((change) => {
    if (change.kind === 'portRemoved') return;
    const { port } = change;
    const isHolder = port.lease !== undefined && sameLease(port.lease, holder);
    if (port.id !== id && !isHolder) return;
    id = port.id;
    holder = port.lease;
    if (port.lease === undefined && port.presence === 'present') onFree(id);
  });
}

/** A holding keeps its beginning wherever its port goes. */
function sameLease(a: LeaseInfo, b: LeaseInfo | undefined): boolean {
  return b !== undefined && a.owner === b.owner && a.jobId === b.jobId && a.sinceMs === b.sinceMs;
}
