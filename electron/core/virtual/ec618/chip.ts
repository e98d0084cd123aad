import { sha256Hex } from '../bytes.ts';
import { readFactoryImages } from '../flash/binpkg.ts';
import type { LuatChip } from '../luatAt/chip.ts';
import { findVersion, inventVersion } from '../luatAt/version.ts';
import { createApplier } from './applier.ts';
import { checkPackage } from './packageCheck.ts';
import { createPackageSink } from './packageSink.ts';
import { createFlash, imageOf } from './storage.ts';

/** Room for a delta on EC618 (at-commands 1.3, luat-formats 5.9). */
export const ec618FotaAreaBytes = 480 * 1024;

/**
 * An EC618 with the images of a binpkg.
 * @throws AppError `virtual.badFirmware` {fileName, reason}
 */
export function createEc618Chip(
  firmware: Uint8Array,
  fileName: string,
  fotaAreaBytes: () => number,
): LuatChip {
  const capacity = () => fotaAreaBytes() || ec618FotaAreaBytes;
  const flash = createFlash(readFactoryImages(firmware, fileName), fileName, capacity);
  const { zones, storage } = flash;
  return {
    family: 'ec618',
    hardwareOf: () => 'EC618',
    storage,
    readVersion() {
      const ap = imageOf(zones.ap);
      return findVersion(ap) ?? inventVersion('780E', sha256Hex(ap, imageOf(zones.cp)));
    },
    createSink: ({ acceptBare }) => createPackageSink(storage.area, acceptBare),
    checkPackage: (depth) => ({ name: checkPackage(flash, depth)[0]?.name ?? '' }),
    openApplier: () => createApplier(flash),
  };
}
