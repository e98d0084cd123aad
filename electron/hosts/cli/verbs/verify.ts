/** `verify OLD NEW PACKAGE`: rebuilds NEW with separate code and compares every image; with `--toolkit` the vendor's too. */
import type { CoreClient } from '../../../../shared/contract/index.ts';
import type { SecondCheckResult } from '../../../../shared/contract/planning.ts';
import { AppError } from '../../../../shared/errors.ts';
import { flag, integer, text } from '../arguments.ts';
import { followJob } from '../followJob.ts';
import { asUsage, namedToolkit } from '../toolkit/options.ts';
import { toolkitLines } from '../toolkit/report.ts';
import type { Verb, VerbContext } from '../verb.ts';

type VerifyInput = Parameters<CoreClient['delta']['verify']>[0];
type VerifyAnswer = Awaited<ReturnType<CoreClient['delta']['verify']>>;

function imageLines({ t }: VerbContext, result: VerifyAnswer): string[] {
  return [
    ...result.images.map((image) =>
      t(image.ok ? 'cli.verify.ok' : 'cli.verify.differs', {
        name: image.name,
        expected: image.newSha256.slice(0, 16),
        found: image.rebuiltSha256.slice(0, 16),
      }),
    ),
    ...result.notCovered.map(({ name, reason }) =>
      t('cli.delta.notCovered', { name, reason: t(`notCovered.${reason}`) }),
    ),
    t(result.ok ? 'cli.verify.good' : 'cli.verify.bad'),
  ];
}

function questionOf({ args, path }: VerbContext): VerifyInput {
  const [old = '', fresh = '', packed = ''] = args.positionals;
  return {
    ...(old === '-' ? {} : { old: { kind: 'path', path: path(old) } as const }),
    new: { kind: 'path', path: path(fresh) },
    package: { kind: 'path', path: path(packed) },
  };
}

/** Starts the second check where one is asked for; its id. Begun first, so that a wrong option is told before any work. */
async function beginSecondCheck(
  context: VerbContext,
  { old, ...files }: VerifyInput,
): Promise<string | null> {
  const { args, core } = context;
  const program = text(args, 'toolkit');
  const timeoutMs = integer(args, 'timeout', 1, 3_600_000);
  if (program === undefined && !flag(args, 'second-check')) return null;
  if (old === undefined) throw new AppError('delta.needsOld', { format: 'FotaToolkit' });
  const { jobId } = await core.planning
    .secondCheck({
      ...files,
      old,
      ...(program === undefined ? {} : { toolkit: namedToolkit(context, program) }),
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
    })
    .catch(asUsage);
  return jobId;
}

async function endSecondCheck(context: VerbContext, jobId: string): Promise<SecondCheckResult> {
  const job = await followJob(context, jobId);
  if (job.error) throw AppError.fromData(job.error as ReturnType<AppError['toData']>);
  if (job.result?.kind !== 'secondCheck') throw new AppError('rpc.cancelled');
  return job.result;
}

export const verify: Verb = {
  name: 'verify',
  takes: 'OLD|- NEW PACKAGE',
  positionals: [3, 3],
  options: {
    toolkit: { type: 'string', value: 'PROGRAM' },
    'toolkit-config': { type: 'string', value: 'FILE' },
    'second-check': { type: 'boolean' },
    timeout: { type: 'string', value: 'MS' },
  },
  async run(context) {
    const { core, output, t } = context;
    const question = questionOf(context);
    const jobId = await beginSecondCheck(context, question);
    const result = await core.delta.verify(question);
    if (jobId === null) {
      output.result(result, imageLines(context, result));
      return result.ok ? 0 : 1;
    }
    const { kind: _, ...second } = await endSecondCheck(context, jobId);
    const ok = result.ok && second.ok;
    output.result({ ...result, ok, airdockOk: result.ok, toolkit: second }, [
      ...imageLines(context, result),
      ...toolkitLines(t, { kind: 'secondCheck', ...second }),
    ]);
    return ok ? 0 : 1;
  },
};
