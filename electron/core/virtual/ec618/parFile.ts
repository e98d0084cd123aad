import { createHash } from 'node:crypto';
import { cString, toHex, viewOf } from '../bytes.ts';
import { PackageRefused } from '../luatAt/refusal.ts';

/** One 32 KiB part of a new image, still packed. */
export interface ParPart {
  readonly index: number;
  /** Size of the rebuilt part. */
  readonly newSizeBytes: number;
  readonly stream: Uint8Array;
}

/** One image of a delta.par (luat-formats 5.2, 5.3). */
export interface ParImage {
  readonly role: 'ap' | 'cp';
  /** e.g. `EC618_AP.par`. */
  readonly name: string;
  readonly address: number;
  readonly oldSizeBytes: number;
  readonly newSizeBytes: number;
  /** Lower-case hex. */
  readonly oldSha256: string;
  readonly newSha256: string;
  readonly direction: 'forward' | 'reverse';
  /** In the order in which they are stored and worked on. */
  readonly parts: readonly ParPart[];
}

export const partBytes = 32_768;
const parHeaderBytes = 84;
const hashAt = 12;
/** The forty bytes in which the boot loader notes its progress; FF in a fresh package. */
export const retentionAt = 44;
export const retentionBytes = 40;
const imageHeaderBytes = 112;
const partHeaderBytes = 20;

/**
 * Length that a delta.par says it has, or null when the bytes do not start like one. Enough to find a package in the
 * FOTA area.
 */
export function parLength(head: Uint8Array): number | null {
  if (head.length < parHeaderBytes || head[0] !== 0xec || head[1] !== 0xdf) return null;
  return viewOf(head).getUint32(8, true);
}

/**
 * Reads a whole delta.par of EC618 and checks everything that can be checked without the flash.
 * @param par exactly its bytes
 * @param retention 'fresh' wants the progress bytes untouched, 'inUse' reads past them after an interrupted apply
 * @throws PackageRefused `format` or `damaged`
 */
export function readParFile(par: Uint8Array, retention: 'fresh' | 'inUse'): readonly ParImage[] {
  const version = par[2] ?? 0;
  const flags = par[3] ?? 0;
  need(parLength(par) === par.length, `length field is not ${par.length}`);
  need(version >> 5 === 1, `tool version 0x${version.toString(16)} is not one for EC618`);
  need((flags & 0xf0) === 0x40, `flags 0x${flags.toString(16)} are signed or unknown`);
  const view = viewOf(par);
  need(view.getUint16(4, true) === 0 && view.getUint16(6, true) === 0x8000, 'part size is not 32 KiB');
  checkHash(par, retention);
  const count = (flags & 0x0f) + 1;
  const images: ParImage[] = [];
  let offset = parHeaderBytes;
  for (let index = 0; index < count; index += 1) {
    const image = readImage(par.subarray(offset), index);
    images.push(image.image);
    offset += image.length;
  }
  need(offset === par.length, `${par.length - offset} bytes follow the last image`);
  need(new Set(images.map((image) => image.role)).size === count, 'an image appears twice');
  return images;
}

function checkHash(par: Uint8Array, retention: 'fresh' | 'inUse'): void {
  const copy = par.slice();
  copy.fill(0, hashAt, hashAt + 32);
  const progress = copy.subarray(retentionAt, retentionAt + retentionBytes);
  if (retention === 'inUse') progress.fill(0xff);
  need(
    progress.every((byte) => byte === 0xff),
    'progress bytes are not blank',
  );
  const found = createHash('sha256').update(copy).digest('hex');
  if (found !== toHex(par.subarray(hashAt, hashAt + 32)))
    throw new PackageRefused('damaged', 'package does not have its SHA-256');
}

