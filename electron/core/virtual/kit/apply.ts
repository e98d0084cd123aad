import { applyPercents, takePowerCut } from './knobs.ts';
import type { Board, Parts } from './parts.ts';
import { isFault, readSimulatorPackage } from './simulatorFormat.ts';

/** Why the boot loader does not take a package; texts are `packageRefusal.<reason>`. */
export type RefusalReason = 'format' | 'damaged' | 'base' | 'tooLarge';

/**
 * Whether the package can be applied to what runs: the new image, or why not. A refusal is remembered.
 * @param bytes as they came over the wire
 */
export function judgePackage(
  parts: Parts,
  bytes: Uint8Array,
  runningVersion: string,
): { readonly image: Uint8Array; readonly target: string } | { readonly refused: RefusalReason } {
  const refuse = (reason: RefusalReason, message: string) => {
    parts.noteRefusal({ reason, message });
    return { refused: reason };
  };
  const { freeBytes } = parts.knobs.get();
  if (bytes.length > freeBytes) return refuse('tooLarge', `${bytes.length} bytes, room for ${freeBytes}`);
  const read = readSimulatorPackage(bytes);
  if (isFault(read)) return refuse(read.reason, read.message);
  if (read.source !== '' && read.source !== runningVersion)
    return refuse('base', `made for ${read.source}, running is ${runningVersion}`);
  return { image: read.payload, target: read.target };
}

export interface ApplyProgress {
  onPercent(percent: number): void;
  /** All of it was written. */
  onDone(): void;
}

/** The time that applying takes, with its percentages; ends without a word when the power fails. */
export function takeTimeToApply(parts: Parts, board: Board, progress: ApplyProgress): void {
  const steps = applyPercents(parts.knobs.get());
  const pauseMs = parts.knobs.get().applyMs / (steps.length + 1);
  const next = (at: number): void => {
    const percent = steps[at] ?? 100;
    if (takePowerCut(parts.knobs, 'apply', percent)) board.losePower();
    else if (at === steps.length) progress.onDone();
    else {
      progress.onPercent(percent);
      parts.timers.after(pauseMs, () => next(at + 1));
    }
  };
  parts.timers.after(pauseMs, () => next(0));
}

/** Puts the new image into the flash, or only says so. */
export function writeImage(parts: Parts, image: Uint8Array, target: string): void {
  if (parts.knobs.get().versionAfterReboot === 'real') parts.flash.image = image;
  parts.flash.outcome = { ok: true, version: target };
  parts.flash.pending = null;
}

/** Forgets the update. */
export function dropUpdate(parts: Parts, target: string): void {
  parts.flash.pending = null;
  parts.flash.outcome = { ok: false, version: target };
}
