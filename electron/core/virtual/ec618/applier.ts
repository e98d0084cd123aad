import { sha256Hex } from '../bytes.ts';
import type { Applier } from '../luatAt/chip.ts';
import { writeInPlace } from '../luatAt/inPlace.ts';
import { createProgress } from '../luatAt/progress.ts';
import { PackageRefused } from '../luatAt/refusal.ts';
import {
  type ParImage,
  type ParPart,
  partBytes,
  readParFile,
  retentionAt,
  retentionBytes,
} from './parFile.ts';
import { rebuildPart } from './partDecoder.ts';
import type { Ec618Flash, ImageZone } from './storage.ts';

interface Step {
  readonly image: ParImage;
  readonly part: ParPart;
  readonly lastOfImage: boolean;
}

/**
 * Applies a delta.par of EC618 part by part (luat-formats 5.3).
 * @throws PackageRefused when the area does not hold a readable package
 */
export function createApplier(flash: Ec618Flash): Applier {
  const par = flash.storage.area.package();
  if (!par) throw new PackageRefused('format', 'the FOTA area holds no package');
  const steps = readParFile(par, 'inUse').flatMap((image) =>
    image.parts.map((part, place): Step => ({ image, part, lastOfImage: place === image.parts.length - 1 })),
  );
  const progress = createProgress(flash.storage.area.nor, retentionAt, retentionBytes);
  if (steps.length > progress.capacity)
    throw new PackageRefused('format', `${steps.length} parts are more than the progress bytes can count`);
  const weights = steps.map((step) => step.part.stream.length);
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  let next = 0;
  while (next < steps.length && progress.has(next, 'written')) next += 1;

  return {
    resumed: progress.has(0, 'backedUp'),
    stepCount: steps.length,
    percent: () =>
      Math.floor((100 * weights.slice(0, next).reduce((sum, weight) => sum + weight, 0)) / whole),
    step(cut) {
      const step = steps[next];
      if (!step) return false;
      const { image, part } = step;
      const zone = flash.zones[image.role];
      const place = { nor: zone.nor, offset: part.index * partBytes, blockBytes: partBytes };
      const make = () => rebuildPart(image, part, zone.nor.read);
      writeInPlace(
        { ...place, backup: flash.backup, sizeBytes: part.newSizeBytes, make },
        next,
        progress,
        cut,
      );
      next += 1;
      if (step.lastOfImage) finishImage(zone, image);
      return next < steps.length;
    },
  };
}

function finishImage(zone: ImageZone, image: ParImage): void {
  if (sha256Hex(zone.nor.read(0, image.newSizeBytes)) !== image.newSha256)
    throw new PackageRefused('damaged', `${image.name} rebuilt an image with another SHA-256`);
  zone.imageBytes = image.newSizeBytes;
}
