import { AppError } from '../../../../shared/errors.ts';
import type { Firmware } from '../../firmware/image.ts';
import type { DeltaProof } from '../result.ts';
import { ec618At, ec618Par } from './ec618/format.ts';
import type { BuildControl, FormatOptions, FormatPlan, PackageFormat } from './format.ts';

/** A planned package of any format: what it will bring, and the two steps that are left. */
export interface PlannedPackage {
  readonly format: Pick<PackageFormat, 'id' | 'proofClass' | 'needsOld'>;
  readonly plan: FormatPlan;
  write(control: BuildControl): Promise<Uint8Array>;
  prove(bytes: Uint8Array): DeltaProof;
}

interface Entry {
  readonly format: Pick<PackageFormat, 'id' | 'proofClass' | 'needsOld'>;
  plan(old: Firmware | null, fresh: Firmware, options: FormatOptions): PlannedPackage;
}

/** Keeps a format's own plan type inside, so that formats with different plans stand in one list. */
function entry<P extends FormatPlan>(format: PackageFormat<P>): Entry {
  return {
    format,
    plan(old, fresh, options) {
      const plan = format.plan(old, fresh, options);
      return {
        format,
        plan,
        write: (control) => format.write(plan, control),
        prove: (bytes) => format.prove(old, plan, bytes),
      };
    },
  };
}

/** Every format that Airdock writes, in the order in which they are offered: the surest for a pair first. */
export const packageFormats: readonly Entry[] = [entry(ec618At), entry(ec618Par)];

/** Throws AppError delta.unsupportedFormat {format}. */
export function planPackage(
  formatId: string,
  old: Firmware | null,
  fresh: Firmware,
  options: FormatOptions,
): PlannedPackage {
  const found = packageFormats.find(({ format }) => format.id === formatId);
  if (found === undefined) throw new AppError('delta.unsupportedFormat', { format: formatId });
  return found.plan(old, fresh, options);
}
