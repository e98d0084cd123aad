/** Writes the EC618 core delta (luat-formats 5.1 to 5.3). What comes out is proved by apply.ts, which shares nothing with this. */
import { type PartDone, writeImage } from './write/image.ts';
import { type PackedImage, packageHeadBytes, writePar } from './write/par.ts';

/** One changed image; both digests in lower-case hex. */
export interface ChangedImage {
  readonly role: 'ap' | 'cp';
  /** Flash offset, as the container gives it. */
  readonly address: number;
  readonly old: { readonly bytes: Uint8Array; readonly sha256: string };
  readonly new: { readonly bytes: Uint8Array; readonly sha256: string };
}

export interface WrittenImage {
  readonly role: 'ap' | 'cp';
  readonly direction: 'forward' | 'reverse';
  /** Header and payload of this image in the par. */
  readonly packageBytes: number;
  /** What each direction would have cost, header included. */
  readonly tried: { readonly forward: number; readonly reverse: number };
}

export interface WrittenPar {
  readonly bytes: Uint8Array;
  readonly images: readonly WrittenImage[];
}

/** The bare par for the changed images, AP first. `onPart` is awaited after each part of each direction; it may throw to stop. */
export async function writeEc618(images: readonly ChangedImage[], onPart: PartDone): Promise<WrittenPar> {
  const packed: PackedImage[] = [];
  for (const image of [...images].sort((a, b) => a.role.localeCompare(b.role))) {
    packed.push({
      role: image.role,
      address: image.address,
      oldBytes: image.old.bytes.length,
      newBytes: image.new.bytes.length,
      oldSha256: image.old.sha256,
      newSha256: image.new.sha256,
      payload: await writeImage(image.old.bytes, image.new.bytes, onPart),
    });
  }
  const written = packed.map(({ role, payload }) => ({
    role,
    direction: payload.direction.name,
    packageBytes: packageHeadBytes + payload.bytes.length,
    tried: {
      forward: packageHeadBytes + payload.tried.forward,
      reverse: packageHeadBytes + payload.tried.reverse,
    },
  }));
  return { bytes: writePar(packed), images: written };
}
