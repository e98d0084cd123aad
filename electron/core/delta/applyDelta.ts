import type { Firmware } from '../firmware/image.ts';
import { applyEc618 } from './formats/ec618/apply.ts';
import type { DeltaFormat } from './result.ts';
import { sniffPackage } from './sniffPackage.ts';

export interface AppliedDelta {
  readonly format: DeltaFormat;
  /** The rebuilt images by the names they have in OLD. */
  readonly images: readonly {
    readonly name: string;
    readonly role: 'ap' | 'cp';
    readonly bytes: Uint8Array;
    readonly sha256: string;
  }[];
}

/**
 * Rebuilds the new images that a package carries. Throws `delta.unsupportedFormat` {format, firstBytes},
 * `delta.damagedPackage` and `delta.wrongBase` {check, offset, expected, found}; never returns an unchecked image.
 */
export function applyDelta(oldFirmware: Firmware, packageBytes: Uint8Array): AppliedDelta {
  const format = sniffPackage(packageBytes);
  const { images } = applyEc618(oldFirmware.images, packageBytes);
  return {
    format,
    images: images.map(({ name, role, bytes, sha256 }) => ({ name, role, bytes, sha256 })),
  };
}
