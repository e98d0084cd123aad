import { createHash } from 'node:crypto';
import { AppError } from '../../../../../shared/errors.ts';
import type { Firmware, FirmwareImage } from '../../../firmware/image.ts';
import type { DeltaProof, ImageVerdict } from '../../result.ts';
import { type AppliedOta, applyOta } from './apply.ts';
import type { LuatosPlan } from './plan.ts';

/**
 * Opens the finished file, rebuilds script and core from it and OLD, and compares digest and bytes with NEW.
 * Throws `delta.proofFailed` {image, expected, found, reason}.
 */
export function proveLuatos(old: Firmware | null, plan: LuatosPlan, bytes: Uint8Array): DeltaProof {
  const applied = openForProof(old, bytes);
  mustEqual('', 'magic', plan.magic, applied.magic);
  const versions = [...applied.mainVersion, applied.appVersion, ...applied.baseVersion];
  if (versions.some((word) => word !== 0)) throw proofFailed('', '0', versions.join(' '), 'versions');
  mustEqual('', 'sectorCount', 1, applied.sectors.length);
  mustEqual('', 'imageCount', plan.core.length, applied.core.length);
  const images = [sectorVerdict(plan.script, plan.script.address, applied)];
  for (const { role, new: next } of plan.core) {
    const rebuilt = applied.core.find((image) => image.role === role);
    if (rebuilt === undefined) throw proofFailed(next.name, 'an image', 'none', 'missing');
    images.push(verdictOf(next, rebuilt.bytes));
  }
  const deltaBytes = plan.core.length === 0 ? {} : { deltaBytes: applied.par.length };
  return { images, checkedRules: applied.checkedRules, ...deltaBytes };
}

/** The verdict on an image that travels whole, in the sector for its address. */
export function sectorVerdict(image: FirmwareImage, address: number, applied: AppliedOta): ImageVerdict {
  const sector = applied.sectors.find(({ startAddress }) => startAddress === address);
  if (sector === undefined) throw proofFailed(image.name, hex(address), 'no such sector', 'address');
  return verdictOf(image, sector.bytes);
}

function verdictOf(next: FirmwareImage, rebuilt: Uint8Array): ImageVerdict {
  const rebuiltSha256 = createHash('sha256').update(rebuilt).digest('hex');
  const equal = Buffer.compare(rebuilt, next.bytes) === 0;
  if (!equal || rebuiltSha256 !== next.sha256)
    throw proofFailed(next.name, next.sha256, rebuiltSha256, 'bytes');
  return { name: next.name, newSha256: next.sha256, rebuiltSha256, ok: true };
}

export function openForProof(old: Firmware | null, file: Uint8Array): AppliedOta {
  try {
    return applyOta(old?.images ?? [], file);
  } catch (error) {
    const { code, params } = AppError.from(error);
    throw new AppError('delta.proofFailed', { image: '', ...params, reason: code }, { cause: error });
  }
}

export function mustEqual(image: string, reason: string, expected: number, found: number): void {
  if (expected !== found) throw proofFailed(image, hex(expected), hex(found), reason);
}

function proofFailed(image: string, expected: string, found: string, reason: string): AppError {
  return new AppError('delta.proofFailed', { image, expected, found, reason });
}

const hex = (value: number): string => `0x${value.toString(16)}`;
