/** `upgrade --port PORT --old OLD --new NEW`: the whole main job in one line. */
import { type DeltaFormat, deltaFormatSchema } from '../../../../shared/contract/delta.ts';
import type { Job } from '../../../../shared/contract/job.ts';
import { type Way, waySchema } from '../../../../shared/contract/upgrade.ts';
import { formatsOfWay } from '../../../../shared/domain/deliveryFormats.ts';
import { isHostWithPort } from '../../../../shared/domain/hostPort.ts';
import { AppError, type ErrorCode } from '../../../../shared/errors.ts';
import { addPackage } from '../addPackage.ts';
import { choice, flag, integer, text } from '../arguments.ts';
import { bestFormat } from '../bestFormat.ts';
import { followJob } from '../followJob.ts';
import { borrowPort } from '../portArgument.ts';
import { findProject } from '../project/find.ts';
import { UsageError } from '../usage.ts';
import type { Verb, VerbContext } from '../verb.ts';

type StartInput = Parameters<VerbContext['core']['upgrade']['start']>[0];
type Source = StartInput['source'];
type Pair = Parameters<VerbContext['core']['delta']['options']>[0];

/** What only its vendor knows: a URL of somebody else's server, a file as it is, a platform's plan; null for a package of ours. */
function foreignSource(context: VerbContext): Source | null {
  const { args, path } = context;
  const newVersion = text(args, 'new-version');
  const version = newVersion === undefined ? {} : { newVersion };
  const url = text(args, 'url');
  if (url !== undefined) return { kind: 'url', url, ...version };
  const raw = text(args, 'raw');
  if (raw !== undefined) return { kind: 'raw', file: { kind: 'path', path: path(raw) }, ...version };
  const ask = !flag(args, 'follow');
  if (text(args, 'way') === 'local') return imageSource(context, { ask, ...version });
  // Following needs no way: a module that is at it has gone its own already.
  if (text(args, 'way') !== 'cloud' && (ask || text(args, 'way') !== undefined)) return null;
  return { kind: 'plan', ask, ...version };
}

/** The image of the MCU behind the module. */
function imageSource(
  { args, path }: VerbContext,
  wanted: { readonly ask: boolean; readonly newVersion?: string },
): Source {
  const out = text(args, 'out');
  const word = text(args, 'component');
  const [, name, version] = /^([^=]+)=(.+)$/.exec(word ?? '') ?? [];
  if (word !== undefined && (name === undefined || version === undefined))
    throw new UsageError('badComponent', { word });
  return {
    kind: 'image',
    ...wanted,
    ...(out === undefined ? {} : { path: path(out) }),
    ...(name === undefined || version === undefined ? {} : { component: { name, version } }),
    ...(flag(args, 'undeclared') ? { declare: false } : {}),
  };
}

async function sourceOf(context: VerbContext): Promise<Source> {
  const { args, path } = context;
  const foreign = foreignSource(context);
  if (foreign !== null) return foreign;
  const packed = text(args, 'package');
  if (packed !== undefined) return { kind: 'package', sha256: (await addPackage(context, packed)).sha256 };
  const old = text(args, 'old');
  const fresh = text(args, 'new');
  if (old === undefined || fresh === undefined)
    throw new UsageError('missingOption', { name: '--old OLD --new NEW' });
  const oldVersion = text(args, 'old-version');
  const newVersion = text(args, 'new-version');
  const pair = {
    old: { kind: 'path', path: path(old) } as const,
    new: { kind: 'path', path: path(fresh) } as const,
    ...(oldVersion === undefined ? {} : { oldVersion }),
    ...(newVersion === undefined ? {} : { newVersion }),
  };
  const overrideReason = text(args, 'override');
  return {
    kind: 'files',
    ...pair,
    format: await formatOf(context, pair),
    ...(overrideReason === undefined ? {} : { overrideReason }),
  };
}

/** The format that was named, or the best for the pair that this way carries. */
async function formatOf(context: VerbContext, pair: Pair): Promise<DeltaFormat> {
  const { args, core } = context;
  if (text(args, 'format') !== undefined)
    return choice<DeltaFormat>(args, 'format', deltaFormatSchema.options, 'ec618-at');
  const among = formatsOfWay[choice(args, 'way', waySchema.options, 'http')];
  const overrides = text(args, 'override') !== undefined;
  return bestFormat(context, await core.delta.options(pair), { among, overrides });
}

/** Nobody is there to be asked; the window can. */
const answers = ['accept', 'refuse'] as const;

/** Options that stand in the request as they are. */
function wishes({ args }: VerbContext): Partial<StartInput> {
  const driver = text(args, 'driver');
  const waitForNetwork = flag(args, 'wait-network');
  return {
    offers: choice(args, 'offers', answers, 'accept'),
    ...(driver === undefined ? {} : { driver }),
    ...(flag(args, 'accept-unknown') ? { acceptUnknown: true } : {}),
    ...(waitForNetwork ? { waitForNetwork } : {}),
  };
}

function usualWay({ kind }: Source): Way {
  if (kind === 'plan') return 'cloud';
  return kind === 'raw' ? 'serial' : 'http';
}

/** Whose product a module without one is to belong to. */
async function projectOf(context: VerbContext): Promise<Partial<StartInput>> {
  const word = text(context.args, 'project');
  return word === undefined ? {} : { projectId: (await findProject(context, word)).id };
}

