import { createHash } from 'node:crypto';
import { AppError } from '../../../../../shared/errors.ts';
import type { DeltaProof, ImageVerdict } from '../../result.ts';
import type { ReadImage } from './apply/readHeader.ts';
import { applyXt804 } from './apply.ts';
import type { Xt804Part, Xt804Plan } from './plan.ts';

/** Words of a header that the package may change in the script: attributes (its type) and the checksums that follow. */
const freeInScript = [4, 12, 24, 60];

/**
 * Opens the finished file as the module does and compares every image with NEW. Digests are those of the bodies, the bytes
 * that end up in the zone. Throws `delta.proofFailed` {image, expected, found, reason}.
 */
export function proveXt804(plan: Xt804Plan, bytes: Uint8Array): DeltaProof {
  const applied = open(bytes);
  const wanted = [plan.app, plan.script].filter((part) => part !== null);
  if (applied.outer.type !== (plan.app === null ? 2 : 1)) throw failed('', 'type', 'package type', 'type');
  if (applied.images.length !== wanted.length) {
    throw failed('', `${wanted.length} images`, `${applied.images.length} images`, 'imageCount');
  }
  const images = wanted.map((part, index) =>
    judge(part, applied.images[index], part === plan.app ? [] : freeInScript),
  );
  const address = plan.app === null ? plan.upgradeAddress : applied.outer.upgradeAddress;
  if (applied.outer.upgradeAddress !== address)
    throw failed('', String(address), 'another', 'upgradeAddress');
  return { images, checkedRules: applied.checkedRules };
}

function open(bytes: Uint8Array): ReturnType<typeof applyXt804> {
  try {
    return applyXt804(bytes);
  } catch (error) {
    const { code, params } = AppError.from(error);
    throw new AppError('delta.proofFailed', { image: '', ...params, reason: code }, { cause: error });
  }
}

function judge(part: Xt804Part, found: ReadImage | undefined, free: readonly number[]): ImageVerdict {
  if (found === undefined) throw failed(part.name, 'an image', 'none', 'missing');
  const body = part.bytes.subarray(64);
  const newSha256 = sha256(body);
  const rebuiltSha256 = sha256(found.body.subarray(0, body.length));
  if (newSha256 !== rebuiltSha256) throw failed(part.name, newSha256, rebuiltSha256, 'bytes');
  if (found.body.subarray(body.length).some((byte) => byte !== 0))
    throw failed(part.name, 'zeros', 'others', 'padding');
  for (let at = 0; at < 64; at++) {
    if (free.includes(at & ~3) || part.bytes[at] === found.header.bytes[at]) continue;
    throw failed(part.name, String(part.bytes[at]), String(found.header.bytes[at]), `header ${at}`);
  }
  return { name: part.name, newSha256, rebuiltSha256, ok: true };
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

function failed(image: string, expected: string, found: string, reason: string): AppError {
  return new AppError('delta.proofFailed', { image, expected, found, reason });
}
