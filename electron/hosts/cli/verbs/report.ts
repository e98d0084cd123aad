/** `report`: what was imported, bundles that leave this computer, certificates, and numbers of many upgrades. */
import { writeFile } from 'node:fs/promises';
import type { Job } from '../../../../shared/contract/job.ts';
import type { RedactionPreview } from '../../../../shared/contract/report.ts';
import { AppError } from '../../../../shared/errors.ts';
import { flag, text, texts } from '../arguments.ts';
import { followJob } from '../followJob.ts';
import { bytes } from '../format.ts';
import { snapshotOf } from '../snapshot.ts';
import { UsageError } from '../usage.ts';
import type { Verb, VerbContext } from '../verb.ts';
import { recordingLines } from './import.ts';

const actions = ['list', 'open', 'preview', 'create', 'certificate', 'upgrades', 'remove'] as const;

function needed({ args }: VerbContext, what: string): string {
  const word = args.positionals[1];
  if (word === undefined) throw new UsageError('missingOption', { name: what });
  return word;
}

function selectionOf({ args }: VerbContext) {
  return {
    jobIds: [...texts(args, 'job')],
    recordingIds: [...texts(args, 'recording')],
    redact: !flag(args, 'no-redact'),
    includeFirmware: flag(args, 'with-firmware'),
  };
}

function resultOf({ error, result }: Job) {
  if (error) throw AppError.fromData(error as ReturnType<AppError['toData']>);
  if (result?.kind !== 'report') throw new AppError('rpc.cancelled');
  return result;
}

function previewLines({ t }: VerbContext, preview: RedactionPreview | undefined): string[] {
  if (preview === undefined) return [];
  const { parts, counts, samples, firmwareBytesWithheld } = preview;
  const kindOf = (kind: string): string => t(`pseudonym.${kind}`);
  return [
    ...parts.map(({ path, sizeBytes }) => t('cli.report.part', { path, size: bytes(sizeBytes) })),
    ...counts.map(({ kind, values, places }) =>
      t('cli.report.count', { kind: kindOf(kind), values, places }),
    ),
    ...samples.map(({ kind, ...sample }) => t('cli.report.sample', { kind: kindOf(kind), ...sample })),
    ...(firmwareBytesWithheld === 0 ? [] : [t('cli.report.withheld', { bytes: firmwareBytesWithheld })]),
  ];
}

async function listAll(context: VerbContext, ids?: readonly string[]): Promise<0> {
  const all = await snapshotOf(context.core.report.recordings);
  const recordings = ids === undefined ? all : all.filter(({ id }) => ids.includes(id));
  const lines = recordings.flatMap((recording) => recordingLines(context, recording));
  context.output.result({ recordings }, lines.length === 0 ? [context.t('cli.report.none')] : lines);
  return 0;
}

async function bundle(context: VerbContext, path: string | null): Promise<0> {
  const { core, output, args, t } = context;
  const selection = selectionOf(context);
  const { jobId } =
    path === null
      ? await core.report.preview(selection)
      : await core.report.create({ ...selection, path, overwrite: flag(args, 'force') });
  const { preview, sizeBytes, sha256 } = resultOf(await followJob(context, jobId));
  const written = path === null ? [] : [t('cli.report.written', { path, size: bytes(sizeBytes ?? 0) })];
  output.result({ ...preview, ...(path === null ? {} : { path, sizeBytes, sha256 }) }, [
    ...previewLines(context, preview),
    ...written,
  ]);
  return 0;
}

/** To the named file, else to standard output. */
async function write(context: VerbContext, file: string | undefined, words: string): Promise<0> {
  if (file === undefined) {
    context.output.result({ text: words }, words.split(/\r?\n/));
    return 0;
  }
  const path = context.path(file);
  await writeFile(path, words, { flag: flag(context.args, 'force') ? 'w' : 'wx' }).catch((error: unknown) => {
    const exists = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    if (exists) throw new AppError('file.exists', { path });
    throw new AppError('file.notWritable', { path, reason: String(error) });
  });
  context.output.result({ path }, [
    context.t('cli.report.written', { path, size: bytes(Buffer.byteLength(words)) }),
  ]);
  return 0;
}

async function certificate(context: VerbContext): Promise<0> {
  const { core, args, t } = context;
  // The page speaks as this command line does.
  const language = /^[ -~]+$/.test(t('outcome.failed')) ? 'en' : 'zh-CN';
  const operator = text(args, 'operator');
  const { html } = await core.report.certificate({
    ...{ jobId: needed(context, 'JOB'), language },
    ...(operator === undefined ? {} : { operator }),
  });
  return write(context, text(args, 'out'), html);
}

export const report: Verb = {
  name: 'report',
  takes: 'ACTION [WORD]',
  forms: [
    'report list',
    'report open FILE',
    'report preview --job ID',
    'report create FILE --job ID [--recording ID] [--no-redact] [--with-firmware]',
    'report certificate JOB [-o FILE] [--operator NAME]',
    'report upgrades [csv|json] [-o FILE]',
    'report remove RECORDING',
  ],
  positionals: [0, 2],
  options: {
    job: { type: 'string', multiple: true, value: 'ID' },
    recording: { type: 'string', multiple: true, value: 'ID' },
    'no-redact': { type: 'boolean' },
    'with-firmware': { type: 'boolean' },
    operator: { type: 'string', value: 'NAME' },
    out: { type: 'string', short: 'o', value: 'FILE' },
    force: { type: 'boolean' },
  },
  async run(context) {
    const { args, core, output, path } = context;
    const word = args.positionals[0] ?? 'list';
    const action = actions.find((name) => name === word);
    switch (action) {
      case 'list':
        return listAll(context);
      case 'open': {
        const file = { kind: 'path', path: path(needed(context, 'FILE')) } as const;
        const { jobId } = await core.report.open({ file });
        return listAll(context, resultOf(await followJob(context, jobId)).recordingIds ?? []);
      }
      case 'preview':
        return bundle(context, null);
      case 'create':
        return bundle(context, path(needed(context, 'FILE')));
      case 'certificate':
        return certificate(context);
      case 'upgrades': {
        const format = args.positionals[1] === 'json' ? 'json' : 'csv';
        return write(context, text(args, 'out'), (await core.report.upgradesFile({ format })).text);
      }
      case 'remove': {
        const recordingId = needed(context, 'RECORDING');
        await core.report.remove({ recordingId });
        output.result({ recordingId }, []);
        return 0;
      }
      case undefined:
        throw new UsageError('badAction', { allowed: actions.join(', '), value: word });
    }
  },
};
