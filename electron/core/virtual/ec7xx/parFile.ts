import { createHash } from 'node:crypto';
import { cString, toHex, viewOf } from '../bytes.ts';
import { PackageRefused } from '../luatAt/refusal.ts';
import { createCursor, need } from './cursor.ts';
import { type Payload, readPayload } from './payload.ts';

/** One image of a delta.par of EC7xx (luat-formats 5.2, ec7xx-delta 1). */
export interface ParImage {
  readonly role: 'ap' | 'cp';
  readonly name: string;
  readonly address: number;
  readonly oldSizeBytes: number;
  readonly newSizeBytes: number;
  /** Lower-case hex. */
  readonly oldSha256: string;
  readonly newSha256: string;
  readonly payload: Payload;
}

const parHeaderBytes = 84;
const hashAt = 12;
export const retentionAt = 44;
export const retentionBytes = 40;
const fixedHeaderBytes = 56;

/** Length that a delta.par says it has, null when the bytes do not start like one. */
export function parLength(head: Uint8Array): number | null {
  if (head.length < parHeaderBytes || head[0] !== 0xec || head[1] !== 0xdf) return null;
  return viewOf(head).getUint32(8, true);
}

/**
 * Reads a whole delta.par of EC7xx and checks everything that can be checked without the flash.
 * @param retention 'fresh' wants the progress bytes untouched, 'inUse' reads past them after an interrupted apply
 * @throws PackageRefused `format`, `damaged` or `notSimulated`
 */
export function readParFile(par: Uint8Array, retention: 'fresh' | 'inUse'): readonly ParImage[] {
  const version = par[2] ?? 0;
  const flags = par[3] ?? 0;
  need(parLength(par) === par.length, `length field is not ${par.length}`);
  need(version >> 5 >= 2, `tool version 0x${version.toString(16)} is below 2, which EC7xx wants`);
  need((flags & 0xf0) === 0x40, `flags 0x${flags.toString(16)} are signed or unknown`);
  const view = viewOf(par);
  const capability = view.getUint16(4, true);
  need((capability & 7) === 0, 'the progress area is not the one of 40 bytes');
  const segmentBytes = ((capability >> 4) << 16) | view.getUint16(6, true);
  checkHash(par, retention);
  const images: ParImage[] = [];
  let offset = parHeaderBytes;
  for (let index = 0; index <= (flags & 0x0f); index += 1) {
    const length = readLength(par, offset, index);
    images.push(readImage(par.subarray(offset, offset + length), index, segmentBytes));
    offset += length;
  }
  need(offset === par.length, `${par.length - offset} bytes follow the last image`);
  need(new Set(images.map((image) => image.role)).size === images.length, 'an image appears twice');
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

function readLength(par: Uint8Array, offset: number, index: number): number {
  need(offset + fixedHeaderBytes <= par.length, `header of image ${index} is cut off`);
  const length = viewOf(par).getUint32(offset + 4, true);
  need(length >= fixedHeaderBytes && offset + length <= par.length, `image ${index} is cut off`);
  return length;
}

function readImage(bytes: Uint8Array, index: number, segmentBytes: number): ParImage {
  const cursor = createCursor(bytes, `header of image ${index}`);
  const word = cursor.u32();
  cursor.u32();
  cursor.u32();
  const address = cursor.u32();
  const newSizeBytes = cursor.u32();
  const oldSizeBytes = cursor.u32();
  const oldSha256 = toHex(cursor.bytes(32));
  need((word & 0x0f) === index, `image ${index} has another number`);
  // Bit 22: the length counts words of four bytes.
  const headerBytes = ((word >> 8) & 0x3ff) * ((word & 0x400000) === 0 ? 1 : 4);
  need(headerBytes >= fixedHeaderBytes && headerBytes < bytes.length, `header of image ${index} has no end`);
  const fields = readFields(bytes.subarray(fixedHeaderBytes, headerBytes), index);
  const newSha256 = fields.get(3);
  need(newSha256?.length === 34, `image ${index} lacks the digest of the new image`);
  const attribute = (word >> 5) & 7;
  need(attribute === 2 || attribute === 3, `image attribute ${attribute} is neither AP nor CP`);
  const facts = {
    name: `image ${index}`,
    stepCount: word >>> 24,
    compressor: (word >> 20) & 3,
    segmentBytes,
    oldSizeBytes,
    newSizeBytes,
  };
  return {
    role: attribute === 2 ? 'ap' : 'cp',
    name: cString(fields.get(0) ?? new Uint8Array()),
    address,
    oldSizeBytes,
    newSizeBytes,
    oldSha256,
    newSha256: toHex(newSha256.subarray(2)),
    payload: readPayload(bytes.subarray(headerBytes), facts),
  };
}

/** Fields by type: `u8 type, u8 length with these two, bytes`; the HLS map (type 4) has its length in bytes 1 as well. */
function readFields(bytes: Uint8Array, index: number): ReadonlyMap<number, Uint8Array> {
  const cursor = createCursor(bytes, `fields of image ${index}`);
  const fields = new Map<number, Uint8Array>();
  while (!cursor.isAtEnd()) {
    const type = cursor.u8();
    const length = cursor.u8();
    need(length >= 2, `field ${type} of image ${index} has no length`);
    fields.set(type, cursor.bytes(length - 2));
  }
  return fields;
}
