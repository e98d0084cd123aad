import { sha256Hex } from '../bytes.ts';
import type { Applier } from '../luatAt/chip.ts';
import { writeInPlace } from '../luatAt/inPlace.ts';
import type { PowerCutPoint } from '../luatAt/knobs.ts';
import { createProgress, type Progress } from '../luatAt/progress.ts';
import { PackageRefused } from '../luatAt/refusal.ts';
import { type Ec7xxFlash, type ImageZone, imageOf } from './flash.ts';
import { decodeGroup, type GroupPart } from './group.ts';
import { type ParImage, readParFile, retentionAt, retentionBytes } from './parFile.ts';
import type { Payload, SegmentStep, Step, ZoneStep } from './payload.ts';
import { type OldWindow, rebuildPart } from './rebuild.ts';
import { checkSections, rebuildZone } from './zone.ts';

interface Work {
  readonly image: ParImage;
  readonly step: Step;
  readonly lastOfImage: boolean;
}

/**
 * Applies a delta.par of EC7xx block by block and zone by zone (ec7xx-delta 2-4).
 * @throws PackageRefused when the area does not hold a readable package
 */
export function createApplier(flash: Ec7xxFlash): Applier {
  const par = flash.storage.area.package();
  if (!par) throw new PackageRefused('format', 'the FOTA area holds no package');
  const works = readParFile(par, 'inUse').flatMap((image) =>
    image.payload.steps.map((step, place, all): Work => {
      return { image, step, lastOfImage: place === all.length - 1 };
    }),
  );
  const progress = createProgress(flash.storage.area.nor, retentionAt, retentionBytes);
  if (works.length > progress.capacity)
    throw new PackageRefused('format', `${works.length} steps are more than the progress bytes can count`);
  const weights = works.map(({ step }) => step.packedBytes);
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  let next = 0;
  while (next < works.length && progress.has(next, 'written')) next += 1;
  return {
    resumed: progress.has(0, 'backedUp'),
    stepCount: works.length,
    percent: () =>
      Math.floor((100 * weights.slice(0, next).reduce((sum, weight) => sum + weight, 0)) / whole),
    step(cut) {
      const work = works[next];
      if (!work) return false;
      doWork(flash, work, { index: next, progress, cut });
      next += 1;
      if (work.lastOfImage) finishImage(flash.zones[work.image.role], work.image);
      return next < works.length;
    },
  };
}

interface Place {
  readonly index: number;
  readonly progress: Progress;
  readonly cut: PowerCutPoint | null;
}

function doWork({ zones, backup }: Ec7xxFlash, { image, step }: Work, { index, progress, cut }: Place): void {
  const zone = zones[image.role];
  const write = step.kind === 'segment' ? segmentWrite(zone, image.payload, step) : zoneWrite(zone, step);
  writeInPlace({ nor: zone.nor, backup, ...write }, index, progress, cut);
  if (step.kind === 'zone') promote(zone, step);
}

interface Write {
  readonly offset: number;
  readonly blockBytes: number;
  readonly sizeBytes: number;
  readonly make: () => Uint8Array;
}

function segmentWrite(zone: ImageZone, payload: Payload, step: SegmentStep): Write {
  // The last block ends where the zones begin; what is between stays blank.
  const limit = payload.newTableAt > payload.newRawBytes ? payload.newTableAt : Number.POSITIVE_INFINITY;
  const end = Math.min(Math.ceil((step.startBytes + step.sizeBytes) / 4096) * 4096, limit);
  return {
    offset: step.startBytes,
    blockBytes: Math.ceil((end - step.startBytes) / 4096) * 4096,
    sizeBytes: step.sizeBytes,
    make: () => rebuildPart(partOf(step), windowOf(zone, payload, step)),
  };
}

/** Bytes that the in-place rewrite has not touched yet. */
function windowOf(zone: ImageZone, { reverse, oldRawBytes }: Payload, step: SegmentStep): OldWindow {
  const start = reverse ? 0 : Math.min(step.startBytes, oldRawBytes);
  const end = reverse ? Math.min(step.startBytes + step.sizeBytes, oldRawBytes) : oldRawBytes;
  return { bytes: zone.nor.read(start, end - start), pointer: 0 };
}

/** @throws PackageRefused */
export function partOf(step: Step): GroupPart {
  const parts = decodeGroup(step.group);
  const part = parts[step.kind === 'zone' ? 0 : step.place];
  if (!part || (step.kind === 'zone' && parts.length !== 1))
    throw new PackageRefused('format', `a group has ${parts.length} parts`);
  if (step.kind === 'segment' && part.sizeBytes !== step.sizeBytes)
    throw new PackageRefused('format', `block ${step.index} has ${part.sizeBytes} bytes`);
  return part;
}

function zoneWrite(zone: ImageZone, step: ZoneStep): Write {
  const side = step.header.new;
  return {
    offset: side.offset,
    blockBytes: Math.ceil(side.sizeBytes / 4096) * 4096,
    sizeBytes: side.sizeBytes,
    make() {
      const made = rebuildZone(zone, step.header, partOf(step));
      // Kept apart until the flash is written: the power may fail in between and the old zone be wanted again.
      zone.staged.set(side.offset, made.unpacked);
      return made.flash;
    },
  };
}

function promote(zone: ImageZone, { header }: ZoneStep): void {
  const unpacked = zone.staged.get(header.new.offset);
  if (!unpacked) return;
  zone.staged.delete(header.new.offset);
  zone.unpacked.delete(header.old.offset);
  zone.unpacked.set(header.new.offset, unpacked);
}

/** The whole image by its SHA-256; with sections that cannot be packed here, each section by its own. */
function finishImage(zone: ImageZone, image: ParImage): void {
  zone.imageBytes = image.newSizeBytes;
  zone.attested = null;
  if (sha256Hex(imageOf(zone)) === image.newSha256) {
    zone.unpacked.clear();
    return;
  }
  const sides = image.payload.steps.flatMap((step) => (step.kind === 'zone' ? [step.header.new] : []));
  if (sides.length === 0)
    throw new PackageRefused('damaged', `${image.name} rebuilt an image with another SHA-256`);
  checkSections(zone, sides);
  zone.attested = image.newSha256;
}
