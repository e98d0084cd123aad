/** Which format to build when nobody named one. */
import type { DeltaFormat, FormatOption } from '../../../shared/contract/delta.ts';
import { AppError } from '../../../shared/errors.ts';
import type { VerbContext } from './verb.ts';

/** The recommended format, said aloud. Throws the reason of the nearest one where none fits. */
export function bestFormat({ output, t }: VerbContext, options: readonly FormatOption[]): DeltaFormat {
  const best = options.find(({ recommended }) => recommended);
  if (best === undefined) throw nearestRefusal(options);
  output.note(t('cli.delta.format', { format: best.format, proof: t(`proofClass.${best.proofClass}`) }));
  return best.format;
}

/** That a format is for another chip says nothing about this pair; that one only lacks OLD says what to do. */
function nearestRefusal(options: readonly FormatOption[]): AppError {
  const refusals = options.flatMap(({ refusal }) => refusal ?? []);
  const refusal =
    refusals.find(({ code }) => code === 'delta.identical') ??
    refusals.find(({ code }) => code === 'delta.needsOld') ??
    refusals.find(({ code }) => code !== 'delta.wrongChip') ??
    refusals[0];
  return refusal === undefined
    ? new AppError('delta.unsupportedFormat', { format: '' })
    : AppError.fromData(refusal as ReturnType<AppError['toData']>);
}
