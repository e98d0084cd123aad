import { createHash } from 'node:crypto';
import { ec7xxLimits } from '../limits.ts';
import type { Payload } from './payload.ts';

export interface PackedImage {
  readonly role: 'ap' | 'cp';
  readonly address: number;
  readonly oldBytes: number;
  readonly newBytes: number;
  /** Lower-case hex. */
  readonly oldSha256: string;
  readonly newSha256: string;
  readonly payload: Payload;
}

const outerBytes = 84;
/** TLVs for the new digest (36) and the name (20) included. */
const packageHeadBytes = 0x70;
const attributes = { ap: 2, cp: 3 } as const;
/** Major 2, minor 5: the tool whose packages EC7xx firmware is made for (ec7xx-delta 1). */
const toolVersion = 0x45;

/** The whole par: outer header, then one package per image in the given order (luat-formats 5.1, 5.2). `chip` names it. */
export function writePar(images: readonly PackedImage[], chip: string): Uint8Array {
  const packages = images.flatMap((image, index) => [packageHead(image, index, chip), image.payload.bytes]);
  const outer = Buffer.alloc(outerBytes);
  const parBytes = packages.reduce((sum, bytes) => sum + bytes.length, outerBytes);
  outer.writeUInt16LE(0xdfec, 0);
  outer.writeUInt8(toolVersion, 2);
  outer.writeUInt8(0x40 | (images.length - 1), 3);
  outer.writeUInt16LE((ec7xxLimits.segmentBytes >>> 16) << 4, 4);
  outer.writeUInt16LE(ec7xxLimits.segmentBytes & 0xffff, 6);
  outer.writeUInt32LE(parBytes, 8);
  outer.fill(0xff, 44, outerBytes);
  const par = Buffer.concat([outer, ...packages]);
  createHash('sha256').update(par).digest().copy(par, 12);
  return new Uint8Array(par);
}

/** Bits 18 and 19: zones of compressed sections are there, and come first in reverse order (ec7xx-delta 1). */
function packageHead(image: PackedImage, index: number, chip: string): Buffer {
  const { payload } = image;
  const { direction, segmentCount, zoneCount } = payload;
  const head = Buffer.alloc(packageHeadBytes);
  const zones = zoneCount === 0 ? 0 : 1 | (direction.bit << 1);
  const word = index | (direction.bit << 4) | (attributes[image.role] << 5) | (packageHeadBytes << 8);
  head.writeUInt32LE((word | (zones << 18) | (segmentCount << 24)) >>> 0, 0);
  head.writeUInt32LE(packageHeadBytes + payload.bytes.length, 4);
  head.writeUInt32LE(image.address, 12);
  head.writeUInt32LE(image.newBytes, 16);
  head.writeUInt32LE(image.oldBytes, 20);
  head.write(image.oldSha256, 24, 'hex');
  head.writeUInt32LE(0x2403, 56);
  head.write(image.newSha256, 60, 'hex');
  head.writeUInt16LE(0x1400, 92);
  head.write(`${chip}_${image.role.toUpperCase()}.par`, 94, 18, 'latin1');
  return head;
}
