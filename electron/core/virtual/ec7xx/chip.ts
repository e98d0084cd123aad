import { AppError } from '../../../../shared/errors.ts';
import { sha256Hex } from '../bytes.ts';
import { createPackageSink } from '../ec618/packageSink.ts';
import { readFactoryPackage } from '../flash/binpkg.ts';
import type { LuatChip } from '../luatAt/chip.ts';
import { PackageRefused } from '../luatAt/refusal.ts';
import { findVersion, inventVersion, modelOf } from '../luatAt/version.ts';
import { createApplier } from './applier.ts';
import { unpackSections } from './cmar.ts';
import { createFlash, digestOf, type Ec7xxFlash, type ImageZone, imageOf } from './flash.ts';
import { checkPackage } from './packageCheck.ts';

/**
 * Room for a delta by firmware variant (at-commands 1.3): EC718P has 480 KB, the EC716S of the 780EL less, by the ending of its
 * name.
 */
export function fotaAreaOf(version: string): number {
  const variant = /_AT_(MULP2|MULP|MF|MU|MS|FS|FU)(?:_|$)/.exec(version)?.[1];
  if (variant === 'MF') return 190 * 1024;
  if (variant === 'MULP' || variant === 'MULP2') return 136 * 1024;
  if (variant !== undefined || modelOf(version) === '780EL') return 140 * 1024;
  return 480 * 1024;
}

/** Where the AP of an EC618 lies; no EC7xx has it there (luat-formats 2.3). */
const ec618ApAddress = 0x24000;

/**
 * An EC716/EC718 with the images of a binpkg.
 * @throws AppError `virtual.badFirmware` {fileName, reason}
 */
export function createEc7xxChip(
  firmware: Uint8Array,
  fileName: string,
  fotaAreaBytes: () => number,
): LuatChip {
  const factory = readFactoryPackage(firmware, fileName);
  if (factory.images.some(({ type, address }) => type === 'AP' && address === ec618ApAddress)) {
    const reason = 'expected a binpkg of EC716/EC718, found one of EC618';
    throw new AppError('virtual.badFirmware', { fileName, reason });
  }
  const flash = createFlash(factory.images, fileName, () => fotaAreaBytes() || fotaAreaOf(versionOf(flash)));
  const { storage } = flash;
  return {
    family: 'ec7xx',
    // The 780EL carries an EC716S; what it answers is not documented, its family name is what the manual prints.
    hardwareOf: (version) => (modelOf(version) === '780EL' ? 'EC716' : 'EC718'),
    storage,
    readVersion: () => versionOf(flash),
    createSink: ({ acceptBare }) => createPackageSink(storage.area, acceptBare),
    checkPackage: (depth) => ({ name: checkPackage(flash, depth)[0]?.name ?? '' }),
    openApplier: () => createApplier(flash),
  };
}

/** Out of the AP image, its packed sections included. */
function versionOf({ zones }: Ec7xxFlash): string {
  for (const bytes of readableBytes(zones.ap)) {
    const found = findVersion(bytes);
    if (found !== null) return found;
  }
  return inventVersion('780EP', sha256Hex(Buffer.from(`${digestOf(zones.ap)}${digestOf(zones.cp)}`)));
}

function* readableBytes(zone: ImageZone): Generator<Uint8Array> {
  yield imageOf(zone);
  if (zone.unpacked.size > 0) return void (yield* zone.unpacked.values());
  try {
    yield* unpackSections(imageOf(zone));
  } catch (error) {
    // A section that cannot be unpacked has no version to tell.
    if (!(error instanceof PackageRefused)) throw error;
  }
}
