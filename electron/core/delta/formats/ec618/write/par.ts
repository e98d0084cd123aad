import { createHash } from 'node:crypto';
import { ec618Limits } from '../limits.ts';
import type { ImagePayload } from './image.ts';

export interface PackedImage {
  readonly role: 'ap' | 'cp';
  readonly address: number;
  readonly oldBytes: number;
  readonly newBytes: number;
  /** Lower-case hex. */
  readonly oldSha256: string;
  readonly newSha256: string;
  readonly payload: ImagePayload;
}

const outerBytes = 84;
/** TLVs for the new digest (36) and the name (20) included. */
const packageHeadBytes = 0x70;
const attributes = { ap: 2, cp: 3 } as const;
const names = { ap: 'EC618_AP.par', cp: 'EC618_CP.par' } as const;
/** Major 1, minor 0: the tool whose packages EC618 firmware is made for. */
const toolVersion = 0x20;

/** The whole par: outer header, then one package per image in the given order (luat-formats 5.1, 5.2). */
export function writePar(images: readonly PackedImage[]): Uint8Array {
  const packages = images.flatMap((image, index) => [packageHead(image, index), image.payload.bytes]);
  const outer = Buffer.alloc(outerBytes);
  const parBytes = packages.reduce((sum, bytes) => sum + bytes.length, outerBytes);
  outer.writeUInt16LE(0xdfec, 0);
  outer.writeUInt8(toolVersion, 2);
  outer.writeUInt8(0x40 | (images.length - 1), 3);
  outer.writeUInt16LE(0, 4);
  outer.writeUInt16LE(ec618Limits.partBytes, 6);
  outer.writeUInt32LE(parBytes, 8);
  outer.fill(0xff, 44, outerBytes);
  const par = Buffer.concat([outer, ...packages]);
  createHash('sha256').update(par).digest().copy(par, 12);
  return new Uint8Array(par);
}

function packageHead(image: PackedImage, index: number): Buffer {
  const { payload } = image;
  const head = Buffer.alloc(packageHeadBytes);
  const word = index | (payload.direction.bit << 4) | (attributes[image.role] << 5) | (packageHeadBytes << 8);
  head.writeUInt32LE((word | (payload.partCount << 24)) >>> 0, 0);
  head.writeUInt32LE(packageHeadBytes + payload.bytes.length, 4);
  head.writeUInt32LE(image.address, 12);
  head.writeUInt32LE(image.newBytes, 16);
  head.writeUInt32LE(image.oldBytes, 20);
  head.write(image.oldSha256, 24, 'hex');
  head.writeUInt32LE(0x2403, 56);
  head.write(image.newSha256, 60, 'hex');
  head.writeUInt16LE(0x1400, 92);
  head.write(names[image.role], 94, 'latin1');
  return head;
}
