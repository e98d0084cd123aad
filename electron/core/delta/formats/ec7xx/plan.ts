import { AppError } from '../../../../../shared/errors.ts';
import type { Firmware, FirmwareImage } from '../../../firmware/image.ts';
import { oldFor } from '../../chipRule.ts';
import { type ImagePair, pairImages } from '../../pairImages.ts';
import { judgeVersions } from '../../plan.ts';
import type { DeltaWarning, NotCovered } from '../../result.ts';
import type { FormatOptions, FormatPlan } from '../format.ts';
import { type Ec7xxChip, judgeChip } from './chips.ts';
import { ec7xxLimits } from './limits.ts';
import { judgeMode } from './write.ts';

export interface Ec7xxOptions extends FormatOptions {
  /** Which chip, where the content does not say; decides the size of the delta zone. */
  readonly chip?: Ec7xxChip;
  /** Send every image as raw bytes: larger, but nothing is left to the module's own compression. */
  readonly rawOnly?: boolean;
}

export interface Ec7xxPlan extends FormatPlan {
  readonly formatId: 'ec7xx' | 'ec7xx-at';
  /** Names the packages in the par; the first candidate. */
  readonly chip: Ec7xxChip;
  readonly candidates: readonly Ec7xxChip[];
  readonly rawOnly: boolean;
  /** Changed images that the format carries. */
  readonly carried: readonly (ImagePair & { readonly role: 'ap' | 'cp' })[];
}

/**
 * The checks before a build; each throws and nothing is written: `delta.wrongChip`, `delta.needsOld`, `delta.imageSetDiffers`,
 * `delta.identical`, `delta.otherModel`, `delta.swapped`, `delta.notCarried` {image, role, format, carriedBy},
 * `delta.zoneExceeded` {image, sizeBytes, zoneBytes}, `delta.tooLarge` {what: image, image, sizeBytes, limitBytes, format}.
 */
export function planEc7xx(
  formatId: Ec7xxPlan['formatId'],
  given: Firmware | null,
  fresh: Firmware,
  options: Ec7xxOptions,
): Ec7xxPlan {
  const old = oldFor('ec7xx', given, fresh, formatId);
  const { candidates, limits } = judgeChip(old, fresh, options.chip);
  const changed = pairImages(old, fresh).filter((pair) => pair.old.sha256 !== pair.new.sha256);
  if (changed.length === 0) throw new AppError('delta.identical', {});
  const versions = judgeVersions(old, fresh, options.allowOlder === true);
  const notCovered = changed.flatMap((pair) => leftOut(pair.new, formatId));
  const carried = changed.flatMap((pair) => {
    const { role } = pair.new;
    return role === 'ap' || role === 'cp' ? [{ ...pair, role }] : [];
  });
  for (const { new: image } of carried) checkSize(image, formatId);
  const [first] = notCovered;
  if (carried.length === 0 && first !== undefined) throw notCarried(first.name, first.role, formatId);
  const rawOnly = options.rawOnly === true;
  const [chip = 'EC718P'] = candidates;
  return {
    formatId,
    chip,
    candidates,
    rawOnly,
    carried,
    covered: carried.map(({ role, new: { name } }) => ({ name, role })),
    notCovered,
    warnings: [...versions, ...notCovered.map(warnLeftOut), ...caution(carried, rawOnly)],
    limits,
    workBytes: carried.reduce((sum, pair) => sum + pair.new.bytes.length, 0),
  };
}

/** Said with every package: no module has shown yet that it takes one. */
function caution(carried: Ec7xxPlan['carried'], rawOnly: boolean): DeltaWarning[] {
  const open = rawOnly
    ? []
    : carried.filter((pair) => judgeMode(pair.old.bytes, pair.new.bytes) === 'sections');
  return [
    { code: 'experimental', params: {} },
    { code: 'tryOneModuleFirst', params: {} },
    ...open.map((pair) => ({ code: 'recompressionNotProvable', params: { image: pair.new.name } })),
  ];
}

/** What the format cannot bring: a boot loader is left out with a warning, everything else refuses the format. */
function leftOut(image: FirmwareImage, format: string): NotCovered[] {
  if (image.role === 'ap' || image.role === 'cp') return [];
  if (image.role !== 'bootloader') throw notCarried(image.name, image.role, format);
  return [{ name: image.name, role: image.role, severity: 'warning', reason: 'bootloaderNotInFormat' }];
}

/** `carriedBy` names what does bring the image: the script package of LuatOS, or only the wire. */
function notCarried(image: string, role: string, format: string): AppError {
  const carriedBy = role === 'script' ? 'luatos' : 'wired-flash';
  return new AppError('delta.notCarried', { image, role, format, carriedBy });
}

function warnLeftOut(left: NotCovered): DeltaWarning {
  return { code: 'bootloaderNotCovered', params: { image: left.name } };
}

function checkSize(image: FirmwareImage, format: string): void {
  const { name, zoneSizeBytes: zoneBytes } = image;
  const sizeBytes = image.bytes.length;
  if (zoneBytes > 0 && sizeBytes > zoneBytes) {
    throw new AppError('delta.zoneExceeded', { image: name, sizeBytes, zoneBytes });
  }
  // zones of compressed sections come on top of the raw segments; an image never has more than a few
  const limitBytes = (ec7xxLimits.segments - 15) * ec7xxLimits.segmentBytes;
  if (sizeBytes > 0 && sizeBytes <= limitBytes) return;
  throw new AppError('delta.tooLarge', { what: 'image', image: name, sizeBytes, limitBytes, format });
}
