import { AppError } from '../../../../../shared/errors.ts';
import type { Firmware, FirmwareImage } from '../../../firmware/image.ts';
import { looksLikeLuadb } from '../../../firmware/luadb.ts';
import { wrongChip } from '../../chipRule.ts';
import type { DeltaWarning, NotCovered } from '../../result.ts';
import type { FormatPlan } from '../format.ts';
import { otaZone } from './limits.ts';
import { at, headerBytes, imageMagic, zipBit } from './write/header.ts';
import { imageOfLuadb } from './write.ts';

export interface Xt804Plan extends FormatPlan {
  readonly app: Xt804Part | null;
  readonly script: Xt804Part | null;
  /** Where the module collects packages. */
  readonly upgradeAddress: number;
}

/** An image with its header, cut to the length that the header names. */
export interface Xt804Part {
  readonly name: string;
  /** Header and body, as they travel. */
  readonly bytes: Uint8Array;
  /** The image of NEW that this is made of: a LuaDB alone, or header and body, with nothing behind them. */
  readonly source: Uint8Array;
}

type Format = 'xt804-fota' | 'xt804-sota';

/** Bits that promise what only the vendor's keys can keep: encrypted, signed (luat-formats 7.1). */
const keyBits = (1 << 4) | (1 << 8);

/**
 * Throws `delta.wrongChip`, `delta.missingImage` {role, format} (a script needs the application, or a boot loader, for the
 * address of the upgrade zone), `delta.unsupportedFormat` {format: xt804-packed | xt804-signed | xt804-unknown}.
 */
export function planXt804(format: Format, old: Firmware | null, fresh: Firmware): Xt804Plan {
  const otherOld = old !== null && old.chip !== 'xt804';
  if (fresh.chip !== 'xt804' || otherOld) throw wrongChip(format, 'xt804', old, fresh);
  const find = (role: string): FirmwareImage | undefined => fresh.images.find((image) => image.role === role);
  const app = partOf(find('ap'));
  const script = partOf(find('script'));
  const wanted = format === 'xt804-fota' ? app : script;
  if (wanted === null) throw missing(format === 'xt804-fota' ? 'ap' : 'script', format);
  const carried = format === 'xt804-fota' ? [app, script] : [script];
  const boot = partOf(find('bootloader'), false);
  const upgradeAddress = upgradeAddressOf([wanted, app, boot]);
  if (format === 'xt804-sota' && upgradeAddress === 0) throw missing('ap', format);
  const covered = carried.flatMap((part) =>
    part === null ? [] : [{ name: part.name, role: part === app ? 'ap' : 'script' }],
  );
  return {
    app: format === 'xt804-fota' ? app : null,
    script,
    upgradeAddress,
    covered,
    notCovered: leftOut(old, fresh, covered),
    warnings: warningsOf(wanted, app, boot),
    limits: app === null ? [] : otaZone(field(app, at.headerAddress), upgradeAddress),
    workBytes: carried.reduce((sum, part) => sum + (part?.bytes.length ?? 0), 0),
  };
}

function partOf(image: FirmwareImage | undefined, packable = true): Xt804Part | null {
  if (image === undefined) return null;
  const { name } = image;
  if (image.role === 'script' && looksLikeLuadb(image.bytes)) {
    return { name, bytes: imageOfLuadb(image.bytes, image.address), source: image.bytes };
  }
  const view = new DataView(image.bytes.buffer, image.bytes.byteOffset, image.bytes.length);
  if (image.bytes.length < headerBytes || view.getUint32(0, true) !== imageMagic)
    throw refused('xt804-unknown');
  const end = headerBytes + view.getUint32(at.bodyBytes, true);
  if (end > image.bytes.length) throw refused('xt804-unknown');
  const attributes = view.getUint32(at.attributes, true);
  if (packable && (attributes & zipBit) !== 0) throw refused('xt804-packed');
  if (packable && (attributes & keyBits) !== 0) throw refused('xt804-signed');
  return { name, bytes: image.bytes.slice(0, end), source: image.bytes };
}

const refused = (format: string): AppError => new AppError('delta.unsupportedFormat', { format });

function missing(role: 'ap' | 'script', format: Format): AppError {
  return new AppError('delta.missingImage', { role, format });
}

/** The first header that names one: a script's wired header has none. */
function upgradeAddressOf(parts: readonly (Xt804Part | null)[]): number {
  const named = parts.map((part) => (part === null ? 0 : field(part, at.upgradeAddress)));
  return named.find((address) => address > 0) ?? 0;
}

function field(part: Xt804Part, offset: number): number {
  return new DataView(part.bytes.buffer, part.bytes.byteOffset).getUint32(offset, true);
}

/** What OLD has as well is no loss; without OLD nobody knows. */
function leftOut(
  old: Firmware | null,
  fresh: Firmware,
  covered: readonly { readonly name: string }[],
): NotCovered[] {
  return fresh.images
    .filter((image) => !covered.some(({ name }) => name === image.name))
    .filter((image) => old?.images.some(({ sha256 }) => sha256 === image.sha256) !== true)
    .map(({ name, role }) => {
      if (role === 'bootloader') return { name, role, severity: 'warning', reason: 'bootloaderNotInFormat' };
      if (old === null) return { name, role, severity: 'warning', reason: 'imageStays' };
      return { name, role, severity: 'error', reason: 'imageNotInPackage' };
    });
}

/** The boot loader says where the application starts; another place is a demo's layout, and no module finds it there. */
function warningsOf(wanted: Xt804Part, app: Xt804Part | null, boot: Xt804Part | null): DeltaWarning[] {
  const warnings: DeltaWarning[] = [];
  const image = wanted.name;
  // the module may skip an update whose number is not newer; seen only in a model of its boot loader (luat-formats 7.3)
  if (field(wanted, at.updateNumber) === 0) warnings.push({ code: 'updateNumberZero', params: { image } });
  const expected = boot === null ? 0 : field(boot, at.nextHeader);
  const found = app === null ? expected : field(app, at.headerAddress);
  if (expected !== 0 && expected !== found) {
    const params = { image: app?.name ?? image, expected: hex(expected), found: hex(found) };
    warnings.push({ code: 'appAddressDiffers', params });
  }
  return warnings;
}

const hex = (value: number): string => `0x${value.toString(16)}`;
