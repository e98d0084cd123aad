import { findAirVersion } from '../../../../../shared/domain/airVersion.ts';
import { AppError } from '../../../../../shared/errors.ts';
import type { Firmware, FirmwareImage } from '../../../firmware/image.ts';
import { oldFor } from '../../chipRule.ts';
import { judgeVersions } from '../../plan.ts';
import type { DeltaWarning, NotCovered } from '../../result.ts';
import type { FormatOptions, FormatPlan } from '../format.ts';
import { mostImageBytes, uis8910Limits } from './limits.ts';
import { sameFiles } from './prepack.ts';
import { passesOverNew } from './write/flashBulk.ts';
import type { RunningNv } from './write/pack.ts';
import { unchangedNv } from './write/runningNv.ts';

export interface Uis8910Plan extends FormatPlan {
  /** The application, where it differs. `base` is its place in flash. */
  readonly ap: { readonly old: FirmwareImage; readonly new: FirmwareImage; readonly base: number } | null;
  readonly script: FirmwareImage | null;
  readonly runningNv: readonly RunningNv[];
  /** Names in the pack: both, or both empty as in the official packs. */
  readonly oldName: string;
  readonly newName: string;
}

const format = 'uis8910';
/** Flash is mapped here; packs count from the start of the flash chip (luat-formats 6.1, 6.2). */
const flashStart = 0x60000000;

/**
 * Throws `delta.wrongChip`, `delta.needsOld`, `delta.missingImage` {role: ap}, `delta.imageSetDiffers` {reason: added | moved}, `delta.identical`,
 * `delta.otherModel`, `delta.swapped`, `delta.zoneExceeded`, `delta.tooLarge`, and `delta.notCarried` {image, role, format,
 * carriedBy} for every other image that differs, unless `overrideReason` says why it may.
 */
export function planUis8910(given: Firmware | null, fresh: Firmware, options: FormatOptions): Uis8910Plan {
  const old = oldFor(format, given, fresh, format);
  const ap = changedAp(old, fresh);
  const script = changedScript(old, fresh);
  const changed = changedOthers(old, fresh);
  if (ap === null && script === null) throw nothingToCarry(changed);
  const reason = options.overrideReason?.trim() ?? '';
  const first = changed.find((image) => image.role !== 'bootloader');
  if (first !== undefined && reason === '') throw notCarried(first);
  const nv = old.images.find((image) => isNamed(image, 'NV'));
  const runningNv = ap === null && nv !== undefined ? unchangedNv(nv.bytes) : null;
  return {
    ap,
    script,
    runningNv: runningNv ?? [],
    ...namesOf(old, fresh),
    covered: [ap?.new, script].flatMap((image) => (image ? [{ name: image.name, role: image.role }] : [])),
    notCovered: changed.map(leftOut),
    warnings: [
      ...judgeVersions(old, fresh, options.allowOlder === true),
      ...warningsOf(old, fresh, changed, reason),
      ...knowledgeGaps(old, fresh, ap === null, runningNv !== null),
    ],
    limits: uis8910Limits,
    workBytes: passesOverNew * (ap?.new.bytes.length ?? 0) + (script?.bytes.length ?? 0),
  };
}

function changedAp(old: Firmware, fresh: Firmware): Uis8910Plan['ap'] {
  const before = old.images.find((image) => image.role === 'ap');
  const after = fresh.images.find((image) => image.role === 'ap');
  if (before === undefined && after === undefined) return null;
  if (before === undefined || after === undefined)
    throw new AppError('delta.missingImage', { role: 'ap', format });
  if (before.address !== after.address) {
    const places = { old: before.address, new: after.address };
    throw new AppError('delta.imageSetDiffers', {
      image: after.name,
      role: 'ap',
      reason: 'moved',
      ...places,
    });
  }
  if (before.sha256 === after.sha256) return null;
  const sizeBytes = after.bytes.length;
  if (after.zoneSizeBytes > 0 && sizeBytes > after.zoneSizeBytes) {
    throw new AppError('delta.zoneExceeded', {
      image: after.name,
      sizeBytes,
      zoneBytes: after.zoneSizeBytes,
    });
  }
  if (sizeBytes === 0 || sizeBytes > mostImageBytes) {
    const limitBytes = mostImageBytes;
    throw new AppError('delta.tooLarge', { what: 'image', image: after.name, sizeBytes, limitBytes, format });
  }
  const base = before.address >= flashStart ? before.address - flashStart : before.address;
  return { old: before, new: after, base };
}

