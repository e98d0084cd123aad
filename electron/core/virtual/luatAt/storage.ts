import type { LuatStorage } from './chip.ts';
import { createFotaArea } from './fotaArea.ts';

/** What survives a reset, blank as the factory delivers it. */
export function createStorage(
  capacityBytes: () => number,
  lengthOf: (head: Uint8Array) => number | null,
): LuatStorage {
  return {
    area: createFotaArea(capacityBytes, lengthOf),
    updatePending: false,
    lastUpdate: 'none',
    lastResult: null,
  };
}
