import type { Applier } from '../luatAt/chip.ts';
import { writeInPlace } from '../luatAt/inPlace.ts';
import { createProgress } from '../luatAt/progress.ts';
import { PackageRefused } from '../luatAt/refusal.ts';
import { packCrc } from './crc.ts';
import type { FlashZone, Uis8910Flash } from './flash.ts';
import { type Block, blockBytes } from './pack.ts';
import { readUpdate } from './package.ts';

/** The end of the FOTA area's flash; a package never reaches it. */
export const progressBytes = 4096;

interface Work {
  readonly zone: FlashZone;
  readonly offset: number;
  readonly sizeBytes: number;
  readonly make: () => Uint8Array;
}

/**
 * Applies a RDAOTA02 pack block by block in the listed order, then the script (luat-formats 6.2).
 * @throws PackageRefused when the area holds no readable package
 */
export function createApplier(flash: Uis8910Flash): Applier {
  const update = readUpdate(flash);
  const works = [
    ...update.blocks.map((block) => blockWork(flash.ap, block)),
    ...(update.script && flash.script ? scriptWorks(flash.script, update.script) : []),
  ];
  const { nor } = flash.storage.area;
  const progress = createProgress(nor, nor.sizeBytes - progressBytes, progressBytes);
  if (works.length > progress.capacity)
    throw new PackageRefused('format', `${works.length} blocks are more than can be noted`);
  const whole = works.reduce((sum, work) => sum + work.sizeBytes, 0);
  let next = 0;
  while (next < works.length && progress.has(next, 'written')) next += 1;
  return {
    resumed: works.length > 0 && progress.has(0, 'backedUp'),
    stepCount: Math.max(1, works.length),
    percent() {
      if (whole === 0) return 100;
      return Math.floor((100 * works.slice(0, next).reduce((sum, work) => sum + work.sizeBytes, 0)) / whole);
    },
    step(cut) {
      const work = works[next];
      if (!work) return false;
      const { zone, ...write } = work;
      const sectors = Math.ceil(work.sizeBytes / 4096) * 4096;
      const place = { nor: zone.nor, backup: flash.backup, blockBytes: sectors };
      writeInPlace({ ...place, ...write }, next, progress, cut);
      next += 1;
      return next < works.length;
    },
  };
}

function blockWork(zone: FlashZone, block: Block): Work {
  return {
    zone,
    offset: block.position - zone.base,
    sizeBytes: block.sizeBytes,
    make() {
      const made = rebuildBlock(zone, block);
      if (packCrc(made) === block.crc) return made;
      throw new PackageRefused('damaged', `block at 0x${block.position.toString(16)} has another CRC`);
    },
  };
}

/** Old bytes are read as the flash is now: a block may use what an earlier one wrote. */
function rebuildBlock({ base, nor }: FlashZone, block: Block): Uint8Array {
  const made = new Uint8Array(block.sizeBytes);
  let offset = 0;
  for (const { oldPosition, diff, extra } of block.pieces) {
    const start = oldPosition - base;
    if (diff.length > 0 && (start < 0 || start + diff.length > nor.sizeBytes))
      throw new PackageRefused('records', `a piece reads at 0x${oldPosition.toString(16)}`);
    const old = diff.length > 0 ? nor.read(start, diff.length) : diff;
    for (const [index, byte] of diff.entries()) made[offset + index] = byte + (old[index] ?? 0);
    made.set(extra, offset + diff.length);
    offset += diff.length + extra.length;
  }
  return made;
}

/** The script goes whole, in blocks of the same size; what was longer before ends in blank flash. */
function scriptWorks(zone: FlashZone, script: Uint8Array): readonly Work[] {
  return Array.from({ length: Math.ceil(script.length / blockBytes) }, (_, index) => {
    const bytes = script.subarray(index * blockBytes, (index + 1) * blockBytes);
    return { zone, offset: index * blockBytes, sizeBytes: bytes.length, make: () => bytes };
  });
}
