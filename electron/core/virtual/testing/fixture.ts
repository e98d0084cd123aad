import { readFileSync } from 'node:fs';
import { join, noise, padded, sha256, u32, withText } from './bytes.ts';

export { join, sha256 };

/**
 * The synthetic firmware pair behind test/fixtures/virtual/parts.json, by the same formula as make-parts.py, and a tiny
 * writer of containers and packages for tests. It shares nothing with the code it tests.
 */
export const partStreams: Readonly<Record<string, string | readonly string[]>> = JSON.parse(
  readFileSync(new URL('../../../../test/fixtures/virtual/parts.json', import.meta.url), 'utf8'),
);

/** Streams of one image, decoded from base64. */
export function streamsOf(name: string): readonly Uint8Array[] {
  const value = partStreams[name] ?? [];
  return (typeof value === 'string' ? [value] : value).map((text) => Buffer.from(text, 'base64'));
}

const baseAp = noise(1, 80_000);
const newBase = withText(baseAp, 512, 'AirM2M_780E_V1002_LTE_AT');
export const oldAp = withText(baseAp, 512, 'AirM2M_780E_V1001_LTE_AT');
export const newAp = join(newBase.subarray(0, 40_000), noise(2, 300), newBase.subarray(40_000));
export const oldCp = noise(3, 40_000);
export const newCp = join(oldCp.subarray(0, 1000), noise(4, 16), oldCp.subarray(1016, 39_000));
export const oldVersion = 'AirM2M_780E_V1001_LTE_AT';
export const newVersion = 'AirM2M_780E_V1002_LTE_AT';

/** A legacy binpkg of a boot loader, an AP and a CP (luat-formats 2.1-2.3). */
export function makeBinpkg(ap: Uint8Array, cp: Uint8Array, apZoneBytes = 0x2e0000): Uint8Array {
  const entries: readonly [string, string, number, number, Uint8Array][] = [
    ['ap_bootloader', 'BL', 0x4000, 0x20000, noise(7, 5000)],
    ['ap', 'AP', 0x24000, apZoneBytes, ap],
    ['cp-demo-flash', 'CP', 0, 0x80000, cp],
  ];
  const head = join(
    padded('111', 8),
    padded('bpkg', 4),
    u32(0, entries.length),
    padded('SHA256', 8),
    u32(0, 0, 0),
  );
  const pieces: Uint8Array[] = [join(head, Buffer.alloc(0x34 - head.length))];
  let offset = 0x34;
  for (const [name, type, address, zone, bytes] of entries) {
    const digest = padded(sha256(bytes).toString('hex').toUpperCase(), 256);
    pieces.push(join(padded(name, 64), u32(address, zone, offset, bytes.length), digest, padded(type, 16)));
    pieces.push(Buffer.alloc(364 - 352), bytes);
    offset += 364 + bytes.length;
  }
  return join(...pieces);
}

export interface PackageImage {
  readonly role: 'ap' | 'cp';
  readonly oldImage: Uint8Array;
  readonly newImage: Uint8Array;
  readonly direction: 'forward' | 'reverse';
  /** One bzip2 stream per part, in part order. */
  readonly streams: readonly Uint8Array[];
  /** Overrides for hostile packages. */
  readonly newSha256?: Uint8Array;
  readonly address?: number;
}

/** A delta.par of EC618 (luat-formats 5.1-5.3). */
export function makePar(images: readonly PackageImage[]): Uint8Array {
  const body = join(...images.map((image, index) => makeImage(image, index)));
  const head = join(
    Uint8Array.of(0xec, 0xdf, 0x20, 0x40 | (images.length - 1), 0, 0, 0, 0x80),
    u32(84 + body.length),
    new Uint8Array(32),
    new Uint8Array(40).fill(0xff),
  );
  return sealed(join(head, body));
}

/** The same bytes with their length and SHA-256 put right: what a hostile or careless tool would hand out. */
export function sealed(par: Uint8Array): Uint8Array {
  const copy = Buffer.from(par);
  copy.writeUInt32LE(copy.length, 8);
  copy.fill(0, 12, 44);
  copy.set(sha256(copy), 12);
  return new Uint8Array(copy);
}

function makeImage(image: PackageImage, index: number): Uint8Array {
  const { oldImage, newImage, streams, direction, role } = image;
  const parts = streams.map((stream, at) => {
    const made = Math.min(32_768, newImage.length - at * 32_768);
    return join(padded('BSDIFF40', 8), u32(0, 20 + stream.length, made), stream);
  });
  const table = u32(...parts.map((part) => part.length));
  const ordered = direction === 'forward' ? parts : [...parts].reverse();
  const order = padded(direction === 'forward' ? 'NorO' : 'RvsO', 4);
  const payload = join(padded('BPHD', 4), u32(parts.length, oldImage.length), order, table, ...ordered);
  const attribute = role === 'ap' ? 2 : 3;
  const word =
    index | (direction === 'reverse' ? 0x10 : 0) | (attribute << 5) | (112 << 8) | (parts.length << 24);
  const address = image.address ?? (role === 'ap' ? 0x24000 : 0);
  return join(
    u32(word, 112 + payload.length, 0, address, newImage.length, oldImage.length),
    sha256(oldImage),
    Uint8Array.of(3, 0x24, 0, 0),
    image.newSha256 ?? sha256(newImage),
    Uint8Array.of(0, 0x14),
    padded(role === 'ap' ? 'EC618_AP.par' : 'EC618_CP.par', 18),
    payload,
  );
}

/** The wrapper of AT firmware (luat-formats 4.1). */
export function wrapped(par: Uint8Array): Uint8Array {
  const head = Buffer.alloc(10);
  head[0] = 0x7e;
  head.writeUInt32BE(1, 1);
  head[5] = 0x7d;
  head.writeUInt32BE(par.length, 6);
  return join(head, par);
}

export const oldBinpkg = makeBinpkg(oldAp, oldCp);

/** The image of the pair as it goes into a package, in either direction. */
export function pairImage(role: 'ap' | 'cp', direction: 'forward' | 'reverse'): PackageImage {
  const streams = streamsOf(`${role}${direction === 'forward' ? 'Forward' : 'Reverse'}`);
  return role === 'ap'
    ? { role, direction, streams, oldImage: oldAp, newImage: newAp }
    : { role, direction, streams, oldImage: oldCp, newImage: newCp };
}

/** OLD to NEW, both images, as an AT module takes it over HTTP. */
export const pairPar = makePar([pairImage('ap', 'reverse'), pairImage('cp', 'forward')]);
export const pairPackage = wrapped(pairPar);
