/** What a manifest means to a reader, in numbers. */
import type { PackageManifest } from '../../../shared/contract/package.ts';

/** Largest package that the download area of EC618 takes (at-commands 1.3, FOTA area). Shown only; the core refuses. */
export const areaBytes = 480 * 1024;

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
