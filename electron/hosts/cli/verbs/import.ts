/** `import FILE`: a customer's log, or a report bundle, as a read-only recording. */
import type { Recording } from '../../../../shared/contract/report.ts';
import { AppError } from '../../../../shared/errors.ts';
import { integer, text } from '../arguments.ts';
import { followJob } from '../followJob.ts';
import { snapshotOf } from '../snapshot.ts';
import { UsageError } from '../usage.ts';
import type { Verb, VerbContext } from '../verb.ts';

const encodings = ['utf-8', 'gb18030', 'utf-16le', 'utf-16be'] as const;

function encodingOf(context: VerbContext): (typeof encodings)[number] | undefined {
  const word = text(context.args, 'encoding');
  if (word === undefined) return undefined;
  const known = encodings.find((encoding) => encoding === word.toLowerCase());
  if (known === undefined) throw new UsageError('badAction', { allowed: encodings.join(', '), value: word });
  return known;
}

export function recordingLines({ t }: VerbContext, recording: Recording): string[] {
  const { id, rows, times, log, bundle } = recording;
  if (log === undefined) return [t('cli.report.opened', { id, rows, version: bundle?.appVersion ?? '' })];
  return [
    t('cli.report.recording', {
      ...{ id, rows, encoding: log.encoding },
      format: t(`logFormat.${log.format}`),
      times: t(`recordingTimes.${times}`),
    }),
    ...(log.directions === 'guessed' ? [t('cli.report.guessed')] : []),
    ...log.problems.map(({ kind, count, firstLine }) => t(`logProblem.${kind}`, { count, line: firstLine })),
  ];
}

export const importLog: Verb = {
  name: 'import',
  takes: 'FILE',
  positionals: [1, 1],
  options: {
    encoding: { type: 'string', value: 'NAME' },
    'utc-offset': { type: 'string', value: 'MINUTES' },
  },
  async run(context) {
    const { args, core, output, path } = context;
    const utcOffsetMin = integer(args, 'utc-offset', -840, 840);
    const encoding = encodingOf(context);
    const { jobId } = await core.report.importLog({
      file: { kind: 'path', path: path(args.positionals[0] ?? '') },
      ...(encoding === undefined ? {} : { encoding }),
      ...(utcOffsetMin === undefined ? {} : { utcOffsetMin }),
    });
    const { error, result } = await followJob(context, jobId);
    if (error) throw AppError.fromData(error as ReturnType<AppError['toData']>);
    if (result?.kind !== 'report') throw new AppError('rpc.cancelled');
    const all = await snapshotOf(core.report.recordings);
    const made = all.filter(({ id }) => result.recordingIds?.includes(id));
    output.result(
      { recordings: made },
      made.flatMap((recording) => recordingLines(context, recording)),
    );
    return 0;
  },
};
