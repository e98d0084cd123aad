import { createHash } from 'node:crypto';
import type { DeltaFormat } from '../../../shared/contract/delta.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Firmware } from '../firmware/image.ts';
import { breathe, throwIfCancelled } from './cancellation.ts';
import type { Crew } from './crew/crew.ts';
import type { FormatOptions, PackageLimit } from './formats/format.ts';
import { planWithReason } from './override.ts';
import type { DeltaProgress, DeltaResult } from './result.ts';

/** What to build; plain data, so that it travels to the worker. */
export interface BuildTask extends FormatOptions {
  readonly format: DeltaFormat;
}

export interface BuildOptions extends BuildTask {
  readonly signal?: AbortSignal;
  /** Who does the work; this thread alone when absent. The bytes of the package are the same. */
  readonly crew?: Crew;
  readonly onProgress?: (progress: DeltaProgress) => void;
}

/**
 * Builds a package that brings a module from OLD to NEW, and proves it: everything that the format carries is rebuilt from OLD
 * and the finished file by code that shares nothing with the writer. OLD may be null where the format does not need it.
 *
 * Throws what `planWithReason` throws, before any work; `delta.tooLarge` {what: package, sizeBytes, limitBytes, format};
 * `delta.proofFailed`; `delta.cancelled`.
 */
export async function buildDelta(
  old: Firmware | null,
  fresh: Firmware,
  { format, signal, crew, onProgress = () => {}, ...options }: BuildOptions,
): Promise<DeltaResult> {
  throwIfCancelled(signal);
  const { planned, overridden } = planWithReason(format, old, fresh, options);
  const { plan } = planned;
  const bytes = await planned.write({
    onProgress,
    ...(signal === undefined ? {} : { signal }),
    ...(crew === undefined ? {} : { crew }),
  });
  checkPackageSize(bytes.length, plan.limits, format);
  const report = (done: number): void =>
    onProgress({ phase: 'prove', done, total: plan.workBytes, unit: 'bytes' });
  report(0);
  await breathe(signal);
  const proof = planned.prove(bytes);
  report(plan.workBytes);
  return {
    format,
    proofClass: planned.format.proofClass,
    overridden,
    bytes,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    covered: plan.covered.map(({ name }) => name),
    notCovered: plan.notCovered,
    warnings: plan.warnings,
    limits: plan.limits,
    proof,
  };
}

/** The file as served is what must fit; where sources disagree the smallest limit counts. */
function checkPackageSize(sizeBytes: number, limits: readonly PackageLimit[], format: DeltaFormat): void {
  const ofFile = limits.filter(({ part }) => part !== 'delta');
  const limitBytes = Math.min(...ofFile.map(({ bytes }) => bytes));
  if (sizeBytes <= limitBytes) return;
  throw new AppError('delta.tooLarge', { what: 'package', sizeBytes, limitBytes, format });
}
