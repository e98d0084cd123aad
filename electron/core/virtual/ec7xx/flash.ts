import { AppError } from '../../../../shared/errors.ts';
import { sha256Hex } from '../bytes.ts';
import type { FactoryImage } from '../flash/binpkg.ts';
import { createNorFlash, type NorFlash } from '../flash/norFlash.ts';
import type { LuatStorage } from '../luatAt/chip.ts';
import { createStorage } from '../luatAt/storage.ts';
import { parLength } from './parFile.ts';

/** Bytes that one step rewrites (ec7xx-delta 1). */
export const blockBytes = 0x18000;

/**
 * The flash area of one image. A real module packs changed sections again with the vendor's own encoder, which nobody else has
 * (ec7xx-delta 5); here such a section is kept unpacked beside the flash, and its place in the flash stays blank.
 */
export interface ImageZone {
  readonly address: number;
  readonly nor: NorFlash;
  readonly zoneBytes: number;
  imageBytes: number;
  /** Unpacked zones by their place in the image, where the flash itself could not be filled. */
  readonly unpacked: Map<number, Uint8Array>;
  /** Made before the power may fail, not valid yet. */
  readonly staged: Map<number, Uint8Array>;
  /** SHA-256 that the whole image would have on a module; null while the flash holds every byte. */
  attested: string | null;
}

export interface Ec7xxFlash {
  readonly zones: Readonly<Record<'ap' | 'cp', ImageZone>>;
  readonly storage: LuatStorage;
  readonly backup: NorFlash;
}

/** @throws AppError `virtual.badFirmware` {fileName, reason} without an AP and a CP image */
export function createFlash(
  images: readonly FactoryImage[],
  fileName: string,
  fotaAreaBytes: () => number,
): Ec7xxFlash {
  const zoneOf = (type: string): ImageZone => {
    const image = images.find((candidate) => candidate.type === type);
    if (!image) throw new AppError('virtual.badFirmware', { fileName, reason: `expected an image ${type}` });
    const nor = createNorFlash(Math.ceil(image.zoneBytes / blockBytes) * blockBytes);
    nor.program(0, image.bytes);
    return {
      address: image.address,
      nor,
      zoneBytes: image.zoneBytes,
      imageBytes: image.bytes.length,
      unpacked: new Map(),
      staged: new Map(),
      attested: null,
    };
  };
  return {
    zones: { ap: zoneOf('AP'), cp: zoneOf('CP') },
    storage: createStorage(fotaAreaBytes, parLength),
    backup: createNorFlash(blockBytes),
  };
}

/** The image as it stands in its zone; blank where a section is only kept unpacked. */
export function imageOf(zone: ImageZone): Uint8Array {
  return zone.nor.read(0, zone.imageBytes);
}

/** SHA-256 of the image as a module would hold it. */
export function digestOf(zone: ImageZone): string {
  return zone.attested ?? sha256Hex(imageOf(zone));
}
