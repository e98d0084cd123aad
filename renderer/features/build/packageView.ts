/** What a manifest means to a reader, in numbers. */
import type { ProofClass } from '../../../shared/contract/delta.ts';
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

/** The less is known, the louder. */
export const classTones: Readonly<Record<ProofClass, Tone>> = {
  realPackages: 'ok',
  realFiles: 'ok',
  publicSource: 'neutral',
  formatKnown: 'neutral',
  medium: 'warn',
  experimental: 'warn',
};
