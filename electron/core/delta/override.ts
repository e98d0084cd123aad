import type { DeltaFormat } from '../../../shared/contract/delta.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Firmware } from '../firmware/image.ts';
import type { FormatOptions } from './formats/format.ts';
import { type PlannedPackage, planPackage } from './formats/registry.ts';

/** What a format says of a pair: it can, it can once a person gives a reason, or it cannot. */
export type Judgement =
  | { readonly kind: 'possible'; readonly planned: PlannedPackage }
  | { readonly kind: 'overridable'; readonly refusal: AppError; readonly planned: PlannedPackage }
  | { readonly kind: 'refused'; readonly refusal: AppError };

/**
 * Asks the format twice where it refuses: the format alone decides which of its refusals a reason overrides, by planning the
 * pair once it is given one. Of two refusals in a row the one that no reason helps against is told.
 */
export function judgePackage(
  format: DeltaFormat,
  old: Firmware | null,
  fresh: Firmware,
  { overrideReason, ...options }: FormatOptions & { readonly overrideReason: string },
): Judgement {
  try {
    return { kind: 'possible', planned: planPackage(format, old, fresh, options) };
  } catch (thrown) {
    const refusal = AppError.from(thrown);
    try {
      const planned = planPackage(format, old, fresh, { ...options, overrideReason });
      return { kind: 'overridable', refusal, planned };
    } catch (again) {
      return { kind: 'refused', refusal: AppError.from(again) };
    }
  }
}

/**
 * The plan to build by; `overridden` only where the reason was needed. Throws the refusal of a format that no reason was given
 * for, or that no reason helps against.
 */
export function planWithReason(
  format: DeltaFormat,
  old: Firmware | null,
  fresh: Firmware,
  options: FormatOptions,
): { readonly planned: PlannedPackage; readonly overridden: boolean } {
  const { overrideReason, ...others } = options;
  if (overrideReason === undefined || overrideReason.trim() === '')
    return { planned: planPackage(format, old, fresh, others), overridden: false };
  const judged = judgePackage(format, old, fresh, { ...others, overrideReason });
  if (judged.kind === 'refused') throw judged.refusal;
  return { planned: judged.planned, overridden: judged.kind === 'overridable' };
}
