import { cString, latin1Text, sha256Hex, toHex, viewOf } from '../bytes.ts';

/**
 * The stand-in for images and packages whose real format no vendor publishes (docs/formats/simulator-package.md). It is read
 * here and written by virtual/testing, and the two share nothing.
 */

export interface SimulatorImage {
  readonly version: string;
}

export interface SimulatorPackage {
  /** Version that has to run; empty for a package that fits every version. */
  readonly source: string;
  readonly target: string;
  /** The new image, whole. */
  readonly payload: Uint8Array;
}

export type PackageFault =
  /** No stand-in package, or one that ends too early. */
  | { readonly reason: 'format'; readonly message: string }
  /** The SHA-256 of the payload differs. */
  | { readonly reason: 'damaged'; readonly message: string };

const imageMagic = 'AIRSIMFW';
const packageMagic = 'AIRSIMPK';
const formatNumber = 1;
const imageHeadBytes = 76;
const packageHeadBytes = 176;
const versionShape = /^[\x21-\x7e]{1,63}$/;

/** @returns null for anything that is no stand-in image */
export function readSimulatorImage(bytes: Uint8Array): SimulatorImage | null {
  if (bytes.length < imageHeadBytes || latin1Text(bytes.subarray(0, 8)) !== imageMagic) return null;
  if (viewOf(bytes).getUint32(8, true) !== formatNumber) return null;
  const version = cString(bytes.subarray(12, imageHeadBytes));
  return versionShape.test(version) ? { version } : null;
}

export function readSimulatorPackage(bytes: Uint8Array): SimulatorPackage | PackageFault {
  const format = (message: string): PackageFault => ({ reason: 'format', message });
  if (bytes.length < packageHeadBytes || latin1Text(bytes.subarray(0, 8)) !== packageMagic)
    return format(`expected ${packageMagic}, found ${bytes.length} bytes of something else`);
  const view = viewOf(bytes);
  if (view.getUint32(8, true) !== formatNumber) return format(`format number ${view.getUint32(8, true)}`);
  const payload = bytes.slice(packageHeadBytes);
  const promised = view.getUint32(140, true);
  if (payload.length !== promised) return format(`head promises ${promised} bytes, ${payload.length} came`);
  if (toHex(bytes.subarray(144, packageHeadBytes)) !== sha256Hex(payload))
    return { reason: 'damaged', message: 'the SHA-256 of the payload differs' };
  const target = cString(bytes.subarray(76, 140));
  const image = readSimulatorImage(payload);
  if (image === null) return format('the payload is no image');
  if (image.version !== target) return format(`head says ${target}, the image in it ${image.version}`);
  return { source: cString(bytes.subarray(12, 76)), target, payload };
}

/** Tells a fault from a package. */
export function isFault(read: SimulatorPackage | PackageFault): read is PackageFault {
  return 'reason' in read;
}
