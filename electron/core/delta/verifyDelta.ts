import { AppError } from '../../../shared/errors.ts';
import type { Firmware } from '../firmware/image.ts';
import { applyDelta } from './applyDelta.ts';
import { oldFor } from './chipRule.ts';
import type { ProofClass } from './formats/format.ts';
import { planPackage, proofClassOf } from './formats/registry.ts';
import { pairImages } from './pairImages.ts';
import type {
  DeltaFormat,
  DeltaProgress,
  DeltaProof,
  DeltaWarning,
  Envelope,
  ImageVerdict,
  NotCovered,
} from './result.ts';
import { sniffPackage } from './sniffPackage.ts';

export interface DeltaVerification {
  /** Every image of the package becomes the one of NEW, and nothing but a boot loader stays behind. */
  readonly ok: boolean;
  readonly format: DeltaFormat;
  readonly proofClass: ProofClass;
  /** What no proof on this computer can settle, e.g. that a module compresses a section as the package expects. */
  readonly warnings: readonly DeltaWarning[];
  readonly images: readonly ImageVerdict[];
  readonly notCovered: readonly NotCovered[];
  /** As `DeltaProof.deltaBytes`. */
  readonly deltaBytes?: number;
  /** As `DeltaProof.envelope`. */
  readonly envelope?: Envelope;
}

/**
 * Whether a package brings OLD to NEW, whoever built it. Throws what `applyDelta` throws, and
 * `delta.imageSetDiffers` when the two firmwares cannot be compared; for other formats than EC618's what their `plan` throws and
 * what is wrong with the package itself, never `delta.proofFailed`: nothing was built here that could be discarded.
 */
export function verifyDelta(
  oldFirmware: Firmware | null,
  newFirmware: Firmware,
  packageBytes: Uint8Array,
  onProgress: (progress: DeltaProgress) => void = () => {},
): DeltaVerification {
  const format = sniffPackage(packageBytes);
  if (format !== 'ec618-at' && format !== 'ec618-par') {
    // The other formats prove against the plan that a build of this pair would have.
    // Nothing is refused here: what the package leaves behind is part of the answer.
    const options = { allowOlder: true, overrideReason: 'verification' };
    const planned = planPackage(format, oldFirmware, newFirmware, options);
    const { workBytes: total } = planned.plan;
    onProgress({ phase: 'prove', done: 0, total, unit: 'bytes' });
    const proof = judged(() => planned.verify(packageBytes));
    const { images, deltaBytes, envelope, fileChanges } = proof;
    const notCovered = planned.plan.notCovered.map((left) => throughFiles(left, fileChanges ?? 0));
    const covers = notCovered.every(({ severity }) => severity === 'warning');
    const ok = covers && images.every((image) => image.ok);
    return {
      ...{ ok, format, images, notCovered },
      proofClass: planned.format.proofClass,
      warnings: planned.plan.warnings.filter(({ code }) => isOpen(code, proof.checkedRules ?? [])),
      ...(deltaBytes === undefined ? {} : { deltaBytes }),
      ...(envelope === undefined ? {} : { envelope }),
    };
  }
  return verifyEc618(
    oldFor('ec618', oldFirmware, newFirmware, format),
    newFirmware,
    packageBytes,
    onProgress,
  );
}

/** Of the warnings of a build those that stay open after the check; the rest is about versions and about what a build leaves out. */
function isOpen(code: string, checkedRules: readonly string[]): boolean {
  if (code === 'recompressionNotProvable') return checkedRules.includes(code);
  return code === 'experimental' || code === 'tryOneModuleFirst';
}

/** The modem and its settings may be reached by files that the package changes: that they are not is not known either. */
function throughFiles(left: NotCovered, fileChanges: number): NotCovered {
  if (fileChanges === 0 || left.severity === 'warning') return left;
  return { ...left, reason: 'filesNotProvable' };
}

/** A proof of somebody else's package: an image that comes out different is the answer, a package that cannot be opened says why. */
function judged(
  prove: () => DeltaProof,
): Pick<DeltaProof, 'images' | 'deltaBytes' | 'envelope' | 'fileChanges'> & Partial<DeltaProof> {
  try {
    return prove();
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'delta.proofFailed') throw error;
    if (error.cause instanceof AppError) throw error.cause;
    const { image, expected, found, reason } = error.params;
    if (reason !== 'bytes')
      throw new AppError('delta.wrongBase', {
        check: `${reason}`,
        expected: `${expected}`,
        found: `${found}`,
      });
    const verdict = { newSha256: `${expected}`, rebuiltSha256: `${found}`, ok: false };
    return { images: [{ name: `${image}`, ...verdict }] };
  }
}

/** Rebuilds whatever the package carries, so that a vendor's package of another shape is judged too. */
function verifyEc618(
  oldFirmware: Firmware,
  newFirmware: Firmware,
  packageBytes: Uint8Array,
  onProgress: (progress: DeltaProgress) => void,
): DeltaVerification {
  const { format, images: rebuilt } = applyDelta(oldFirmware, packageBytes, onProgress);
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
  return { ok, format, proofClass: proofClassOf(format), warnings: [], images, notCovered };
}
