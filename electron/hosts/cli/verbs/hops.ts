/** `hops FOLDER --from OLD --to NEW`: where one package is too large, the way over releases that the user has. */
import { deltaFormatSchema } from '../../../../shared/contract/delta.ts';
import type { Job } from '../../../../shared/contract/job.ts';
import type { HopsResult } from '../../../../shared/contract/planning.ts';
import { AppError } from '../../../../shared/errors.ts';
import { choice, text } from '../arguments.ts';
import { followJob } from '../followJob.ts';
import { reportLines, saidHop, skippedLine } from '../hops/report.ts';
import { UsageError } from '../usage.ts';
import type { Verb, VerbContext } from '../verb.ts';

function endOf({ args, path }: VerbContext, name: 'from' | 'to') {
  const word = text(args, name);
  if (word === undefined) throw new UsageError('missingOption', { name: '--from OLD --to NEW' });
  return { kind: 'path', path: path(word) } as const;
}

/** Says every step and every file that is left out, once, as it becomes known. */
function createTeller({ output, t }: VerbContext): (job: Job) => void {
  let [steps, files] = [0, 0];
  return ({ result }) => {
    if (result?.kind !== 'hops') return;
    for (const hop of result.tried.slice(steps)) {
      output.event({ event: 'hop', ...hop });
      if (output.mode === 'text') output.note(saidHop(t, hop));
    }
    for (const file of result.skipped.slice(files)) output.note(skippedLine(t, file));
    [steps, files] = [result.tried.length, result.skipped.length];
  };
}

/** What the ended job found out. Throws what ended it, and delta.cancelled after Ctrl-C. */
function foundBy(job: Job): HopsResult {
  if (job.error) throw AppError.fromData(job.error as ReturnType<AppError['toData']>);
  const ended = job.state.phase === 'ended' && ['succeeded', 'failed'].includes(job.state.verdict.outcome);
  if (!ended || job.result?.kind !== 'hops') throw new AppError('delta.cancelled');
  return job.result;
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
    const { args, core, output, path, t } = context;
    const wanted = text(args, 'format');
    const { jobId } = await core.planning.hops({
      from: endOf(context, 'from'),
      to: endOf(context, 'to'),
      releases: { kind: 'folder', path: path(args.positionals[0] ?? '') },
      ...(wanted === undefined
        ? {}
        : { format: choice(args, 'format', deltaFormatSchema.options, 'ec618-at') }),
    });
    const found = foundBy(await followJob(context, jobId, createTeller(context)));
    const { kind: _, outcome, trying: __, chain, ...facts } = found;
    output.result(
      { ...facts, result: outcome, chain: outcome === 'none' ? null : chain },
      reportLines(t, found),
    );
    return outcome === 'none' ? 1 : 0;
  },
};
