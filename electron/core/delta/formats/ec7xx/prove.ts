import { createHash } from 'node:crypto';
import { AppError } from '../../../../../shared/errors.ts';
import type { Firmware } from '../../../firmware/image.ts';
import type { DeltaProof, ImageVerdict } from '../../result.ts';
import { applyEc7xx } from './apply.ts';
import type { Ec7xxPlan } from './plan.ts';

/**
 * Rebuilds every promised image from OLD and the final bytes of the package, wrapper included, and compares digest and bytes.
 * Of compressed sections it proves the unpacked bytes and their place; the rule `recompressionNotProvable` says so.
 * Throws `delta.proofFailed` {image, expected, found, reason}.
 */
export function proveEc7xx(old: Firmware | null, plan: Ec7xxPlan, file: Uint8Array): DeltaProof {
  const applied = apply(old, plan, file);
  const wanted = plan.formatId === 'ec7xx-at' ? 'at-wrapper' : 'bare';
  if (applied.envelope !== wanted) throw failed('', wanted, applied.envelope, 'envelope');
  if (applied.images.length !== plan.carried.length) {
    throw failed('', `${plan.carried.length} images`, `${applied.images.length} images`, 'imageCount');
  }
  const images = plan.carried.map(({ role, new: next }): ImageVerdict => {
    const rebuilt = applied.images.find((image) => image.role === role);
    if (rebuilt?.bytes == null) throw failed(next.name, 'an image', 'none', 'missing');
    const rebuiltSha256 = createHash('sha256').update(rebuilt.bytes).digest('hex');
    const equal = Buffer.compare(rebuilt.bytes, next.bytes) === 0;
    if (!equal || rebuiltSha256 !== next.sha256) throw failed(next.name, next.sha256, rebuiltSha256, 'bytes');
    return { name: next.name, newSha256: next.sha256, rebuiltSha256, ok: true };
  });
  return { images, checkedRules: applied.checkedRules };
}

function apply(old: Firmware | null, plan: Ec7xxPlan, file: Uint8Array): ReturnType<typeof applyEc7xx> {
  const fresh = plan.carried.map((pair) => ({ ...pair.new, role: pair.role }));
  try {
    return applyEc7xx(old?.images ?? [], file, fresh);
  } catch (error) {
    const { code, params } = AppError.from(error);
    throw new AppError('delta.proofFailed', { image: '', ...params, reason: code }, { cause: error });
  }
}

function failed(image: string, expected: string, found: string, reason: string): AppError {
  return new AppError('delta.proofFailed', { image, expected, found, reason });
}
