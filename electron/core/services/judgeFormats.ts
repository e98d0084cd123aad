import type { FormatOption } from '../../../shared/contract/delta.ts';
import { formatsFor } from '../delta/formats/registry.ts';
import { judgePackage } from '../delta/override.ts';
import type { Firmware } from '../firmware/image.ts';

type Judged = Omit<FormatOption, 'recommended'>;

/** Stands where the reason will stand that nobody has given yet. */
const noReasonYet = '…';

/**
 * Every format for a pair, the possible ones first; the first of them is the one to recommend. Nothing is built: a format may
 * still turn out too large.
 */
export function judgeFormats(old: Firmware | null, fresh: Firmware): FormatOption[] {
  const judged = formatsFor(fresh).map(([format, entry]) => judge(format, entry.format, old, fresh));
  const possible = judged.filter(({ refusal }) => refusal === undefined);
  const refused = judged.filter(({ refusal }) => refusal !== undefined);
  // Two equal firmwares need no package, although a full one could be made of them.
  const identical = refused.some(({ refusal }) => refusal?.code === 'delta.identical');
  const best = identical ? undefined : possible[0];
  return [...possible, ...refused].map((option) => ({ ...option, recommended: option === best }));
}

function judge(
  format: FormatOption['format'],
  { proofClass, needsOld }: Pick<FormatOption, 'proofClass' | 'needsOld'>,
  old: Firmware | null,
  fresh: Firmware,
): Judged {
  // Whether an older NEW is meant is asked when it is built; here it is a warning.
  const judgement = judgePackage(format, old, fresh, { allowOlder: true, overrideReason: noReasonYet });
  const about = { format, proofClass, needsOld, overridable: judgement.kind === 'overridable' };
  const refusal = judgement.kind === 'possible' ? {} : { refusal: judgement.refusal.toData() };
  if (judgement.kind === 'refused')
    return { ...about, ...refusal, covered: [], notCovered: [], warnings: [], limits: [] };
  const { plan } = judgement.planned;
  return {
    ...about,
    ...refusal,
    covered: plan.covered.map(({ name }) => name),
    notCovered: [...plan.notCovered],
    warnings: plan.warnings.map(({ code, params }) => ({ code, params: { ...params } })),
    limits: [...plan.limits],
  };
}
