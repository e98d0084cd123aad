import { createHash } from 'node:crypto';

/**
 * Writes the stand-in images and packages of docs/formats/simulator-package.md. It shares nothing with the reader in
 * virtual/kit, which it is used to check.
 */

export interface ImageOptions {
  readonly version: string;
  /** Bytes of content behind the head. */
  readonly sizeBytes?: number;
}

const imageHeadBytes = 76;

/** A firmware image that calls itself `version`; the content follows the version, so that two versions differ. */
export function buildSimulatorImage({ version, sizeBytes = 4096 }: ImageOptions): Uint8Array {
  const head = Buffer.alloc(imageHeadBytes);
  head.write('AIRSIMFW', 0, 'latin1');
  head.writeUInt32LE(1, 8);
  writeVersion(head, 12, version);
  return new Uint8Array(Buffer.concat([head, content(version, sizeBytes)]));
}

export interface PackageOptions {
  /** Version that has to run; empty fits every version. */
  readonly source: string;
  readonly target: string;
  readonly sizeBytes?: number;
}

/** A package from `source` to `target`, with an image made by `buildSimulatorImage` in it. */
export function buildSimulatorPackage({ source, target, sizeBytes = 4096 }: PackageOptions): Uint8Array {
  return wrapImage(source, target, buildSimulatorImage({ version: target, sizeBytes }));
}

/** A package around a given image. */
export function wrapImage(source: string, target: string, image: Uint8Array): Uint8Array {
  const head = Buffer.alloc(176);
  head.write('AIRSIMPK', 0, 'latin1');
  head.writeUInt32LE(1, 8);
  writeVersion(head, 12, source);
  writeVersion(head, 76, target);
  head.writeUInt32LE(image.length, 140);
  createHash('sha256').update(image).digest().copy(head, 144);
  return new Uint8Array(Buffer.concat([head, image]));
}

function writeVersion(head: Buffer, at: number, version: string): void {
  if (!/^[\x21-\x7e]{0,63}$/.test(version)) throw new Error(`version of 0 to 63 letters, not "${version}"`);
  head.write(version, at, 'latin1');
}

/** Bytes that look like nothing else and need no random source. */
function content(seed: string, sizeBytes: number): Buffer {
  const pieces: Buffer[] = [];
  for (let made = 0; made < sizeBytes; made += 32)
    pieces.push(createHash('sha256').update(`${seed}:${made}`).digest());
  return Buffer.concat(pieces).subarray(0, sizeBytes);
}
