import { AppError } from '../../../../../shared/errors.ts';
import type { Chip, Firmware, FirmwareImage } from '../../../firmware/image.ts';
import { tryReadLuadb } from '../../../firmware/luadb.ts';
import { oldFor } from '../../chipRule.ts';
import { type ImagePair, pairImages } from '../../pairImages.ts';
import type { DeltaWarning, NotCovered } from '../../result.ts';
import { passesOverNew } from '../ec618/write/image.ts';
import type { FormatOptions, FormatPlan } from '../format.ts';
import { deltaImageBytes, deltaZone } from './limits.ts';
import { judgeLuatosVersions } from './version.ts';
import { otaMagic } from './write/magic.ts';

export type LuatosFormat = 'luatos-script' | 'luatos';

export interface LuatosPlan extends FormatPlan {
  readonly format: LuatosFormat;
  readonly magic: number;
  readonly script: FirmwareImage;
  /** Changed core images; empty when the cores are equal, then the file brings the script alone. */
  readonly core: readonly CorePair[];
}

export type CorePair = ImagePair & { readonly role: 'ap' | 'cp' };

/**
 * The script alone, for EC618 and EC7xx. OLD serves to see that the core is the same; without it nobody looked.
 *
 * Throws `delta.wrongChip`, `delta.otaSetting`, `delta.missingImage` {role, format}, `delta.zoneExceeded`, `firmware.damaged`
 * for a script that LuatOS cannot read, and with OLD `delta.identical`, `delta.imageSetDiffers`, `delta.notCarried`
 * {carriedBy: luatos | wired-flash}, `delta.otherModel`, `delta.swapped`.
 */
export function planScript(old: Firmware | null, fresh: Firmware, options: FormatOptions): LuatosPlan {
  const format = 'luatos-script';
  const magic = otaMagic(old, fresh, format);
  const script = findScript(fresh, format);
  const changed = old === null ? [] : changedPairs(old, fresh);
  const doubts = [
    ...judgeScript(script, options),
    ...judgeLuatosVersions(old, fresh, options.allowOlder === true),
  ];
  const notCovered = changed.flatMap(({ new: image }) => leftOut(image, format, fresh.chip, []));
  if (old !== null && !changed.some(({ new: image }) => image.role === 'script'))
    throw nothingToBring(notCovered, format);
  const unseen: DeltaWarning[] = old === null ? [{ code: 'coreNotCompared', params: {} }] : [];
  return {
    format,
    magic,
    script,
    core: [],
    covered: [{ name: script.name, role: 'script' }],
    notCovered,
    warnings: [...doubts, ...unseen, ...notCovered.map(warnLeftOut)],
    limits: [],
    workBytes: script.bytes.length,
  };
}

/**
 * Script and core delta for EC618, as the vendor's tool makes them: the script always, the delta when the core differs.
 * Throws as planScript does, `delta.needsOld`, and `delta.tooLarge` {what: image}.
 */
export function planSoc(given: Firmware | null, fresh: Firmware, options: FormatOptions): LuatosPlan {
  const format = 'luatos';
  const old = oldFor('ec618', given, fresh, format);
  const magic = otaMagic(old, fresh, format);
  const script = findScript(fresh, format);
  const changed = changedPairs(old, fresh);
  const doubts = [
    ...judgeScript(script, options),
    ...judgeLuatosVersions(old, fresh, options.allowOlder === true),
  ];
  const notCovered = changed.flatMap(({ new: image }) => leftOut(image, format, fresh.chip, ['ap', 'cp']));
  const core = changed.flatMap((pair): CorePair[] => {
    const { role } = pair.new;
    return role === 'ap' || role === 'cp' ? [{ ...pair, role }] : [];
  });
  for (const { new: image } of core) checkCore(image, format);
  const scriptChanged = changed.some(({ new: image }) => image.role === 'script');
  if (core.length === 0 && !scriptChanged) throw nothingToBring(notCovered, format);
  const carried = [script, ...core.map((pair) => pair.new)];
  return {
    format,
    magic,
    script,
    core,
    covered: carried.map(({ name, role }) => ({ name, role })),
    notCovered,
    warnings: [...doubts, ...notCovered.map(warnLeftOut)],
    limits: core.length === 0 ? [] : [deltaZone],
    // a delta is searched in both directions
    workBytes:
      script.bytes.length + core.reduce((sum, pair) => sum + passesOverNew * pair.new.bytes.length, 0),
  };
}

function findScript(fresh: Firmware, format: LuatosFormat): FirmwareImage {
  const script = fresh.images.find((image) => image.role === 'script');
  if (script === undefined) throw new AppError('delta.missingImage', { role: 'script', format });
  checkZone(script);
  return script;
}

/**
 * A script that LuatOS cannot read is refused, unless somebody gives a reason; where only its digest record is wrong nothing is
 * known to look at it, and it goes out with a warning.
 */
function judgeScript({ name, bytes }: FirmwareImage, { overrideReason }: FormatOptions): DeltaWarning[] {
  const result = tryReadLuadb(bytes);
  if ('luadb' in result) return [];
  const { check, expected, found } = result.error.params;
  if (check !== 'luadb.md5' && overrideReason === undefined) throw result.error;
  const texts = { check: String(check), expected: String(expected), found: String(found) };
  return [{ code: 'scriptDamaged', params: { image: name, ...texts } }];
}

function changedPairs(old: Firmware, fresh: Firmware): ImagePair[] {
  const changed = pairImages(old, fresh).filter((pair) => pair.old.sha256 !== pair.new.sha256);
  if (changed.length === 0) throw new AppError('delta.identical', {});
  return changed;
}

/** What the format does not bring: a boot loader is left out with a warning, everything else refuses the format. */
function leftOut(
  image: FirmwareImage,
  format: LuatosFormat,
  chip: Chip,
  core: readonly string[],
): NotCovered[] {
  const { name, role } = image;
  if (role === 'script' || core.includes(role)) return [];
  if (role === 'bootloader') return [{ name, role, severity: 'warning', reason: 'bootloaderNotInFormat' }];
  const byLuatos = chip === 'ec618' && (role === 'ap' || role === 'cp');
  const carriedBy = byLuatos ? 'luatos' : 'wired-flash';
  throw new AppError('delta.notCarried', { image: name, role, format, carriedBy });
}

function nothingToBring([first]: readonly NotCovered[], format: LuatosFormat): AppError {
  if (first === undefined) return new AppError('delta.identical', {});
  const { name: image, role } = first;
  return new AppError('delta.notCarried', { image, role, format, carriedBy: 'wired-flash' });
}

function warnLeftOut({ name }: NotCovered): DeltaWarning {
  return { code: 'bootloaderNotCovered', params: { image: name } };
}

function checkZone(image: FirmwareImage): void {
  const sizeBytes = image.bytes.length;
  const zoneBytes = image.zoneSizeBytes;
  if (zoneBytes === 0 || sizeBytes <= zoneBytes) return;
  throw new AppError('delta.zoneExceeded', { image: image.name, sizeBytes, zoneBytes });
}

function checkCore(image: FirmwareImage, format: LuatosFormat): void {
  checkZone(image);
  const sizeBytes = image.bytes.length;
  if (sizeBytes <= deltaImageBytes) return;
  const about = { what: 'image', image: image.name, sizeBytes, limitBytes: deltaImageBytes, format };
  throw new AppError('delta.tooLarge', about);
}
