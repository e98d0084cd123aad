import type { NorFlash } from '../flash/norFlash.ts';
import { PowerLost } from './chip.ts';
import type { PowerCutPoint } from './knobs.ts';
import type { Progress } from './progress.ts';

export interface InPlaceWrite {
  /** Flash of the image and where in it the block begins; whole sectors are erased. */
  readonly nor: NorFlash;
  readonly offset: number;
  /** Flash that keeps the finished block while the image is rewritten. */
  readonly backup: NorFlash;
  /** Bytes of flash that the block owns. */
  readonly blockBytes: number;
  readonly sizeBytes: number;
  /** Makes the new bytes out of the flash as it is; not asked again after the backup is complete. */
  readonly make: () => Uint8Array;
}

/** Backup first, then the image block; each is noted when complete, so every instant can be resumed. */
export function writeInPlace(
  write: InPlaceWrite,
  step: number,
  progress: Progress,
  cut: PowerCutPoint | null,
): void {
  const { nor, offset, backup, blockBytes, sizeBytes } = write;
  if (!progress.has(step, 'backedUp')) {
    const made = write.make();
    backup.erase(0, backup.sizeBytes);
    programUnlessCut(backup, 0, made, cut === 'halfBackup');
    progress.note(step, 'backedUp');
  }
  if (cut === 'afterBackup') throw new PowerLost();
  nor.erase(offset, blockBytes);
  programUnlessCut(nor, offset, backup.read(0, sizeBytes), cut === 'halfImage');
  progress.note(step, 'written');
}

function programUnlessCut(nor: NorFlash, at: number, bytes: Uint8Array, cut: boolean): void {
  nor.program(at, cut ? bytes.subarray(0, bytes.length >> 1) : bytes);
  if (cut) throw new PowerLost();
}
