import { createHash } from 'node:crypto';
import { AppError } from '../../../../../shared/errors.ts';
import type { DeltaProof, ImageVerdict } from '../../result.ts';
import type { ReadImage } from './apply/readHeader.ts';
import { applyXt804 } from './apply.ts';
import type { Xt804Part, Xt804Plan } from './plan.ts';

const headerBytes = 64;

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
  const body = part.bytes.subarray(headerBytes);
  if (Buffer.compare(body, found.body.subarray(0, body.length)) !== 0)
    throw failed(part.name, sha256(body), sha256(found.body.subarray(0, body.length)), 'bytes');
  if (found.body.subarray(body.length).some((byte) => byte !== 0))
    throw failed(part.name, 'zeros', 'others', 'padding');
  for (let at = 0; at < headerBytes; at++) {
    if (free.includes(at & ~3) || part.bytes[at] === found.header.bytes[at]) continue;
    throw failed(part.name, String(part.bytes[at]), String(found.header.bytes[at]), `header ${at}`);
  }
  const newSha256 = sha256(part.source);
  const rebuiltSha256 = sha256(sourceAgain(part, found));
  if (newSha256 !== rebuiltSha256) throw failed(part.name, newSha256, rebuiltSha256, 'source');
  return { name: part.name, newSha256, rebuiltSha256, ok: true };
}

/** NEW's image from what the module finds: a LuaDB is the body alone, everything else has its header in front. */
function sourceAgain(part: Xt804Part, found: ReadImage): Uint8Array {
  const bodyBytes = part.bytes.length - headerBytes;
  const body = found.body.subarray(0, Math.min(bodyBytes, found.body.length));
  const hasHeader = part.source[0] === part.bytes[0] && part.source.length >= part.bytes.length;
  // The header's own words were compared one by one above, but for those that the package may change.
  return hasHeader
    ? Buffer.concat([part.bytes.subarray(0, headerBytes), body])
    : body.subarray(0, part.source.length);
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

function failed(image: string, expected: string, found: string, reason: string): AppError {
  return new AppError('delta.proofFailed', { image, expected, found, reason });
}
