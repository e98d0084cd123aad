/**
 * Writes the EC716/EC718 core delta without the vendor's code transform (luat-formats 5.1 to 5.5, ec7xx-delta 1 to 6). What comes
 * out is proved by apply.ts, which shares nothing with this.
 */
import { type PackedImage, packageHeadBytes, writePar } from './write/par.ts';
import { type Payload, type Payloads, type SegmentDone, writeRaw, writeSections } from './write/payload.ts';
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

export interface WrittenImage {
  readonly role: 'ap' | 'cp';
  readonly direction: 'forward' | 'reverse';
  readonly mode: 'raw' | 'sections';
  /** Why raw, where it is. */
  readonly rawReason: RawReason | null;
  /** Header and payload of this image in the par. */
  readonly packageBytes: number;
  /** What each direction would have cost, header included; null where the module's rules forbid it. */
  readonly tried: { readonly forward: number | null; readonly reverse: number | null };
}

export interface WrittenPar {
  readonly bytes: Uint8Array;
  readonly images: readonly WrittenImage[];
}

/**
 * The bare par for the changed images, AP first. `onSegment` is awaited after each segment of each direction; it may throw
 * to stop. Throws RangeError when an image fits the module's buffers neither by sections nor raw (never with segments of 96 KiB).
 */
export async function writeEc7xx(
  images: readonly ChangedImage[],
  options: WriteOptions,
  onSegment: SegmentDone,
): Promise<WrittenPar> {
  const packed: PackedImage[] = [];
  const written: WrittenImage[] = [];
  for (const image of [...images].sort((a, b) => a.role.localeCompare(b.role))) {
    const { payload, tried, rawReason } = await writeImage(image, options.rawOnly === true, onSegment);
    packed.push({
      role: image.role,
      address: image.address,
      oldBytes: image.old.bytes.length,
      newBytes: image.new.bytes.length,
      oldSha256: image.old.sha256,
      newSha256: image.new.sha256,
      payload,
    });
    written.push({
      role: image.role,
      direction: payload.direction.name,
      mode: payload.zoneCount > 0 ? 'sections' : 'raw',
      rawReason,
      packageBytes: packageHeadBytes + payload.bytes.length,
      tried: { forward: sizeOf(tried.forward), reverse: sizeOf(tried.reverse) },
    });
  }
  return { bytes: writePar(packed, options.chip), images: written };
}

/** How a changed image would travel: `sections`, or why it has to go raw. */
export function judgeMode(oldImage: Uint8Array, newImage: Uint8Array): 'sections' | RawReason {
  const pair = pairSections(oldImage, newImage);
  return typeof pair === 'string' ? pair : 'sections';
}

async function writeImage(
  image: ChangedImage,
  rawOnly: boolean,
  onSegment: SegmentDone,
): Promise<{ payload: Payload; tried: Payloads; rawReason: RawReason | null }> {
  const [oldBytes, newBytes] = [image.old.bytes, image.new.bytes];
  const pair = rawOnly ? 'rawWanted' : pairSections(oldBytes, newBytes);
  if (typeof pair !== 'string') {
    const tried = await writeSections(oldBytes, newBytes, pair, onSegment);
    const payload = smaller(tried);
    if (payload !== null) return { payload, tried, rawReason: null };
  }
  const tried = await writeRaw(oldBytes, newBytes, onSegment);
  const payload = smaller(tried);
  if (payload === null) throw new RangeError('a raw segment exceeds the buffers of the module');
  return { payload, tried, rawReason: typeof pair === 'string' ? pair : 'groupBuffers' };
}

function smaller({ forward, reverse }: Payloads): Payload | null {
  if (forward === null || reverse === null) return forward ?? reverse;
  return reverse.bytes.length < forward.bytes.length ? reverse : forward;
}

function sizeOf(payload: Payload | null): number | null {
  return payload === null ? null : packageHeadBytes + payload.bytes.length;
}
