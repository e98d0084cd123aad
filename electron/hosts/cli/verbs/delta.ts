/** `delta OLD|- NEW -o OUT`: builds a package, proves it, writes it. `-` stands for no OLD. */
import {
  type DeltaFormat,
  deltaFormatSchema,
  type FormatEstimate,
  type FormatOption,
} from '../../../../shared/contract/delta.ts';
import type { Job } from '../../../../shared/contract/job.ts';
import type { PackageManifest } from '../../../../shared/contract/package.ts';
import { AppError } from '../../../../shared/errors.ts';
import { choice, flag, integer, text } from '../arguments.ts';
import { bestFormat } from '../bestFormat.ts';
import { estimateLines, estimatesOf } from '../estimateText.ts';
import { followJob } from '../followJob.ts';
import { bytes } from '../format.ts';
import { HintedRefusal } from '../hintedRefusal.ts';
import { caveatLines, fillLines, manifestFacts, warningText } from '../packageText.ts';
import { UsageError } from '../usage.ts';
import type { Verb, VerbContext } from '../verb.ts';

function toLines({ t }: VerbContext, manifest: PackageManifest, path: string): string[] {
  return [
    t('cli.delta.written', { path, size: bytes(manifest.sizeBytes) }),
    ...fillLines(t, manifest),
    `SHA-256: ${manifest.sha256}`,
    t('cli.delta.format', { format: manifest.format, proof: t(`proofClass.${manifest.proofClass}`) }),
    ...manifest.proof.images.map(({ name, rebuiltSha256 }) =>
      t('cli.delta.proved', { name, digest: rebuiltSha256.slice(0, 16) }),
    ),
    ...(manifest.overrideReason === undefined
      ? []
      : [t('cli.delta.overridden', { reason: manifest.overrideReason })]),
    ...caveatLines(t, manifest),
  ];
}

/** The package that an ended delta job left behind; an AppError or a refusal otherwise. */
export async function packageOf({ core }: VerbContext, job: Job): Promise<PackageManifest> {
  if (job.error) throw AppError.fromData(job.error as ReturnType<AppError['toData']>);
  if (job.result?.kind !== 'delta') throw new AppError('delta.cancelled');
  return core.packages.get({ sha256: job.result.packageSha256 });
}

type Pair = Parameters<VerbContext['core']['delta']['options']>[0];

function pairOf({ args, path }: VerbContext): Pair {
  const [old = '', fresh = ''] = args.positionals;
  const oldVersion = text(args, 'old-version');
  const newVersion = text(args, 'new-version');
  return {
    ...(old === '-' ? {} : { old: { kind: 'path', path: path(old) } as const }),
    new: { kind: 'path', path: path(fresh) },
    ...(oldVersion === undefined ? {} : { oldVersion }),
    ...(newVersion === undefined ? {} : { newVersion }),
  };
}

/** The format to build, and what speaks for caution before it is built. */
async function chosenOption(context: VerbContext, pair: Pair): Promise<FormatOption> {
  const { core, args } = context;
  const options = await core.delta.options(pair);
  const format =
    text(args, 'format') === undefined
      ? bestFormat(context, options, { overrides: text(args, 'override') !== undefined })
      : choice<DeltaFormat>(args, 'format', deltaFormatSchema.options, 'ec618-at');
  const option = options.find((candidate) => candidate.format === format);
  if (option === undefined) throw new AppError('delta.unsupportedFormat', { format });
  return option;
}

/** Where the package goes; refused before any work where it could not be written. */
async function targetOf({ args, core, path }: VerbContext): Promise<{ path: string; overwrite: boolean }> {
  const out = text(args, 'out');
  if (out === undefined) throw new UsageError('missingOption', { name: '-o FILE' });
  const inputs = args.positionals.filter((word) => word !== '-');
  if (inputs.some((word) => path(word) === path(out))) throw new UsageError('outIsInput', { path: out });
  const target = { path: path(out), overwrite: flag(args, 'force') };
  await core.packages.checkTarget(target);
  return target;
}

/** How large it is likely to be, said before the build; null where nothing could be said. */
async function sayEstimate(
  context: VerbContext,
  pair: Pair,
  { format }: FormatOption,
): Promise<FormatEstimate | null> {
  const { output, t } = context;
  const estimate = (await estimatesOf(context, pair)).find((candidate) => candidate.format === format);
  if (estimate === undefined) return null;
  output.event({ event: 'estimate', ...estimate });
  if (output.mode === 'text') for (const line of estimateLines(t, estimate)) output.note(line);
  return estimate;
}

/** Throws what refuses the format, unless a reason that helps was given; with what helps. */
function refuseInTime({ args }: VerbContext, { refusal, overridable }: FormatOption): void {
  if (refusal === undefined) return;
  const reasoned = text(args, 'override') !== undefined;
  if (reasoned && overridable) return;
  const error = AppError.fromData(refusal as ReturnType<AppError['toData']>);
  if (reasoned) throw new HintedRefusal(error, 'cli.delta.notOverridable');
  throw overridable ? new HintedRefusal(error, 'cli.delta.overridable') : error;
}

/** Experimental formats and everything else that a person should read before the build, not after the upgrade. */
function sayBefore({ output, t, args }: VerbContext, option: FormatOption): void {
  if (output.mode !== 'text') return;
  const reason = text(args, 'override');
  if (reason !== undefined && option.refusal === undefined) output.note(t('cli.delta.nothingToOverride'));
  if (option.proofClass !== 'experimental') return;
  for (const warning of option.warnings) output.note(warningText(t, warning));
}

export const delta: Verb = {
  name: 'delta',
  takes: 'OLD|- NEW -o FILE',
  positionals: [2, 2],
  options: {
    out: { type: 'string', short: 'o', value: 'FILE' },
    format: { type: 'string', value: deltaFormatSchema.options.join('|') },
    'old-version': { type: 'string', value: 'NAME' },
    'new-version': { type: 'string', value: 'NAME' },
    'allow-older': { type: 'boolean' },
    override: { type: 'string', value: 'REASON' },
    'app-version': { type: 'string', value: 'N' },
    force: { type: 'boolean' },
  },
  async run(context) {
    const { args, core, output } = context;
    const target = await targetOf(context);
    const pair = pairOf(context);
    const option = await chosenOption(context, pair);
    refuseInTime(context, option);
    sayBefore(context, option);
    const estimate = await sayEstimate(context, pair, option);
    const overrideReason = text(args, 'override');
    const appVersion = integer(args, 'app-version', 0, 0xffffffff);
    const { jobId } = await core.delta.build({
      ...pair,
      format: option.format,
      allowOlder: flag(args, 'allow-older'),
      ...(overrideReason === undefined ? {} : { overrideReason }),
      ...(appVersion === undefined ? {} : { appVersion }),
    });
    const manifest = await packageOf(context, await followJob(context, jobId));
    const saved = await core.packages.save({ sha256: manifest.sha256, ...target });
    output.result(
      { ...manifestFacts(context.t, manifest), path: saved.path, estimate },
      toLines(context, manifest, saved.path),
    );
    return 0;
  },
};