/** Journal rows of the job as events while it runs. */
function streamRows({ core, output }: VerbContext, jobId: string): () => void {
  if (output.mode !== 'jsonl') return () => {};
  const print = (rows: readonly unknown[]) => {
    for (const row of rows) output.event({ event: 'row', row });
  };
  return core.journal.tail(
    { jobId, without: ['serialBytes'], last: 1000 },
    {
      onSnapshot: ({ rows }) => print(rows),
      onChanges: (changes) => {
        for (const change of changes) if (change.kind === 'rows') print(change.rows);
      },
    },
  );
}

function report({ output, t }: VerbContext, job: Job): 0 | 1 {
  if (job.state.phase !== 'ended') throw new AppError('job.unknown', { id: job.id });
  const { verdict } = job.state;
  const { kind: _, ...result } = job.result?.kind === 'upgrade' ? job.result : { kind: 'upgrade' };
  const reason = job.error
    ? t(`error.${job.error.code satisfies string as ErrorCode}`, job.error.params)
    : t(`verdict.${verdict.code}`, verdict.params);
  const details = job.result?.kind === 'upgrade' ? job.result : undefined;
  output.result(
    {
      verdict: verdict.outcome,
      // Always there, null where it is not known.
      from: null,
      to: null,
      packageBytes: null,
      ...result,
      code: verdict.code,
      stage: verdict.stage,
      retry: verdict.retry,
      remedies: verdict.remedies,
      evidence: verdict.evidence,
      jobId: job.id,
      ...(job.error ? { error: job.error } : {}),
    },
    [
      `${t(`outcome.${verdict.outcome}`)}: ${reason}`,
      ...(details?.from === undefined ? [] : [`${details.from} -> ${details.to ?? '?'}`]),
      ...(details?.packageBytes === undefined
        ? []
        : [t('cli.upgrade.package', { bytes: details.packageBytes })]),
      ...(details?.image === undefined ? [] : [t('cli.imageSaved', details.image)]),
      ...(details?.settings ?? []).flatMap(({ name, restored }) => {
        if (restored === 'failed') return [t('cli.upgrade.notRestored', { name })];
        return restored === 'untilRestart' ? [t('cli.upgrade.untilRestart', { name })] : [];
      }),
      ...verdict.remedies.map((remedy) => `- ${t(`remedy.${remedy}`)}`),
    ],
  );
  return verdict.outcome === 'succeeded' ? 0 : 1;
}

/** Null where the core of another door ended in the middle; everything else is thrown on. */
function coreGone(error: unknown): null {
  if (error instanceof AppError && error.code === 'rpc.disconnected') return null;
  throw error;
}

/** The same object as ever, with what can still be said. */
function reportGone({ output, t }: VerbContext, jobId: string): 1 {
  const error = new AppError('host.coreEnded').toData();
  const unknown = { from: null, to: null, packageBytes: null, evidence: [] };
  output.result({ verdict: 'interrupted', ...unknown, jobId, error }, [
    `${t('outcome.interrupted')}: ${t(`error.${error.code}`)}`,
  ]);
  return 1;
}

export const upgrade: Verb = {
  name: 'upgrade',
  takes: '',
  positionals: [0, 0],
  options: {
    port: { type: 'string', short: 'p', value: 'PORT' },
    old: { type: 'string', value: 'FILE' },
    new: { type: 'string', value: 'FILE' },
    package: { type: 'string', value: 'FILE' },
    firmware: { type: 'string', value: 'FILE' },
    format: { type: 'string', value: deltaFormatSchema.options.join('|') },
    way: { type: 'string', value: waySchema.options.join('|') },
    driver: { type: 'string', value: 'ID' },
    url: { type: 'string', value: 'URL' },
    raw: { type: 'string', value: 'FILE' },
    out: { type: 'string', short: 'o', value: 'FILE' },
    project: { type: 'string', value: 'PROJECT' },
    component: { type: 'string', value: 'NAME=VERSION' },
    undeclared: { type: 'boolean' },
    follow: { type: 'boolean' },
    offers: { type: 'string', value: 'accept|refuse' },
    'accept-unknown': { type: 'boolean' },
    'wait-network': { type: 'boolean' },
    advertise: { type: 'string', value: 'ADDRESS' },
    http: { type: 'string', value: 'PORT' },
    'save-url': { type: 'boolean' },
    override: { type: 'string', value: 'REASON' },
    knobs: { type: 'string', value: 'NAME=VALUE,...' },
    'old-version': { type: 'string', value: 'NAME' },
    'new-version': { type: 'string', value: 'NAME' },
  },
  async run(context) {
    const { args, core, path } = context;
    const advertise = text(args, 'advertise');
    if (advertise !== undefined && !isHostWithPort(advertise))
      throw new UsageError('badHost', { value: advertise });
    const source = await sourceOf(context);
    // A virtual module is made from OLD alone; it never hears of NEW but over its wire.
    const firmware = text(args, 'firmware') ?? text(args, 'old');
    const port = await borrowPort(context, firmware === undefined ? undefined : path(firmware));
    try {
      const serverPort = integer(args, 'http', 0, 65_535);
      const override = text(args, 'override');
      const { jobId } = await core.upgrade.start({
        portId: port.portId,
        source,
        way: choice(args, 'way', waySchema.options, usualWay(source)),
        ...wishes(context),
        ...(await projectOf(context)),
        saveUrl: flag(args, 'save-url'),
        ...(advertise === undefined ? {} : { advertise }),
        ...(serverPort === undefined ? {} : { serverPort }),
        ...(override === undefined ? {} : { override }),
      });
      const stop = streamRows(context, jobId);
      const job = await followJob(context, jobId).catch(coreGone);
      stop();
      return job === null ? reportGone(context, jobId) : report(context, job);
    } finally {
      // A core that went away has taken its virtual modules with it.
      await port.dispose().catch(coreGone);
    }
  },
};
