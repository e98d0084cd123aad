import { AppError } from '../../../shared/errors.ts';
import type { Chip, Firmware } from '../firmware/image.ts';

/**
 * OLD, for a format that needs it and is for one chip. Throws `delta.mixedChips` where the two sides are for different chips,
 * `delta.wrongChip` where they are for another one, `delta.needsOld` {format} where only OLD is missing.
 */
export function oldFor(chip: Chip, old: Firmware | null, fresh: Firmware, format: string): Firmware {
  if (fresh.chip !== chip || (old !== null && old.chip !== chip)) throw wrongChip(format, chip, old, fresh);
  if (old === null) throw new AppError('delta.needsOld', { format });
  return old;
}

/**
 * `delta.wrongChip` {format, wanted, found}: the firmware is for another chip. `delta.mixedChips` {oldChip, newChip}: OLD and NEW
 * are for different ones, whatever the format.
 */
export function wrongChip(format: string, wanted: string, old: Firmware | null, fresh: Firmware): AppError {
  return wrongChips(format, wanted, old?.chip, fresh.chip);
}

/** The same for chips that are told apart more finely than the firmware room does. */
export function wrongChips(
  format: string,
  wanted: string,
  oldChip: string | undefined,
  newChip: string,
): AppError {
  if (oldChip !== undefined && oldChip !== newChip) {
    return new AppError('delta.mixedChips', { oldChip, newChip });
  }
  return new AppError('delta.wrongChip', { format, wanted, found: newChip });
}
