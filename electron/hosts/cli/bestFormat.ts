/** Which format to build when nobody named one. */
import type { DeltaFormat, FormatOption } from '../../../shared/contract/delta.ts';
import { AppError } from '../../../shared/errors.ts';
import { HintedRefusal } from './hintedRefusal.ts';
import type { VerbContext } from './verb.ts';

/** What the choice depends on besides the pair. */
export interface FormatWish {
  /** Only these, the best first; absent: what the core recommends. */
  readonly among?: readonly DeltaFormat[];
  /** A person gave a reason for going past a refusal that allows it. */
  readonly overrides?: boolean;
}

/** The best format for a pair, said aloud. Throws the reason of the nearest one where none fits. */
export function bestFormat(
  { output, t }: Pick<VerbContext, 'output' | 't'>,
  options: readonly FormatOption[],
  { among, overrides = false }: FormatWish = {},
): DeltaFormat {
  const candidates =
    among === undefined
      ? options
      : among.flatMap((format) => options.find((option) => option.format === format) ?? []);
  const best =
    candidates.find(({ recommended, refusal }) => recommended || (among !== undefined && !refusal)) ??
    (overrides ? candidates.find(({ overridable }) => overridable) : undefined);
  if (best === undefined) {
    const refusal = nearestRefusal(candidates);
    const helps = candidates.some((option) => option.overridable && option.refusal?.code === refusal.code);
    throw helps ? new HintedRefusal(refusal, 'cli.delta.overridable') : refusal;
  }
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
