/** What a manifest means to a reader, in numbers. */
import type { PackageLimit, ProofClass } from '../../../shared/contract/delta.ts';
import type { PackageManifest } from '../../../shared/contract/package.ts';
import type { Tone } from '../../ui/Badge.tsx';

export interface PackageView {
  /** Bytes of the new images that the package carries, sent whole. */
  readonly fullBytes: number;
  /** 0 to 1: what the delta saves of them. */
  readonly saved: number;
  /** Every image rebuilt by separate code equals the new one. */
  readonly proven: boolean;
}

export function packageView(manifest: PackageManifest): PackageView {
  const carried = manifest.to.images.filter((image) => manifest.covered.includes(image.name));
  const fullBytes = carried.reduce((sum, image) => sum + image.sizeBytes, 0);
  return {
    fullBytes,
    saved: fullBytes === 0 ? 0 : Math.max(0, 1 - manifest.sizeBytes / fullBytes),
    proven: manifest.proof.images.every((image) => image.newSha256 === image.rebuiltSha256),
  };
}

/** The smallest limit; one on the whole file before one on the delta inside of it, because only the file is measured here. */
export function gateOf(limits: readonly PackageLimit[]): PackageLimit | undefined {
  const ofFile = limits.filter(({ part }) => part !== 'delta');
  return (ofFile.length > 0 ? ofFile : limits).toSorted((a, b) => a.bytes - b.bytes)[0];
}

/** The less is known, the louder. */
export const classTones: Readonly<Record<ProofClass, Tone>> = {
  realPackages: 'ok',
  realFiles: 'ok',
  publicSource: 'neutral',
  formatKnown: 'neutral',
  medium: 'warn',
  experimental: 'warn',
};
