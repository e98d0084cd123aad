import { compareAirVersions, findAirVersion } from '../../../shared/domain/airVersion.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Firmware, FirmwareImage } from '../firmware/image.ts';
import { oldFor } from './chipRule.ts';
import { ec618Limits } from './formats/ec618/limits.ts';
import { type ImagePair, pairImages } from './pairImages.ts';
import type { DeltaFormat, DeltaWarning, NotCovered } from './result.ts';

/** What a build will do, after everything that can be said before it was said. */
export interface DeltaPlan {
  /** Changed images that the format carries. */
  readonly carried: readonly (ImagePair & { readonly role: 'ap' | 'cp' })[];
  readonly notCovered: readonly NotCovered[];
  readonly warnings: readonly DeltaWarning[];
}

export interface PlanOptions {
  readonly format: DeltaFormat;
  /** Build although the versions prove NEW older than OLD. */
  readonly allowOlder?: boolean;
}

/**
 * The checks before a build (each throws and nothing is written):
 * `delta.unsupportedFormat` {format}; `delta.wrongChip` and `delta.needsOld` (see oldFor);
 * `delta.imageSetDiffers` (see pairImages); `delta.identical` {}; `delta.otherModel` {old, new};
 * `delta.swapped` {old, new}; `delta.notCarried` {image, role, format, carriedBy};
 * `delta.zoneExceeded` {image, sizeBytes, zoneBytes}; `delta.tooLarge` {what: image, image, sizeBytes, limitBytes, format}.
 */
export function planEc618(old: Firmware | null, newFirmware: Firmware, options: PlanOptions): DeltaPlan {
  const { format } = options;
  if (format !== 'ec618-at' && format !== 'ec618-par')
    throw new AppError('delta.unsupportedFormat', { format });
  const oldFirmware = oldFor('ec618', old, newFirmware, format);
  const pairs = pairImages(oldFirmware, newFirmware);
  const changed = pairs.filter((pair) => pair.old.sha256 !== pair.new.sha256);
  if (changed.length === 0) throw new AppError('delta.identical', {});
  const warnings = judgeVersions(oldFirmware, newFirmware, options.allowOlder === true);
  const notCovered = changed.flatMap((pair) => leftOut(pair.new, format));
  const carried = changed.flatMap((pair) => {
    const { role } = pair.new;
    return role === 'ap' || role === 'cp' ? [{ ...pair, role }] : [];
  });
  for (const pair of carried) checkSize(pair.new, format);
  const [first] = notCovered;
  if (carried.length === 0 && first !== undefined) throw notCarried(first.name, first.role, format);
  return { carried, notCovered, warnings: [...warnings, ...notCovered.map(warnLeftOut)] };
}

/** What the format cannot bring: a boot loader is left out with a warning, everything else refuses the format. */
function leftOut(image: FirmwareImage, format: DeltaFormat): NotCovered[] {
  if (image.role === 'ap' || image.role === 'cp') return [];
  if (image.role !== 'bootloader') throw notCarried(image.name, image.role, format);
  return [{ name: image.name, role: image.role, severity: 'warning', reason: 'bootloaderNotInFormat' }];
}

/** `carriedBy` names what does bring the image: the script package of LuatOS, or only the wire. */
function notCarried(image: string, role: string, format: DeltaFormat): AppError {
  const carriedBy = role === 'script' ? 'luatos' : 'wired-flash';
  return new AppError('delta.notCarried', { image, role, format, carriedBy });
}

function warnLeftOut(left: NotCovered): DeltaWarning {
  return { code: 'bootloaderNotCovered', params: { image: left.name } };
}

function checkSize(image: FirmwareImage, format: DeltaFormat): void {
  const sizeBytes = image.bytes.length;
  if (image.zoneSizeBytes > 0 && sizeBytes > image.zoneSizeBytes) {
    throw new AppError('delta.zoneExceeded', {
      image: image.name,
      sizeBytes,
      zoneBytes: image.zoneSizeBytes,
    });
  }
  if (sizeBytes > 0 && sizeBytes <= ec618Limits.imageBytes) return;
  const limitBytes = ec618Limits.imageBytes;
  throw new AppError('delta.tooLarge', { what: 'image', image: image.name, sizeBytes, limitBytes, format });
}

/** Versions only refuse what they prove: another model, or NEW older than OLD. */
export function judgeVersions(
  oldFirmware: Firmware,
  newFirmware: Firmware,
  allowOlder: boolean,
): DeltaWarning[] {
  const texts = { old: oldFirmware.version?.text ?? '', new: newFirmware.version?.text ?? '' };
  const oldVersion = findAirVersion(texts.old);
  const newVersion = findAirVersion(texts.new);
  if (oldVersion === null || newVersion === null) return [{ code: 'versionUnknown', params: texts }];
  const order = compareAirVersions(oldVersion, newVersion);
  if (order === 'incomparable') throw new AppError('delta.otherModel', texts);
  if (order === 'same') return [{ code: 'sameVersion', params: texts }];
  if (order === 'newer') return [];
  if (!allowOlder) throw new AppError('delta.swapped', texts);
  return [{ code: 'olderVersion', params: texts }];
}
