import { createHash } from 'node:crypto';
import type { PackageManifest, PackageSide } from '../../../shared/contract/package.ts';
import { findAirVersion } from '../../../shared/domain/airVersion.ts';
import { AppError } from '../../../shared/errors.ts';
import { planPackage } from '../delta/formats/registry.ts';
import type { DeltaFormat, DeltaResult, DeltaWarning, ImageVerdict, NotCovered } from '../delta/result.ts';
import type { DeltaVerification } from '../delta/verifyDelta.ts';
import type { Firmware } from '../firmware/image.ts';

/** Longest stem of a package's name: its short URL must stay below 128 bytes (platform-apis 6.1). */
const stemLimit = 60;

/** The two firmwares; OLD is null where the package does not depend on it. */
export interface Sides {
  readonly old: Firmware | null;
  readonly fresh: Firmware;
}

/** When, by what, and with which reason against a refusal it was made. */
export interface Made {
  readonly atMs: number;
  readonly toolVersion: string;
  readonly overrideReason?: string | undefined;
}

/** The manifest of a package that was just built and proved. */
export function manifestFromDelta(
  result: DeltaResult,
  sides: Sides,
  { overrideReason, ...made }: Made,
): PackageManifest {
  const { deltaBytes } = result.proof;
  return {
    ...identityOf(result.bytes, result.format, sides, made),
    ...(deltaBytes === undefined ? {} : { deltaSizeBytes: deltaBytes }),
    // A reason that nothing needed overrides nothing.
    ...(result.overridden && overrideReason !== undefined ? { overrideReason } : {}),
    proofClass: result.proofClass,
    limits: [...result.limits],
    covered: [...result.covered],
    notCovered: result.notCovered.map((left) => leftBehind(left, result.overridden)),
    warnings: result.warnings.map(told),
    proof: proofOf(result.proof.images, result.proof.checkedRules, made.atMs),
  };
}

/**
 * The manifest of a package made elsewhere, after rebuilding NEW from it. Throws AppError package.notProved {image, expected,
 * found} when an image comes out different, package.leavesBehind {image, role} when one that differs stays behind and nobody
 * gave a reason, and what the format's `plan` throws.
 */
export function provedManifest(
  sides: Sides,
  bytes: Uint8Array,
  { format, images, notCovered, deltaBytes, envelope }: DeltaVerification,
  { overrideReason, ...made }: Made,
): PackageManifest {
  const wrong = images.find((image) => !image.ok);
  if (wrong !== undefined) {
    const { name: image, newSha256: expected, rebuiltSha256: found } = wrong;
    throw new AppError('package.notProved', { image, expected, found });
  }
  const left = notCovered.find(({ severity }) => severity === 'error');
  if (left !== undefined && overrideReason === undefined)
    throw new AppError('package.leavesBehind', { image: left.name, role: left.role });
  const overridden = left !== undefined;
  const reason = overrideReason === undefined ? {} : { overrideReason };
  const planned = planPackage(format, sides.old, sides.fresh, { allowOlder: true, ...reason });
  const bare: DeltaWarning[] = envelope === 'bare' ? [{ code: 'bareDownload', params: {} }] : [];
  return {
    ...identityOf(bytes, format, sides, made),
    ...(deltaBytes === undefined ? {} : { deltaSizeBytes: deltaBytes }),
    ...(overridden ? reason : {}),
    proofClass: planned.format.proofClass,
    limits: [...planned.plan.limits],
    covered: images.map(({ name }) => name),
    notCovered: notCovered.map((behind) => leftBehind(behind, overridden)),
    warnings: [...planned.plan.warnings, ...bare].map(told),
    proof: proofOf(images, [], made.atMs),
  };
}

/** A warning as it is stored: its own object, so that nothing of the plan travels with it. */
function told({ code, params }: DeltaWarning): PackageManifest['warnings'][number] {
  return { code, params: { ...params } };
}

function identityOf(
  bytes: Uint8Array,
  format: DeltaFormat,
  { old, fresh }: Sides,
  made: Omit<Made, 'overrideReason'>,
) {
  return {
    sha256: createHash('sha256').update(bytes).digest('hex'),
    sizeBytes: bytes.length,
    fileName: packageFileName(old, fresh, format),
    format,
    chip: fresh.chip,
    createdAtMs: made.atMs,
    toolVersion: made.toolVersion,
    from: old === null ? null : sideOf(old),
    to: sideOf(fresh),
  };
}

/** What would refuse the package is a warning once a person has overridden it with a reason. */
function leftBehind(
  { severity, ...rest }: NotCovered,
  overridden: boolean,
): PackageManifest['notCovered'][number] {
  return { ...rest, severity: severity === 'error' && !overridden ? 'refused' : 'warning' };
}

function proofOf(
  images: readonly ImageVerdict[],
  rules: readonly string[],
  provedAtMs: number,
): PackageManifest['proof'] {
  return {
    provedAtMs,
    images: images.map(({ name, newSha256, rebuiltSha256 }) => ({ name, newSha256, rebuiltSha256 })),
    rules: [...rules],
  };
}

function sideOf(firmware: Firmware): PackageSide {
  return {
    fileName: firmware.fileName,
    sha256: firmware.sha256,
    version: firmware.version,
    coreSha256: coreDigest(firmware),
    images: firmware.images.map(({ name, role, bytes, sha256 }) => ({
      name,
      role,
      sizeBytes: bytes.length,
      sha256,
    })),
  };
}

function coreDigest({ images }: Firmware): string | null {
  const ap = images.find(({ role }) => role === 'ap');
  const cp = images.find(({ role }) => role === 'cp');
  if (ap === undefined || cp === undefined) return null;
  return createHash('sha256').update(ap.bytes).update(cp.bytes).digest('hex');
}

/**
 * `AirM2M_780E_V1001-V1002_LTE_AT.bin` where both sides name one model, else the file names; XT804's endings are what its
 * users know (luat-formats 7.2).
 */
function packageFileName(old: Firmware | null, fresh: Firmware, format: DeltaFormat): string {
  const from = findAirVersion(old?.version?.text ?? '');
  const to = findAirVersion(fresh.version?.text ?? '');
  const stem =
    from !== null && to !== null && from.model === to.model
      ? `AirM2M_${to.model}_V${from.digits}-V${to.digits}_LTE_${to.variant}`
      : [...(old === null ? [] : [stemOf(old.fileName)]), stemOf(fresh.fileName)].join('-');
  const ending = format === 'xt804-fota' ? 'fota' : format === 'xt804-sota' ? 'sota' : 'bin';
  return `${stem.replace(/[^A-Za-z0-9._-]+/g, '_').slice(0, stemLimit)}.${ending}`;
}

function stemOf(fileName: string): string {
  return fileName.replace(/\.[A-Za-z0-9]+$/, '');
}
