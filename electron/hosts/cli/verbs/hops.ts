/** `hops FOLDER --from OLD --to NEW`: where one package is too large, the way over releases that the user has. */
import { type DeltaFormat, deltaFormatSchema } from '../../../../shared/contract/delta.ts';
import { planHops } from '../../../../shared/domain/hops.ts';
import { AppError } from '../../../../shared/errors.ts';
import { choice, text } from '../arguments.ts';
import { bestFormat } from '../bestFormat.ts';
import { createEdges, type Edge } from '../hops/edges.ts';
import { type Release, readRelease, releasesBetween, type SkippedFile } from '../hops/releases.ts';
import { type Hop, hopFacts, reportLines, saidEdge, skippedLine } from '../hops/report.ts';
import { UsageError } from '../usage.ts';
import type { Verb, VerbContext } from '../verb.ts';

/** OLD or NEW; whether the two can be a pair is for the formats to judge. */
async function endOf(context: VerbContext, name: 'from' | 'to'): Promise<Release> {
  const word = text(context.args, name);
  if (word === undefined) throw new UsageError('missingOption', { name: '--from OLD --to NEW' });
  return (await readRelease(context, context.path(word))).release;
}

/** The format, and whether its packages depend on what the module runs: a hop changes nothing where they do not. */
async function chosenFormat(
  context: VerbContext,
  from: Release,
  to: Release,
): Promise<{ readonly format: DeltaFormat; readonly needsOld: boolean }> {
  const options = await context.core.delta.options({
    old: { kind: 'path', path: from.path },
    new: { kind: 'path', path: to.path },
  });
  const format =
    text(context.args, 'format') === undefined
      ? bestFormat(context, options)
      : choice(context.args, 'format', deltaFormatSchema.options, 'ec618-at');
  return { format, needsOld: options.find((option) => option.format === format)?.needsOld ?? true };
}

/** Size of a package for the search, every step told as it comes. */
async function createMeasure(context: VerbContext, format: DeltaFormat) {
  const edge = await createEdges(context, format);
  const tried: Hop[] = [];
  const measure = async (from: Release, to: Release): Promise<Edge> => {
    const hop = { from, to, edge: await edge(from, to) };
    tried.push(hop);
    context.output.event({ event: 'hop', ...hopFacts(hop) });
    if (context.output.mode === 'text') context.output.note(saidEdge(context.t, hop));
    return hop.edge;
  };
  return { measure, tried };
}

async function search(context: VerbContext, folder: string) {
  const from = await endOf(context, 'from');
  const to = await endOf(context, 'to');
  const { format, needsOld } = await chosenFormat(context, from, to);
  const { measure, tried } = await createMeasure(context, format);
  const direct = await measure(from, to);
  const answer = { format, from, to, tried, skipped: [] as readonly SkippedFile[], considered: 0 };
  if (direct.kind === 'fits') return { ...answer, chain: tried.slice() };
  // A hop helps against size and nothing else.
  if (direct.kind === 'refused') throw AppError.fromData(direct.error);
  if (!needsOld) return { ...answer, chain: null };
  const between = await releasesBetween(context, folder, from, to);
  for (const file of between.skipped) context.output.note(skippedLine(context.t, file));
  const releases = [from, ...between.releases, to];
  const found = await planHops({
    releases: releases.length,
    from: 0,
    to: releases.length - 1,
    sizeOf: async (a, b) => {
      const [old, fresh] = [releases[a], releases[b]];
      if (old === undefined || fresh === undefined || (old === from && fresh === to)) return null;
      const edge = await measure(old, fresh);
      return edge.kind === 'fits' ? edge.manifest.sizeBytes : null;
    },
  });
  const steps = found?.releases.slice(1).map((b, index) => {
    const [old, fresh] = [releases[found.releases[index] ?? 0], releases[b]];
    return tried.find((hop) => hop.from === old && hop.to === fresh);
  });
  const chain = steps?.filter((hop) => hop !== undefined) ?? null;
  return { ...answer, chain, skipped: between.skipped, considered: between.releases.length };
}

export const hops: Verb = {
  name: 'hops',
  takes: 'FOLDER',
  positionals: [1, 1],
  options: {
    from: { type: 'string', value: 'OLD' },
    to: { type: 'string', value: 'NEW' },
    format: { type: 'string', value: deltaFormatSchema.options.join('|') },
  },
  async run(context) {
    const { chain, tried, skipped, from, to, ...answer } = await search(
      context,
      context.path(context.args.positionals[0] ?? ''),
    );
    const side = ({ fileName, version, sha256 }: Release) => ({ fileName, version, sha256 });
    context.output.result(
      {
        ...answer,
        result: chain === null ? 'none' : chain.length === 1 ? 'direct' : 'hops',
        from: side(from),
        to: side(to),
        chain: chain?.map(hopFacts) ?? null,
        tried: tried.map(hopFacts),
        skipped,
      },
      reportLines(context.t, { chain, direct: tried[0], considered: answer.considered }),
    );
    return chain === null ? 1 : 0;
  },
};
