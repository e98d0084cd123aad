/** Writes the EC618 core delta (luat-formats 5.1 to 5.3). What comes out is proved by apply.ts, which shares nothing with this. */
import type { Work } from '../work.ts';
import { writeImage } from './write/image.ts';
import { type PackedImage, writePar } from './write/par.ts';

/** One changed image; both digests in lower-case hex. */
export interface ChangedImage {
  readonly role: 'ap' | 'cp';
  /** Flash offset, as the container gives it. */
  readonly address: number;
  readonly old: { readonly bytes: Uint8Array; readonly sha256: string };
  readonly new: { readonly bytes: Uint8Array; readonly sha256: string };
}

/** The bare par for the changed images, AP first. Rejects with what the crew rejects with. */
export async function writeEc618(images: readonly ChangedImage[], work: Work): Promise<Uint8Array> {
  const packed: PackedImage[] = [];
  for (const image of [...images].sort((a, b) => a.role.localeCompare(b.role))) {
    packed.push({
      role: image.role,
      address: image.address,
      oldBytes: image.old.bytes.length,
      newBytes: image.new.bytes.length,
      oldSha256: image.old.sha256,
      newSha256: image.new.sha256,
      payload: await writeImage(image.old.bytes, image.new.bytes, work),
    });
  }
  return writePar(packed);
}