function readImage(bytes: Uint8Array, index: number): { image: ParImage; length: number } {
  need(bytes.length >= imageHeaderBytes, `header of image ${index} is cut off`);
  const view = viewOf(bytes);
  const word = view.getUint32(0, true);
  const length = view.getUint32(4, true);
  need((word & 0x0f) === index, `image ${index} has another number`);
  need(((word >> 8) & 0x3ff) === imageHeaderBytes, `header of image ${index} is not 112 bytes`);
  need(length >= imageHeaderBytes && length <= bytes.length, `image ${index} is cut off`);
  need(view.getUint32(56, true) === 0x2403, `image ${index} lacks the digest of the new image`);
  need(view.getUint16(92, true) === 0x1400, `image ${index} lacks its name`);
  const direction = (word & 0x10) === 0 ? 'forward' : 'reverse';
  const oldSizeBytes = view.getUint32(20, true);
  const newSizeBytes = view.getUint32(16, true);
  const payload = bytes.subarray(imageHeaderBytes, length);
  return {
    length,
    image: {
      role: readRole((word >> 5) & 7),
      name: cString(bytes.subarray(94, 112)),
      address: view.getUint32(12, true),
      oldSizeBytes,
      newSizeBytes,
      oldSha256: toHex(bytes.subarray(24, 56)),
      newSha256: toHex(bytes.subarray(60, 92)),
      direction,
      parts: readParts(payload, { oldSizeBytes, newSizeBytes, direction, partCount: word >>> 24 }),
    },
  };
}

function readRole(attribute: number): 'ap' | 'cp' {
  if (attribute === 2) return 'ap';
  need(attribute === 3, `image attribute ${attribute} is neither AP nor CP`);
  return 'cp';
}

interface PayloadFacts {
  readonly oldSizeBytes: number;
  readonly newSizeBytes: number;
  readonly direction: 'forward' | 'reverse';
  readonly partCount: number;
}

function readParts(payload: Uint8Array, facts: PayloadFacts): readonly ParPart[] {
  const { partCount } = facts;
  need(payload.length >= 16 + 4 * partCount, 'part table is cut off');
  need(cString(payload.subarray(0, 4)) === 'BPHD', 'payload does not start with BPHD');
  const view = viewOf(payload);
  need(view.getUint32(4, true) === partCount, 'part count differs between header and payload');
  need(partCount === Math.ceil(facts.newSizeBytes / partBytes), 'part count does not fit the new size');
  need(view.getUint32(8, true) === facts.oldSizeBytes, 'old size differs between header and payload');
  const order = cString(payload.subarray(12, 16));
  need(order === (facts.direction === 'forward' ? 'NorO' : 'RvsO'), `order ${order} contradicts the header`);
  const parts: ParPart[] = [];
  let offset = 16 + 4 * partCount;
  for (let step = 0; step < partCount; step += 1) {
    const index = facts.direction === 'forward' ? step : partCount - 1 - step;
    const size = view.getUint32(16 + 4 * index, true);
    const newSizeBytes = Math.min(partBytes, facts.newSizeBytes - index * partBytes);
    need(offset + size <= payload.length && size >= partHeaderBytes, `part ${index} is cut off`);
    parts.push(readPart(payload.subarray(offset, offset + size), index, newSizeBytes));
    offset += size;
  }
  need(offset === payload.length, 'bytes follow the last part');
  return parts;
}

function readPart(bytes: Uint8Array, index: number, newSizeBytes: number): ParPart {
  const view = viewOf(bytes);
  need(cString(bytes.subarray(0, 8)) === 'BSDIFF40', `part ${index} does not start with BSDIFF40`);
  // Field A is a hint for newer loaders (identical part); the stream is complete in each case (luat-formats 5.3).
  need(view.getUint32(12, true) === bytes.length, `part ${index} differs from the part table`);
  need(view.getUint32(16, true) === newSizeBytes, `part ${index} does not rebuild ${newSizeBytes} bytes`);
  return { index, newSizeBytes, stream: bytes.subarray(partHeaderBytes) };
}

function need(condition: boolean, otherwise: string): asserts condition {
  if (!condition) throw new PackageRefused('format', otherwise);
}
