import { AppError } from '../../../../shared/errors.ts';
import type { FactoryImage } from '../flash/binpkg.ts';
import { createNorFlash, type NorFlash } from '../flash/norFlash.ts';
import type { LuatStorage } from '../luatAt/chip.ts';
import { createStorage } from '../luatAt/storage.ts';
import { parLength, partBytes } from './parFile.ts';

/** The flash area of one image. */
export interface ImageZone {
  /** Load address as the binpkg and a delta name it. */
  readonly address: number;
  readonly nor: NorFlash;
  /** Largest image that the zone takes. */
  readonly zoneBytes: number;
  /** Bytes of the image that is in there; the boot loader sets it when an image is complete. */
  imageBytes: number;
}

export interface Ec618Flash {
  readonly zones: Readonly<Record<'ap' | 'cp', ImageZone>>;
  readonly storage: LuatStorage;
  /** The 32 KiB in which the boot loader keeps a finished part while it rewrites the image. */
  readonly backup: NorFlash;
}

/**
 * The flash as the factory delivers it.
 * @throws AppError `virtual.badFirmware` {fileName, reason} without an AP and a CP image
 */
export function createFlash(
  images: readonly FactoryImage[],
  fileName: string,
  fotaAreaBytes: () => number,
): Ec618Flash {
  const zoneOf = (type: string): ImageZone => {
    const image = images.find((candidate) => candidate.type === type);
    if (!image) throw new AppError('virtual.badFirmware', { fileName, reason: `expected an image ${type}` });
    const nor = createNorFlash(Math.ceil(image.zoneBytes / partBytes) * partBytes);
    nor.program(0, image.bytes);
    return { address: image.address, nor, zoneBytes: image.zoneBytes, imageBytes: image.bytes.length };
  };
  return {
    zones: { ap: zoneOf('AP'), cp: zoneOf('CP') },
    storage: createStorage(fotaAreaBytes, parLength),
    backup: createNorFlash(partBytes),
  };
}

/** The image as it stands in its zone. */
export function imageOf(zone: ImageZone): Uint8Array {
  return zone.nor.read(0, zone.imageBytes);
}
