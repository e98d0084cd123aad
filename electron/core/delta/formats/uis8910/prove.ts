import { createHash } from 'node:crypto';
import { AppError } from '../../../../../shared/errors.ts';
import type { FirmwareImage } from '../../../firmware/image.ts';
import type { DeltaProof, ImageVerdict } from '../../result.ts';
import { type AppliedDownload, applyUis8910 } from './apply.ts';
import type { Uis8910Plan } from './plan.ts';

/** The proof of a file of ours, which has to be in the wrapper that modules download. Throws as `verifyUis8910`. */
export function proveUis8910(plan: Uis8910Plan, bytes: Uint8Array): DeltaProof {
  const proof = verifyUis8910(plan, bytes);
  if (proof.envelope !== 'wrapped') throw failed('', 'wrapped', `${proof.envelope}`, 'envelope');
  return proof;
}

/**
 * Opens anybody's file, in the wrapper or bare, runs its core on a model of the flash with OLD in it, and compares with NEW.
 * Throws `delta.proofFailed` {image, expected, found, reason}.
 */
export function verifyUis8910(plan: Uis8910Plan, bytes: Uint8Array): DeltaProof {
  const applied = open(plan, bytes);
  const images: ImageVerdict[] = [];
  const ap = applied.core?.ap ?? null;
  if (plan.ap === null && ap !== null) throw failed('', 'no application', 'one', 'imageCount');
  if (plan.ap !== null) images.push(judge(plan.ap.new, ap));
  if (plan.script === null && applied.script !== null) throw failed('', 'no script', 'one', 'imageCount');
  if (plan.script !== null) images.push(judge(plan.script, applied.script));
  const bulks = applied.core?.pack.bulks ?? [];
  const fileChanges = bulks.filter(({ kind }) => kind === 'file' || kind === 'blockedFile').length;
  return { images, checkedRules: applied.checkedRules, envelope: applied.envelope, fileChanges };
}

function open(plan: Uis8910Plan, bytes: Uint8Array): AppliedDownload {
  try {
    return applyUis8910(plan.ap?.old.bytes ?? null, bytes);
  } catch (error) {
    const { code, params } = AppError.from(error);
    throw new AppError('delta.proofFailed', { image: '', ...params, reason: code }, { cause: error });
  }
}

function judge(image: FirmwareImage, rebuilt: Uint8Array | null): ImageVerdict {
  if (rebuilt === null) throw failed(image.name, 'an image', 'none', 'missing');
  const rebuiltSha256 = createHash('sha256').update(rebuilt).digest('hex');
  if (Buffer.compare(rebuilt, image.bytes) !== 0 || rebuiltSha256 !== image.sha256) {
    throw failed(image.name, image.sha256, rebuiltSha256, 'bytes');
  }
  return { name: image.name, newSha256: image.sha256, rebuiltSha256, ok: true };
}

function failed(image: string, expected: string, found: string, reason: string): AppError {
  return new AppError('delta.proofFailed', { image, expected, found, reason });
}
