/** `verify OLD NEW PACKAGE`: rebuilds NEW with separate code and compares every image; with `--toolkit` the vendor's too. */
import type { VerifyResult } from '../../../../shared/contract/delta.ts';
import type { CoreClient } from '../../../../shared/contract/index.ts';
import type { SecondCheckResult } from '../../../../shared/contract/planning.ts';
import { AppError } from '../../../../shared/errors.ts';
import { flag, integer, text } from '../arguments.ts';
import { followJob } from '../followJob.ts';
import { caveatLines } from '../packageText.ts';
import { asUsage, namedToolkit } from '../toolkit/options.ts';
import { toolkitLines } from '../toolkit/report.ts';
import type { Verb, VerbContext } from '../verb.ts';

type VerifyInput = Parameters<CoreClient['delta']['verify']>[0];

/** What our own proof says; where it cannot judge the package at all, why not. */
type OwnCheck =
  | { readonly kind: 'judged'; readonly result: VerifyResult }
  | { readonly kind: 'notProvable'; readonly error: AppError };

function ownLines({ t }: VerbContext, result: VerifyResult): string[] {
  const { format, proofClass, warnings = [], envelope, images, notCovered, ok } = result;
  return [
    proofClass === undefined
      ? t('cli.verify.format', { format })
      : t('cli.delta.format', { format, proof: t(`proofClass.${proofClass}`) }),
    ...(envelope === undefined ? [] : [t(`cli.verify.envelope.${envelope}`)]),
    ...images.map((image) =>
      t(image.ok ? 'cli.verify.ok' : 'cli.verify.differs', {
        name: image.name,
        expected: image.newSha256.slice(0, 16),
        found: image.rebuiltSha256.slice(0, 16),
      }),
    ),
    ...caveatLines(t, { warnings, notCovered }),
    t(verdictKey({ images, ok })),
  ];
}

/** An image that comes out wrong is another matter than one that stays behind. */
function verdictKey({ images, ok }: Pick<VerifyResult, 'images' | 'ok'>): string {
  if (ok) return 'cli.verify.good';
  return images.every((image) => image.ok) ? 'cli.verify.partly' : 'cli.verify.bad';
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

/** A closed coding proves nothing against a package; everything else that ends our own check ends the command. */
async function ownCheck(context: VerbContext, question: VerifyInput): Promise<OwnCheck> {
  const { jobId } = await context.core.delta.verify(question);
  const job = await followJob(context, jobId);
  if (job.result?.kind === 'verify') return { kind: 'judged', result: job.result };
  if (job.error === undefined) throw new AppError('delta.cancelled');
  const error = AppError.fromData(job.error as ReturnType<AppError['toData']>);
  if (error.code !== 'delta.transformUnknown') throw error;
  return { kind: 'notProvable', error };
}

/** Without a second check: our own word is all. */
function reportOwn(context: VerbContext, own: OwnCheck): 0 | 1 {
  const { output, t } = context;
  if (own.kind === 'notProvable') {
    const error = own.error.toData();
    if (output.mode !== 'text') output.result({ error }, []);
    output.note(t(`error.${error.code}`, error.params));
    output.note(t('cli.verify.secondCheckHint'));
    return 1;
  }
  const { kind: _, ...facts } = own.result;
  output.result(facts, ownLines(context, own.result));
  return own.result.ok ? 0 : 1;
}

/** Each check by itself, and what that makes together. */
function reportBoth(context: VerbContext, own: OwnCheck, second: SecondCheckResult): 0 | 1 {
  const { output, t } = context;
  const { kind: _, ...toolkit } = second;
  if (own.kind === 'notProvable') {
    const { code, params } = own.error;
    output.result({ ok: second.ok, airdockOk: null, airdockError: { code, params }, toolkit }, [
      t('cli.verify.notProvable', { reason: t(`error.${code}`, params) }),
      // Its last line compares with our own word, and there is none.
      ...toolkitLines(t, second).slice(0, -1),
      t(second.ok ? 'cli.verify.toolkitOnly' : 'cli.verify.nobody'),
    ]);
    return second.ok ? 0 : 1;
  }
  const { kind: __, ok: airdockOk, ...facts } = own.result;
  const ok = airdockOk && second.ok;
  output.result({ ...facts, ok, airdockOk, toolkit }, [
    ...ownLines(context, own.result),
    ...toolkitLines(t, second),
  ]);
  return ok ? 0 : 1;
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
    const question = questionOf(context);
    const jobId = await beginSecondCheck(context, question);
    if (jobId === null) return reportOwn(context, await ownCheck(context, question));
    try {
      const own = await ownCheck(context, question);
      return reportBoth(context, own, await endSecondCheck(context, jobId));
    } catch (error) {
      // Nobody waits for it any more; it may have ended already.
      await context.core.jobs.cancel({ id: jobId }).catch(() => undefined);
      throw error;
    }
  },
};
