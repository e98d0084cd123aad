import { sha256Hex } from '../bytes.ts';
import type { PowerCutPoint } from './knobs.ts';
import {
  type ParImage,
  type ParPart,
  partBytes,
  readParFile,
  retentionAt,
  retentionBytes,
} from './parFile.ts';
import { rebuildPart } from './partDecoder.ts';
import { PackageRefused } from './refusal.ts';
import type { Ec618Storage, ImageZone } from './storage.ts';

/** Thrown in place of the write that the missing power did not finish. */
export class PowerLost extends Error {}

/** Applies the package in the FOTA area part by part, in place, and can be called again after every power cut. */
export interface Applier {
  /** True when an earlier start already began with this package. */
  readonly resumed: boolean;
  readonly partCount: number;
  /** Share of the packed bytes that is done, 0..100, whole numbers; uneven steps, as real parts are. */
  percent(): number;
  /**
   * Does the next part; false when nothing is left and every new image has its SHA-256.
   * @param cut where the power shall fail inside this part
   * @throws PackageRefused when a part cannot be rebuilt or an image does not have its digest; the flash stays half
   * written. PowerLost at the asked point.
   */
  step(cut: PowerCutPoint | null): boolean;
}

interface Step {
  readonly image: ParImage;
  readonly part: ParPart;
  readonly lastOfImage: boolean;
}

/**
 * @throws PackageRefused when the area does not hold a readable package
 */
export function createApplier(storage: Ec618Storage): Applier {
  const par = storage.fota.package();
  if (!par) throw new PackageRefused('format', 'the FOTA area holds no package');
  const images = readParFile(par, 'inUse');
  const steps = images.flatMap((image) =>
    image.parts.map((part, place): Step => ({ image, part, lastOfImage: place === image.parts.length - 1 })),
  );
  if (steps.length > (retentionBytes * 8) / 2)
    throw new PackageRefused('format', `${steps.length} parts are more than the progress bytes can count`);
  const progress = createProgress(storage);
  const weights = steps.map((step) => step.part.stream.length);
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  let next = 0;
  while (next < steps.length && progress.has(next, 'written')) next += 1;

  return {
    resumed: progress.has(0, 'backedUp'),
    partCount: steps.length,
    percent: () =>
      Math.floor((100 * weights.slice(0, next).reduce((sum, weight) => sum + weight, 0)) / whole),
    step(cut) {
      const step = steps[next];
      if (!step) return false;
      const zone = storage.zones[step.image.role];
      rewritePart(storage, zone, step, next, progress, cut);
      next += 1;
      if (step.lastOfImage) finishImage(zone, step.image);
      return next < steps.length;
    },
  };
}

/** Backup first, then the image block; each is noted when complete, so every instant can be resumed. */
function rewritePart(
  storage: Ec618Storage,
  zone: ImageZone,
  { image, part }: Step,
  place: number,
  progress: Progress,
  cut: PowerCutPoint | null,
): void {
  if (!progress.has(place, 'backedUp')) {
    const made = rebuildPart(image, part, zone.nor.read);
    storage.backup.erase(0, partBytes);
    programUnlessCut(storage.backup, 0, made, cut === 'halfBackup');
    progress.note(place, 'backedUp');
  }
  if (cut === 'afterBackup') throw new PowerLost();
  const start = part.index * partBytes;
  zone.nor.erase(start, partBytes);
  programUnlessCut(zone.nor, start, storage.backup.read(0, part.newSizeBytes), cut === 'halfImage');
  progress.note(place, 'written');
}

function programUnlessCut(nor: Ec618Storage['backup'], at: number, bytes: Uint8Array, cut: boolean): void {
  nor.program(at, cut ? bytes.subarray(0, bytes.length >> 1) : bytes);
  if (cut) throw new PowerLost();
}

function finishImage(zone: ImageZone, image: ParImage): void {
  if (sha256Hex(zone.nor.read(0, image.newSizeBytes)) !== image.newSha256)
    throw new PackageRefused('damaged', `${image.name} rebuilt an image with another SHA-256`);
  zone.imageBytes = image.newSizeBytes;
}

type Note = 'backedUp' | 'written';

/** Two bits per part in the package's retention bytes, cleared one after the other; the real layout is not known. */
interface Progress {
  has(place: number, note: Note): boolean;
  note(place: number, note: Note): void;
}

function createProgress(storage: Ec618Storage): Progress {
  const { nor } = storage.fota;
  const locate = (place: number, note: Note): { at: number; mask: number } => {
    const bit = place * 2 + (note === 'written' ? 1 : 0);
    return { at: retentionAt + (bit >> 3), mask: 1 << (bit & 7) };
  };
  return {
    has(place, note) {
      const { at, mask } = locate(place, note);
      return ((nor.read(at, 1)[0] ?? 0) & mask) === 0;
    },
    note(place, note) {
      const { at, mask } = locate(place, note);
      nor.program(at, Uint8Array.of(0xff & ~mask));
    },
  };
}
