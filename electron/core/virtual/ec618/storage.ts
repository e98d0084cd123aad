import { AppError } from '../../../../shared/errors.ts';
import type { FactoryImage } from '../flash/binpkg.ts';
import { createNorFlash, type NorFlash } from '../flash/norFlash.ts';
import { createFotaArea, type FotaArea } from './fotaArea.ts';
import { partBytes } from './parFile.ts';

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

/** Everything that survives a reset and a power cut, apart from the settings. */
export interface Ec618Storage {
  readonly zones: Readonly<Record<'ap' | 'cp', ImageZone>>;
  readonly fota: FotaArea;
  /** The 32 KiB in which the boot loader keeps a finished part while it rewrites the image. */
  readonly backup: NorFlash;
  /** The next start shall apply what is in the FOTA area. */
  updatePending: boolean;
  /** What the boot loader did at the last start; read by the application for `+UPGRADEVER`. */
  lastUpdate: 'none' | 'applied' | 'dropped';
}

/**
 * The flash as the factory delivers it.
 * @throws AppError `virtual.badFirmware` {fileName, reason} without an AP and a CP image
 */
export function createStorage(images: readonly FactoryImage[], fileName: string): Ec618Storage {
  const zoneOf = (type: string): ImageZone => {
    const image = images.find((candidate) => candidate.type === type);
    if (!image) throw new AppError('virtual.badFirmware', { fileName, reason: `expected an image ${type}` });
    const nor = createNorFlash(Math.ceil(image.zoneBytes / partBytes) * partBytes);
    nor.program(0, image.bytes);
    return { address: image.address, nor, zoneBytes: image.zoneBytes, imageBytes: image.bytes.length };
  };
  return {
    zones: { ap: zoneOf('AP'), cp: zoneOf('CP') },
    fota: createFotaArea(),
    backup: createNorFlash(partBytes),
    updatePending: false,
    lastUpdate: 'none',
  };
}

/** The image as it stands in its zone. */
export function imageOf(zone: ImageZone): Uint8Array {
  return zone.nor.read(0, zone.imageBytes);
}
