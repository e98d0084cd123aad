import type { FormatOption } from '../../../shared/contract/delta.ts';
import { AppError } from '../../../shared/errors.ts';
import { formatsFor } from '../delta/formats/registry.ts';
import type { Firmware } from '../firmware/image.ts';

/**
 * Every format for a pair, the possible ones first; the first of them is the one to recommend. Nothing is built: a format may
 * still turn out too large.
 */
export function judgeFormats(old: Firmware | null, fresh: Firmware): FormatOption[] {
  const judged = formatsFor(fresh).map(
    ([format, { format: facts, plan }]): Omit<FormatOption, 'recommended'> => {
      const { proofClass, needsOld } = facts;
      try {
        // Whether an older NEW is meant is asked when it is built; here it is a warning.
        const planned = plan(old, fresh, { allowOlder: true }).plan;
        return {
          ...{ format, proofClass, needsOld },
          covered: planned.covered.map(({ name }) => name),
          notCovered: [...planned.notCovered],
          warnings: planned.warnings.map(({ code }) => code),
          limits: [...planned.limits],
        };
      } catch (error) {
        const refusal = AppError.from(error).toData();
        return {
          ...{ format, proofClass, needsOld, refusal },
          covered: [],
          notCovered: [],
          warnings: [],
          limits: [],
        };
      }
    },
  );
  const possible = judged.filter(({ refusal }) => refusal === undefined);
  const refused = judged.filter(({ refusal }) => refusal !== undefined);
  // Two equal firmwares need no package, although a full one could be made of them.
  const identical = refused.some(({ refusal }) => refusal?.code === 'delta.identical');
  const best = identical ? undefined : possible[0];
  return [...possible, ...refused].map((option) => ({ ...option, recommended: option === best }));
}
