import type { AirVersionOrder } from '../../../shared/domain/airVersion.ts';
import { comparePlaces, releasePlace } from '../../../shared/domain/releaseOrder.ts';
import type { Chip, Firmware, FirmwareImage, FirmwareVersion, ImageRole } from './image.ts';
import { type LuadbFile, tryReadLuadb } from './luadb.ts';
import { type ImagePair, matchImages } from './matchImages.ts';
import { luadbOf } from './scriptImage.ts';

export type ChangeState = 'added' | 'removed' | 'changed' | 'same';

/** One side of an image; what a list shows of it. */
export interface ImageSummary {
  readonly name: string;
  readonly address: number;
  readonly sizeBytes: number;
  readonly zoneSizeBytes: number;
  readonly sha256: string;
}

export interface ImageChange {
  /** The new name, or the old one of a removed image. */
  readonly name: string;
  readonly role: ImageRole;
  readonly state: ChangeState;
  readonly old: ImageSummary | null;
  readonly new: ImageSummary | null;
  readonly addressDiffers: boolean;
  readonly zoneDiffers: boolean;
}

export interface ScriptFileChange {
  readonly name: string;
  readonly state: ChangeState;
  readonly oldSizeBytes: number | null;
  readonly newSizeBytes: number | null;
}

export interface FirmwareComparison {
  /** No image differs in content, address or zone; the files themselves may (packing time, other members). */
  readonly identical: boolean;
  readonly chips: { readonly old: Chip; readonly new: Chip; readonly same: boolean };
  readonly versions: {
    readonly old: FirmwareVersion | null;
    readonly new: FirmwareVersion | null;
    /** How new stands to old; `unknown` when a side names no release of AT firmware or of a LuatOS project. */
    readonly order: AirVersionOrder | 'unknown';
  };
  readonly images: readonly ImageChange[];
  /** Files of the script image by name; null when there is no readable script on both sides. */
  readonly scriptFiles: readonly ScriptFileChange[] | null;
}

/**
 * Compares two firmware files. Pure; reads no more than the images. Which packages can carry the difference is for the formats
 * to judge, not for this room.
 */
export function compareFirmware(old: Firmware, next: Firmware): FirmwareComparison {
  const pairs = matchImages(old.images, next.images);
  const images = pairs.map(imageChange);
  const order = versionOrder(old.version, next.version);
  return {
    identical: images.every((image) => image.state === 'same' && !image.addressDiffers && !image.zoneDiffers),
    chips: { old: old.chip, new: next.chip, same: old.chip === next.chip },
    versions: { old: old.version, new: next.version, order },
    images,
    scriptFiles: compareScripts(pairs),
  };
}

function imageChange(pair: ImagePair): ImageChange {
  const shown = pair.new ?? pair.old;
  return {
    name: shown.name,
    role: shown.role,
    state: stateOf(pair.old, pair.new),
    old: summary(pair.old),
    new: summary(pair.new),
    addressDiffers: pair.old !== null && pair.new !== null && pair.old.address !== pair.new.address,
    zoneDiffers: pair.old !== null && pair.new !== null && pair.old.zoneSizeBytes !== pair.new.zoneSizeBytes,
  };
}

function summary(image: FirmwareImage | null): ImageSummary | null {
  if (image === null) return null;
  const { name, address, zoneSizeBytes, sha256 } = image;
  return { name, address, sizeBytes: image.bytes.length, zoneSizeBytes, sha256 };
}

interface Hashed {
  readonly sha256: string;
}

function stateOf(old: Hashed | null | undefined, next: Hashed | null | undefined): ChangeState {
  if (!old) return 'added';
  if (!next) return 'removed';
  return old.sha256 === next.sha256 ? 'same' : 'changed';
}

function versionOrder(
  old: FirmwareVersion | null,
  next: FirmwareVersion | null,
): AirVersionOrder | 'unknown' {
  const from = old === null ? null : releasePlace(old.text);
  const to = next === null ? null : releasePlace(next.text);
  if (from === null || to === null) return 'unknown';
  if (from.product !== to.product) return 'incomparable';
  const difference = comparePlaces(from, to);
  return difference === 0 ? 'same' : difference < 0 ? 'newer' : 'older';
}

function compareScripts(pairs: readonly ImagePair[]): ScriptFileChange[] | null {
  const pair = pairs.find(({ old, new: next }) => old?.role === 'script' && next?.role === 'script');
  const old = scriptFiles(pair?.old);
  const next = scriptFiles(pair?.new);
  if (old === null || next === null) return null;
  const names = [...new Set([...old.keys(), ...next.keys()])].sort();
  return names.map((name) => {
    const before = old.get(name);
    const after = next.get(name);
    return {
      name,
      state: stateOf(before, after),
      oldSizeBytes: before?.bytes.length ?? null,
      newSizeBytes: after?.bytes.length ?? null,
    };
  });
}

function scriptFiles(image: FirmwareImage | null | undefined): Map<string, LuadbFile> | null {
  if (!image) return null;
  const result = tryReadLuadb(luadbOf(image.bytes));
  // What is wrong with it, the firmware's own check `soc.luadb` says.
  return 'error' in result ? null : new Map(result.luadb.files.map((file) => [file.name, file]));
}
