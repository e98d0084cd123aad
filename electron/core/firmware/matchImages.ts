import type { FirmwareImage, ImageRole } from './image.ts';

/** An image of the old firmware beside its counterpart; one side is null where there is none. */
export type ImagePair =
  | { readonly old: FirmwareImage; readonly new: FirmwareImage }
  | { readonly old: FirmwareImage; readonly new: null }
  | { readonly old: null; readonly new: FirmwareImage };

/** Roles that exist once per module: here the name says nothing, an AP image often carries the project's name. */
const singular: readonly ImageRole[] = ['bootloader', 'ap', 'cp', 'script'];

/** Pairs of images in the old order, added ones last. */
export function matchImages(old: readonly FirmwareImage[], next: readonly FirmwareImage[]): ImagePair[] {
  const free = new Set(next);
  const pairs = old.map((image): ImagePair => {
    const partner = findPartner(image, old, free);
    if (partner === null) return { old: image, new: null };
    free.delete(partner);
    return { old: image, new: partner };
  });
  return [...pairs, ...[...free].map((image): ImagePair => ({ old: null, new: image }))];
}

function findPartner(
  image: FirmwareImage,
  old: readonly FirmwareImage[],
  free: ReadonlySet<FirmwareImage>,
): FirmwareImage | null {
  const sameRole = [...free].filter((candidate) => candidate.role === image.role);
  const named = sameRole.find((candidate) => candidate.name === image.name);
  if (named !== undefined) return named;
  const alone = old.filter((other) => other.role === image.role).length === 1 && sameRole.length === 1;
  return alone && singular.includes(image.role) ? (sameRole[0] ?? null) : null;
}
