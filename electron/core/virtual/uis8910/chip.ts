import { sha256Hex } from '../bytes.ts';
import type { LuatChip, PackageSink } from '../luatAt/chip.ts';
import { type FotaArea, largestFotaAreaBytes } from '../luatAt/fotaArea.ts';
import { PackageRefused } from '../luatAt/refusal.ts';
import { findVersion, inventVersion } from '../luatAt/version.ts';
import { createApplier, progressBytes } from './applier.ts';
import { apImage, createFlash } from './flash.ts';
import { checkUpdate } from './package.ts';
import { readSections } from './wrapper.ts';

/** Room for a package: a file in the module's own file system, its limit is not known; 600 KB have worked (at-commands 1.3). */
export const uis8910FotaBytes = 1024 * 1024;

/**
 * A UIS8910 with the files of a PAC.
 * @throws AppError `virtual.badFirmware` {fileName, reason}
 */
export function createUis8910Chip(
  firmware: Uint8Array,
  fileName: string,
  fotaAreaBytes: () => number,
): LuatChip {
  const capacity = () => Math.min(fotaAreaBytes() || uis8910FotaBytes, largestFotaAreaBytes - progressBytes);
  const flash = createFlash(firmware, fileName, capacity);
  return {
    family: 'uis8910',
    hardwareOf: () => 'UIS8910',
    storage: flash.storage,
    readVersion() {
      const image = apImage(flash.ap);
      return findVersion(image) ?? inventVersion('720U', sha256Hex(image));
    },
    createSink: ({ acceptBare }) => createFileSink(flash.storage.area, acceptBare),
    checkPackage: () => ({ name: checkUpdate(flash).pack?.newName ?? '' }),
    openApplier: () => createApplier(flash),
  };
}

/** The module keeps the file as it came and looks into it when it is whole. */
function createFileSink(area: FotaArea, acceptBare: boolean): PackageSink {
  let stored = 0;
  let full = false;
  return {
    isFull: () => full,
    push(bytes) {
      stored += bytes.length;
      full ||= !area.append(bytes);
    },
    refusal() {
      if (full)
        return new PackageRefused('tooLarge', `${stored} bytes do not fit ${area.capacityBytes()} bytes`);
      try {
        readSections(area.nor.read(0, area.used()), acceptBare);
        return null;
      } catch (error) {
        if (error instanceof PackageRefused) return error;
        throw error;
      }
    },
  };
}
