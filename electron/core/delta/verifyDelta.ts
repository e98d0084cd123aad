import type { Firmware } from '../firmware/image.ts';
import { applyDelta } from './applyDelta.ts';
import { pairImages } from './pairImages.ts';
import type { DeltaFormat, ImageVerdict, NotCovered } from './result.ts';

export interface DeltaVerification {
  /** Every image of the package becomes the one of NEW, and nothing but a boot loader stays behind. */
  readonly ok: boolean;
  readonly format: DeltaFormat;
  readonly images: readonly ImageVerdict[];
  readonly notCovered: readonly NotCovered[];
}

/**
 * Whether a package brings OLD to NEW, whoever built it. Throws what `applyDelta` throws, and
 * `delta.imageSetDiffers` when the two firmwares cannot be compared.
 */
export function verifyDelta(
  oldFirmware: Firmware,
  newFirmware: Firmware,
  packageBytes: Uint8Array,
): DeltaVerification {
  const { format, images: rebuilt } = applyDelta(oldFirmware, packageBytes);
  const images: ImageVerdict[] = [];
  const notCovered: NotCovered[] = [];
  for (const { old, new: next } of pairImages(oldFirmware, newFirmware)) {
    const found = rebuilt.find((image) => image.role === next.role);
    if (found !== undefined) {
      const same = found.sha256 === next.sha256 && Buffer.compare(found.bytes, next.bytes) === 0;
      images.push({ name: next.name, newSha256: next.sha256, rebuiltSha256: found.sha256, ok: same });
      continue;
    }
    if (old.sha256 === next.sha256) continue;
    const { name, role } = next;
    const left =
      role === 'bootloader'
        ? ({ severity: 'warning', reason: 'bootloaderNotInFormat' } as const)
        : ({ severity: 'error', reason: 'imageNotInPackage' } as const);
    notCovered.push({ name, role, ...left });
  }
  const ok = images.every((image) => image.ok) && notCovered.every(({ severity }) => severity === 'warning');
  return { ok, format, images, notCovered };
}
