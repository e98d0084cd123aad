import { createHash } from 'node:crypto';

/** Builds binpkg bytes for tests and the demo firmware; written from luat-formats 2.1 to 2.3, not from the reader. */

export interface BinpkgImage {
  readonly name: string;
  readonly type: string;
  readonly address: number;
  readonly zoneSizeBytes: number;
  readonly bytes: Uint8Array;
}

export interface BinpkgPlan {
  readonly images: readonly BinpkgImage[];
  /** Unix time in the header, seconds. */
  readonly builtAtS?: number;
  /** Present: a pkgmode package with this product name, e.g. `EC718P_PRD`. */
  readonly productName?: string;
}

/** The package as the packer lays it out: header, arguments, then each entry header with its data. */
export function buildBinpkg(plan: BinpkgPlan): Uint8Array {
  const pkgmode = plan.productName !== undefined;
  const header = Buffer.alloc(52);
  header.write('111', 0, 'latin1');
  header.write('bpkg', 8, 'latin1');
  header.writeUInt32LE(plan.builtAtS ?? 0, 12);
  header.writeUInt32LE(plan.images.length, 16);
  header.write('SHA256', 20, 'latin1');
  header.writeUInt16LE(pkgmode ? 3 : 0, 28);
  header.writeUInt16LE(pkgmode ? 420 : 0, 30);
  const parts: Uint8Array[] = [header];
  if (plan.productName !== undefined) {
    parts.push(argument(1, 'pkgmode', 1), argument(4, 'banoldtool', 1));
    parts.push(argument(2, 'productname', plan.productName));
  }
  let offset = parts.reduce((sum, part) => sum + part.length, 0);
  for (const image of plan.images) {
    parts.push(entryHeader(image, offset), image.bytes);
    offset += 364 + image.bytes.length;
  }
  return new Uint8Array(Buffer.concat(parts));
}

function argument(type: number, name: string, value: number | string): Uint8Array {
  const bytes = Buffer.alloc(140);
  bytes.writeUInt16LE(type, 0);
  bytes.write(name, 4, 'latin1');
  if (typeof value === 'number') bytes.writeUInt32LE(value, 68);
  else bytes.write(value, 68, 'latin1');
  return bytes;
}

function entryHeader(image: BinpkgImage, offset: number): Uint8Array {
  const bytes = Buffer.alloc(364);
  bytes.write(image.name, 0, 'utf8');
  bytes.writeUInt32LE(image.address, 64);
  bytes.writeUInt32LE(image.zoneSizeBytes, 68);
  bytes.writeUInt32LE(offset, 72);
  bytes.writeUInt32LE(image.bytes.length, 76);
  bytes.write(createHash('sha256').update(image.bytes).digest('hex').toUpperCase(), 80, 'latin1');
  bytes.write(image.type, 336, 'latin1');
  return bytes;
}

/** Addresses and zones of an EC618 package (luat-formats 2.3, 5.8), for images of the given content. */
export function ec618Images(content: {
  readonly bl: Uint8Array;
  readonly ap: Uint8Array;
  readonly cp: Uint8Array;
}): BinpkgImage[] {
  return [
    { name: 'ap_bootloader', type: 'BL', address: 0x4000, zoneSizeBytes: 0x20000, bytes: content.bl },
    { name: 'ap', type: 'AP', address: 0x24000, zoneSizeBytes: 0x2e0000, bytes: content.ap },
    { name: 'cp-demo-flash', type: 'CP', address: 0, zoneSizeBytes: 0x80000, bytes: content.cp },
  ];
}

/** Addresses of an EC718P package. */
export function ec718Images(content: {
  readonly bl: Uint8Array;
  readonly ap: Uint8Array;
  readonly cp: Uint8Array;
}): BinpkgImage[] {
  return [
    { name: 'ap_bootloader', type: 'BL', address: 0x3000, zoneSizeBytes: 0x1d000, bytes: content.bl },
    { name: 'ap', type: 'AP', address: 0x7e000, zoneSizeBytes: 0x2f0000, bytes: content.ap },
    { name: 'cp-demo-flash', type: 'CP', address: 0x1a000, zoneSizeBytes: 0x80000, bytes: content.cp },
  ];
}
