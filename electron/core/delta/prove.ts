import { createHash } from 'node:crypto';
import { AppError } from '../../../shared/errors.ts';
import type { Firmware, FirmwareImage } from '../firmware/image.ts';
import { applyEc618 } from './formats/ec618/apply.ts';
import type { DeltaFormat, DeltaProof, ImageVerdict } from './result.ts';

/** An image that the package must bring to NEW. */
export interface Promised {
  readonly role: 'ap' | 'cp';
  readonly new: FirmwareImage;
}

/**
 * Rebuilds every promised image from OLD and the final bytes of the package, wrapper included, and compares digest and bytes.
 * Throws `delta.proofFailed` {image, expected, found, reason}; there is no result without a proof.
 */
export function proveEc618(
  oldFirmware: Firmware,
  promised: readonly Promised[],
  file: Uint8Array,
  format: DeltaFormat,
): DeltaProof {
  const applied = apply(oldFirmware, file);
  const wanted = format === 'ec618-at' ? 'at-wrapper' : 'bare';
  if (applied.envelope !== wanted) throw failed('', wanted, applied.envelope, 'envelope');
  if (applied.images.length !== promised.length) {
    throw failed('', `${promised.length} images`, `${applied.images.length} images`, 'imageCount');
  }
  const images = promised.map(({ role, new: next }): ImageVerdict => {
    const rebuilt = applied.images.find((image) => image.role === role);
    if (rebuilt === undefined) throw failed(next.name, 'an image', 'none', 'missing');
    const rebuiltSha256 = createHash('sha256').update(rebuilt.bytes).digest('hex');
    const equal = Buffer.compare(rebuilt.bytes, next.bytes) === 0;
    if (!equal || rebuiltSha256 !== next.sha256) throw failed(next.name, next.sha256, rebuiltSha256, 'bytes');
    return { name: next.name, newSha256: next.sha256, rebuiltSha256, ok: true };
  });
  return { images, checkedRules: applied.checkedRules };
}

function apply(oldFirmware: Firmware, file: Uint8Array): ReturnType<typeof applyEc618> {
  try {
    return applyEc618(oldFirmware.images, file);
  } catch (error) {
    const { code, params } = AppError.from(error);
    throw new AppError('delta.proofFailed', { image: '', ...params, reason: code }, { cause: error });
  }
}

function failed(image: string, expected: string, found: string, reason: string): AppError {
  return new AppError('delta.proofFailed', { image, expected, found, reason });
}