/** The script goes whole; one that NEW no longer has cannot be taken away. */
function changedScript(old: Firmware, fresh: Firmware): FirmwareImage | null {
  const after = fresh.images.find((image) => image.role === 'script');
  const before = old.images.find((image) => image.role === 'script');
  return after === undefined || after.sha256 === before?.sha256 ? null : after;
}

/** Everything else in flash that is not the same on both sides; loaders that only live in RAM do not count. */
function changedOthers(old: Firmware, fresh: Firmware): FirmwareImage[] {
  const counts = (image: FirmwareImage): boolean =>
    image.role !== 'ap' && image.role !== 'script' && !/FDL/i.test(image.name) && image.bytes.length > 0;
  const differs = (image: FirmwareImage, others: readonly FirmwareImage[]): boolean => {
    const other = others.find((candidate) => candidate.role === image.role && candidate.name === image.name);
    if (other === undefined) return true;
    if (other.sha256 === image.sha256) return false;
    return !(isNamed(image, 'PREPACK') && sameFiles(image.bytes, other.bytes));
  };
  const changed = fresh.images.filter((image) => counts(image) && differs(image, old.images));
  const gone = old.images.filter(
    (image) =>
      counts(image) && !fresh.images.some(({ role, name }) => role === image.role && name === image.name),
  );
  return [...changed, ...gone];
}

function isNamed(image: FirmwareImage, id: string): boolean {
  return image.name.toUpperCase() === id;
}

function nothingToCarry(changed: readonly FirmwareImage[]): AppError {
  const [first] = changed;
  return first === undefined ? new AppError('delta.identical', {}) : notCarried(first);
}

function notCarried({ name, role }: FirmwareImage): AppError {
  return new AppError('delta.notCarried', { image: name, role, format, carriedBy: 'wired-flash' });
}

function leftOut({ name, role }: FirmwareImage): NotCovered {
  if (role === 'bootloader') return { name, role, severity: 'warning', reason: 'bootloaderNotInFormat' };
  return { name, role, severity: 'error', reason: 'imageNotInPackage' };
}

function warningsOf(
  old: Firmware,
  fresh: Firmware,
  changed: readonly FirmwareImage[],
  reason: string,
): DeltaWarning[] {
  const boots = changed.filter((image) => image.role === 'bootloader');
  const others = changed.filter((image) => image.role !== 'bootloader');
  return [...baseJump(old, fresh), ...others.map((image) => warnLeft(image, reason)), ...boots.map(warnBoot)];
}

function warnBoot({ name }: FirmwareImage): DeltaWarning {
  return { code: 'bootloaderNotCovered', params: { image: name } };
}

function warnLeft(image: FirmwareImage, reason: string): DeltaWarning {
  const params = { image: image.name, reason };
  if (image.role === 'cp' || isNamed(image, 'PS')) return { code: 'psNotCovered', params };
  return { code: isNamed(image, 'NV') ? 'nvNotCovered' : 'imageNotCovered', params };
}

/** Six digits are base 1.3, four are base 1.2; over the air there is no way between them (at-commands 1.7, luat-formats 6.2). */
function baseJump(old: Firmware, fresh: Firmware): DeltaWarning[] {
  const texts = { old: old.version?.text ?? '', new: fresh.version?.text ?? '' };
  const before = findAirVersion(texts.old)?.digits.length;
  const after = findAirVersion(texts.new)?.digits.length;
  const jumps = before !== undefined && after !== undefined && (before === 6) !== (after === 6);
  return jumps ? [{ code: 'baseJump', params: texts }] : [];
}

/** What cannot be known about modem and settings, so that nobody takes silence for safety. */
function knowledgeGaps(old: Firmware, fresh: Firmware, coreSame: boolean, nvNamed: boolean): DeltaWarning[] {
  const hasModem = ({ images }: Firmware): boolean =>
    images.some((image) => image.role === 'cp' || isNamed(image, 'PS'));
  const gaps: DeltaWarning[] = [];
  if (!hasModem(old) || !hasModem(fresh)) gaps.push({ code: 'modemUnknown', params: {} });
  if (coreSame) gaps.push({ code: nvNamed ? 'nvActionUnknown' : 'nvEntriesMissing', params: {} });
  return gaps;
}

/** Official packs leave the names empty; where both versions are known, they help whoever reads the pack. */
function namesOf(old: Firmware, fresh: Firmware): { oldName: string; newName: string } {
  const named = /^[\x20-\x7e]{1,64}$/;
  const oldName = old.version?.text ?? '';
  const newName = fresh.version?.text ?? '';
  return named.test(oldName) && named.test(newName) ? { oldName, newName } : { oldName: '', newName: '' };
}
