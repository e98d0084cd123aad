import { AppError } from '../../../shared/errors.ts';
import type { Chip, Firmware } from '../firmware/image.ts';

/**
 * OLD, for a format that needs it and is for one chip. Throws `delta.wrongChip` where a side that is there is for another chip,
 * `delta.needsOld` {format} where only OLD is missing.
 */
export function oldFor(chip: Chip, old: Firmware | null, fresh: Firmware, format: string): Firmware {
  if (fresh.chip !== chip || (old !== null && old.chip !== chip)) throw wrongChip(format, chip, old, fresh);
  if (old === null) throw new AppError('delta.needsOld', { format });
  return old;
}

/**
 * `delta.wrongChip` {format, wanted, found, newChip, oldChip?}: `found` is the chip, or `mixed:OLD, NEW` where the two differ;
 * without OLD nothing is said about it.
 */
export function wrongChip(format: string, wanted: string, old: Firmware | null, fresh: Firmware): AppError {
  const oldChip = old?.chip;
  return wrongChips(format, wanted, oldChip, fresh.chip);
}

/** The same for chips that are told apart more finely than the firmware room does. */
export function wrongChips(
  format: string,
  wanted: string,
  oldChip: string | undefined,
  newChip: string,
): AppError {
  const found = oldChip === undefined || oldChip === newChip ? newChip : `mixed:${oldChip}, ${newChip}`;
  const sides = { newChip, ...(oldChip === undefined ? {} : { oldChip }) };
  return new AppError('delta.wrongChip', { format, wanted, found, ...sides });
}
