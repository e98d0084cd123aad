/** The search for a way as a job: it may build many packages. */
import type { DeltaFormat, FormatOption } from '../../../../shared/contract/delta.ts';
import type { Hop, HopsResult } from '../../../../shared/contract/planning.ts';
import { AppError } from '../../../../shared/errors.ts';
import type { JobContext } from '../../jobs/jobContext.ts';
import type { JobOutcome } from '../../jobs/jobs.ts';
import type { BuildParts } from '../buildPackage.ts';
import type { Files } from '../files.ts';
import { createEdges } from './edges.ts';
import { type HopQuestion, searchHops } from './searchHops.ts';

/**
 * The format that is meant: the one named, else the best for the pair. Throws the nearest refusal where none can be built, or
 * where the named one cannot.
 */
export function hopFormat(options: readonly FormatOption[], wanted: DeltaFormat | undefined): DeltaFormat {
  const named = options.find(({ format }) => format === wanted);
  const option = named ?? options.find(({ recommended }) => recommended);
  const refusal = option === undefined ? nearestRefusal(options) : option.refusal;
  if (refusal !== undefined) throw AppError.fromData(refusal as ReturnType<AppError['toData']>);
  if (option === undefined) throw new AppError('delta.unsupportedFormat', { format: wanted ?? '' });
  return option.format;
}

/** That a format is for another chip says nothing about this pair. */
function nearestRefusal(options: readonly FormatOption[]): FormatOption['refusal'] {
  const refusals = options.flatMap(({ refusal }) => refusal ?? []);
  return (
    refusals.find(({ code }) => code === 'delta.identical') ??
    refusals.find(({ code }) => code !== 'delta.wrongChip') ??
    refusals[0]
  );
}

export async function runHopsJob(
  parts: BuildParts,
  files: Files,
  question: HopQuestion,
  context: JobContext,
): Promise<JobOutcome> {
  context.stage('build');
  const { signal } = context;
  const edges = await createEdges(parts, files, question.format, { signal, onProgress: context.progress });
  const evidence: number[] = [];
  let told = 0;
  const result = await searchHops(question, {
    files,
    edges,
    signal,
    onKnown(known) {
      context.result(known);
      for (const hop of known.tried.slice(told)) evidence.push(tell(context, hop));
      told = known.tried.length;
    },
  });
  return outcomeOf(result, evidence);
}

/** A row of the journal for every step that was tried. */
function tell(context: JobContext, hop: Hop): number {
  const ends = { from: nameOf(hop.from), to: nameOf(hop.to) };
  switch (hop.kind) {
    case 'fits':
      return context.event('hops.fits', { ...ends, sizeBytes: hop.sizeBytes }).seq;
    case 'tooLarge': {
      const { sizeBytes, limitBytes } = hop;
      return context.event('hops.tooLarge', { ...ends, sizeBytes, limitBytes }).seq;
    }
    case 'refused':
      return context.event('hops.refused', { ...ends, error: hop.error.code }).seq;
  }
}

function nameOf({ version, fileName }: Hop['from']): string {
  return version ?? fileName;
}

function outcomeOf(result: HopsResult, evidence: readonly number[]): JobOutcome {
  const found = result.outcome !== 'none';
  return {
    outcome: found ? 'succeeded' : 'failed',
    code: `hops.${result.outcome}`,
    params: { count: found ? result.chain.length : result.considered },
    domain: 'airdock',
    stage: 'done',
    retry: found ? 'pointless' : 'later',
    remedies: found ? [] : ['useIntermediateVersion', 'flashByCable'],
    evidence: [...evidence],
  };
}
