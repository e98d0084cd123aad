import { AppError } from '../../../shared/errors.ts';
import type { Firmware, FirmwareImage } from '../firmware/image.ts';

export interface ImagePair {
  readonly old: FirmwareImage;
  readonly new: FirmwareImage;
}

/**
 * Images of OLD beside those of NEW. A module has one image per role, so roles decide (an AP image often carries
 * the project's name); only `data` and `filesystem` images go by name.
 *
 * Throws `delta.imageSetDiffers` {image, role, reason: added | removed | moved, old?, new?}.
 */
export function pairImages(oldFirmware: Firmware, newFirmware: Firmware): ImagePair[] {
  const free = new Set(newFirmware.images);
  const pairs = oldFirmware.images.map((old) => {
    const next = [...free].find((candidate) => samePlace(old, candidate));
    if (next === undefined) throw differs(old, 'removed');
    free.delete(next);
    if (next.address !== old.address) throw differs(next, 'moved', { old: old.address, new: next.address });
    return { old, new: next };
  });
  for (const image of free) throw differs(image, 'added');
  return pairs;
}

function samePlace(a: FirmwareImage, b: FirmwareImage): boolean {
  if (a.role !== b.role) return false;
  return a.role === 'data' || a.role === 'filesystem' ? a.name === b.name : true;
}

function differs(
  image: FirmwareImage,
  reason: 'added' | 'removed' | 'moved',
  places: { readonly old?: number; readonly new?: number } = {},
): AppError {
  return new AppError('delta.imageSetDiffers', { image: image.name, role: image.role, reason, ...places });
}
