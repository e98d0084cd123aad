/**
 * Writes the EC716/EC718 core delta without the vendor's code transform (luat-formats 5.1 to 5.5, ec7xx-delta 1 to 6). What comes
 * out is proved by apply.ts, which shares nothing with this.
 */
import type { Work } from '../work.ts';
import { type PackedImage, writePar } from './write/par.ts';
import { type Payload, safeDirections, writeRaw, writeSections } from './write/payload.ts';
import { pairSections, type RawReason } from './write/sectionPair.ts';

/** One changed image; both digests in lower-case hex. */
export interface ChangedImage {
  readonly role: 'ap' | 'cp';
  /** Flash offset, as the container gives it. */
  readonly address: number;
  readonly old: { readonly bytes: Uint8Array; readonly sha256: string };
  readonly new: { readonly bytes: Uint8Array; readonly sha256: string };
}

export interface WriteOptions {
  /** As in the names of the packages, e.g. `EC718P`. */
  readonly chip: string;
  /** Send every image as raw bytes, whatever its sections would allow. */
  readonly rawOnly?: boolean;
}

/**
 * The bare par for the changed images, AP first. Rejects with what the crew rejects with, and with RangeError when an image fits
 * the module's buffers neither by sections nor raw (never with segments of 96 KiB).
 */
export async function writeEc7xx(
  images: readonly ChangedImage[],
  options: WriteOptions,
  work: Work,
): Promise<Uint8Array> {
  const packed: PackedImage[] = [];
  for (const image of [...images].sort((a, b) => a.role.localeCompare(b.role))) {
    packed.push({
      role: image.role,
      address: image.address,
      oldBytes: image.old.bytes.length,
      newBytes: image.new.bytes.length,
      oldSha256: image.old.sha256,
      newSha256: image.new.sha256,
      payload: await writeImage(image, options.rawOnly === true, work),
    });
  }
  return writePar(packed, options.chip);
}

/** How a changed image would travel: `sections`, or why it has to go raw. */
export function judgeMode(oldImage: Uint8Array, newImage: Uint8Array): 'sections' | RawReason {
  const pair = pairSections(oldImage, newImage);
  return typeof pair === 'string' ? pair : 'sections';
}

async function writeImage(image: ChangedImage, rawOnly: boolean, work: Work): Promise<Payload> {
  const [oldBytes, newBytes] = [image.old.bytes, image.new.bytes];
  const pair = rawOnly ? 'rawWanted' : pairSections(oldBytes, newBytes);
  if (typeof pair !== 'string') {
    const payload = await writeSections(oldBytes, newBytes, pair, safeDirections(pair), work);
    if (payload !== null) return payload;
  }
  const payload = await writeRaw(oldBytes, newBytes, work);
  if (payload === null) throw new RangeError('a raw segment exceeds the buffers of the module');
  return payload;
}
