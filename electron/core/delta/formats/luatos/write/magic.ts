import { AppError } from '../../../../../../shared/errors.ts';
import type { Chip, Firmware } from '../../../../firmware/image.ts';
import { wrongChip } from '../../../chipRule.ts';
import { blockBytes } from './sector.ts';

/** MaigcNum by chip (luat-formats 3.1); other chips take other containers. */
const magics: Readonly<Partial<Record<Chip, number>>> = { ec618: 0xeaf18c16, ec7xx: 0xeac37218 };

/**
 * The file magic for this firmware. Throws `delta.wrongChip`, and `delta.otaSetting` {field, expected, found} where info.json
 * asks for something that modules of this chip were never seen to take.
 */
export function otaMagic(old: Firmware | null, fresh: Firmware, format: string): number {
  const magic = magics[fresh.chip];
  const oldChip = old?.chip ?? fresh.chip;
  if (magic === undefined || oldChip !== fresh.chip) throw wrongChip(format, 'ec618, ec7xx', old, fresh);
  must('fota.magic_num', magic, fresh.luatOta?.magic);
  must('fota.block_len', blockBytes, fresh.luatOta?.blockBytes);
  return magic;
}

function must(field: string, expected: number, found: number | null | undefined): void {
  if (found === undefined || found === null || found === expected) return;
  throw new AppError('delta.otaSetting', { field, expected: hex(expected), found: hex(found) });
}

const hex = (value: number): string => `0x${value.toString(16)}`;
