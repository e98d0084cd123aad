import { createHash } from 'node:crypto';
import { AppError } from '../../../shared/errors.ts';
import type { Firmware } from '../firmware/image.ts';
import { breathe, throwIfCancelled } from './cancellation.ts';
import { ec618Limits } from './formats/ec618/limits.ts';
import { wrapForAt } from './formats/ec618/wrapper.ts';
import { type WrittenPar, writeEc618 } from './formats/ec618/write.ts';
import { type DeltaPlan, type PlanOptions, planEc618 } from './plan.ts';
import { proveEc618 } from './prove.ts';
import type { DeltaImage, DeltaProgress, DeltaResult, DeltaStats } from './result.ts';

export interface BuildOptions extends PlanOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: DeltaProgress) => void;
}

/**
 * Builds a package that brings a module from OLD to NEW, and proves it: every image that the format carries is rebuilt from
 * OLD and the finished file by code that shares nothing with the writer.
 *
 * Throws what `planEc618` throws, before any work; `delta.tooLarge` {what: package, sizeBytes, limitBytes, format};
 * `delta.proofFailed`; `delta.cancelled`.
 */
export async function buildDelta(
  oldFirmware: Firmware,
  newFirmware: Firmware,
  options: BuildOptions,
): Promise<DeltaResult> {
  throwIfCancelled(options.signal);
  const plan = planEc618(oldFirmware, newFirmware, options);
  const par = await writeCarried(plan, options);
  const bytes = options.format === 'ec618-at' ? wrapForAt(par.bytes) : par.bytes;
  checkPackageSize(bytes.length, options);
  const report = progressOf('prove', sumOf(plan, 'new'), options);
  report(0);
  const proof = proveEc618(oldFirmware, plan.carried, bytes, options.format);
  await breathe(options.signal);
  report(sumOf(plan, 'new'));
  return {
    format: options.format,
    bytes,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    images: imagesOf(plan, par),
    covered: plan.carried.map((pair) => pair.new.name),
    notCovered: plan.notCovered,
    proof,
    warnings: plan.warnings,
    stats: statsOf(plan, par),
  };
}

async function writeCarried(plan: DeltaPlan, options: BuildOptions): Promise<WrittenPar> {
  const report = progressOf('build', 2 * sumOf(plan, 'new'), options);
  let done = 0;
  report(done);
  const images = plan.carried.map((pair) => ({ ...pair, address: pair.new.address }));
  return await writeEc618(images, async (newBytes) => {
    done += newBytes;
    report(done);
    await breathe(options.signal);
  });
}

function progressOf(
  phase: DeltaProgress['phase'],
  total: number,
  options: BuildOptions,
): (done: number) => void {
  return (done) => options.onProgress?.({ phase, done, total, unit: 'bytes' });
}

/** The limit is applied to the file as served; the par alone is 10 bytes shorter in its wrapper. */
function checkPackageSize(sizeBytes: number, { format }: BuildOptions): void {
  const limitBytes = ec618Limits.packageBytes;
  if (sizeBytes <= limitBytes) return;
  throw new AppError('delta.tooLarge', { what: 'package', sizeBytes, limitBytes, format });
}

function sumOf(plan: DeltaPlan, side: 'old' | 'new'): number {
  return plan.carried.reduce((sum, pair) => sum + pair[side].bytes.length, 0);
}

function imagesOf(plan: DeltaPlan, par: WrittenPar): DeltaImage[] {
  return par.images.flatMap(({ role, direction, packageBytes }) => {
    const pair = plan.carried.find((carried) => carried.role === role);
    if (pair === undefined) return [];
    const digests = { oldSha256: pair.old.sha256, newSha256: pair.new.sha256 };
    return [{ name: pair.new.name, role, ...digests, direction, packageBytes }];
  });
}

function statsOf(plan: DeltaPlan, par: WrittenPar): DeltaStats {
  const tried = par.images.map(({ role, tried: both }) => ({ role, ...both }));
  return { oldBytes: sumOf(plan, 'old'), newBytes: sumOf(plan, 'new'), tried };
}
