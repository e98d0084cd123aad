import { createHash } from 'node:crypto';
import { AppError } from '../../../shared/errors.ts';
import type { Firmware } from '../firmware/image.ts';
import { applyEc7xx } from './formats/ec7xx/apply.ts';
import { applyEc618 } from './formats/ec618/apply.ts';
import { applyOta } from './formats/luatos/apply.ts';
import { applyUis8910 } from './formats/uis8910/apply.ts';
import { applyXt804 } from './formats/xt804/apply.ts';
import type { DeltaFormat, DeltaProgress } from './result.ts';
import { sniffPackage } from './sniffPackage.ts';

export interface AppliedImage {
  /** Name in OLD, or what the package says of it. */
  readonly name: string;
  readonly role: string;
  readonly bytes: Uint8Array;
  readonly sha256: string;
}

export interface AppliedDelta {
  readonly format: DeltaFormat;
  readonly images: readonly AppliedImage[];
}

/**
 * Rebuilds the images that a package carries. Throws `delta.needsOld` {format}, `delta.unsupportedFormat` {format, firstBytes}, `delta.damagedPackage` and
 * `delta.wrongBase` {check, offset, expected, found}, `delta.needsNew` {image} where the compressed form of a section is only
 * known from NEW; never returns an unchecked image.
 */
export function applyDelta(
  old: Firmware | null,
  packageBytes: Uint8Array,
  onProgress: (progress: DeltaProgress) => void = () => {},
): AppliedDelta {
  const format = sniffPackage(packageBytes);
  if (old === null && needsOld(format)) throw new AppError('delta.needsOld', { format });
  const advance = countRebuilt(old?.images ?? [], onProgress);
  return { format, images: imagesOf(format, old, packageBytes, advance) };
}

/** Whether there is nothing that could be rebuilt without OLD. */
function needsOld(format: DeltaFormat): boolean {
  return format.startsWith('ec618') || format.startsWith('ec7xx');
}

/** Says how much of the firmware is rebuilt, by the sizes of OLD: NEW is about as large. */
function countRebuilt(
  images: Firmware['images'],
  onProgress: (progress: DeltaProgress) => void,
): (sizeBytes: number) => void {
  const total = images.reduce((sum, { role, bytes }) => sum + (isCore(role) ? bytes.length : 0), 0);
  let done = 0;
  const advance = (sizeBytes: number): void => {
    done = Math.min(total, done + sizeBytes);
    if (total > 0) onProgress({ phase: 'prove', done, total, unit: 'bytes' });
  };
  advance(0);
  return advance;
}

function isCore(role: string): boolean {
  return role === 'ap' || role === 'cp';
}

function imagesOf(
  format: DeltaFormat,
  old: Firmware | null,
  file: Uint8Array,
  onRebuilt: (sizeBytes: number) => void,
): AppliedImage[] {
  const base = old?.images ?? [];
  switch (format) {
    case 'ec618-at':
    case 'ec618-par':
      return applyEc618(base, file, onRebuilt).images.map(({ name, role, bytes }) =>
        image(name, role, bytes),
      );
    case 'ec7xx':
    case 'ec7xx-at':
      return applyEc7xx(base, file).images.map(({ name, role, bytes }) => {
        if (bytes === null) throw new AppError('delta.needsNew', { image: name });
        return image(name, role, bytes);
      });
    case 'luatos':
    case 'luatos-script':
    case 'csdk-full': {
      const { sectors, core } = applyOta(base, file);
      return [
        ...sectors.map(({ startAddress, bytes }) =>
          image(`sector-${startAddress.toString(16)}`, 'data', bytes),
        ),
        ...core.map(({ name, role, bytes }) => image(name, role, bytes)),
      ];
    }
    case 'xt804-fota':
    case 'xt804-sota':
      return applyXt804(file).images.map(({ body }, index) => image(`image-${index}`, 'data', body));
    case 'uis8910': {
      const ap = base.find(({ role }) => role === 'ap')?.bytes ?? null;
      const { core, script } = applyUis8910(ap, file);
      return [
        ...(core?.ap == null ? [] : [image('ap', 'ap', core.ap)]),
        ...(script === null ? [] : [image('script', 'script', script)]),
      ];
    }
  }
}

function image(name: string, role: string, bytes: Uint8Array): AppliedImage {
  return { name, role, bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}
