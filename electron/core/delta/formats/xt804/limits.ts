import type { PackageLimit } from '../format.ts';

/**
 * The module collects a package between its upgrade address and the header of the running application; both stand in that
 * header. Where they are the same (demo layouts) nothing can be said.
 */
export function otaZone(headerAddress: number, upgradeAddress: number): PackageLimit[] {
  const bytes = headerAddress - upgradeAddress;
  return upgradeAddress > 0 && bytes > 0 ? [{ bytes, source: 'luat-formats 7.3' }] : [];
}
