/** `apply OLD PACKAGE -o OUT`: rebuilds the new images; a file for one image, a new folder for several. */
import type { ApplyResult } from '../../../../shared/contract/delta.ts';
import type { Job } from '../../../../shared/contract/job.ts';
import { AppError } from '../../../../shared/errors.ts';
import { text } from '../arguments.ts';
import { followJob } from '../followJob.ts';
import { bytes } from '../format.ts';
import { UsageError } from '../usage.ts';
import type { Verb } from '../verb.ts';

/** Throws what ended the job, and delta.cancelled after Ctrl-C. */
function filesOf(job: Job): ApplyResult['files'] {
  if (job.error) throw AppError.fromData(job.error as ReturnType<AppError['toData']>);
  if (job.result?.kind !== 'apply') throw new AppError('delta.cancelled');
  return job.result.files;
}

export const apply: Verb = {
  name: 'apply',
  takes: 'OLD|- PACKAGE -o PATH',
  positionals: [2, 2],
  options: { out: { type: 'string', short: 'o', value: 'PATH' } },
  async run(context) {
    const { args, core, output, path, t } = context;
    const out = text(args, 'out');
    if (out === undefined) throw new UsageError('missingOption', { name: '-o PATH' });
    const [old = '', packed = ''] = args.positionals;
    const { jobId } = await core.delta.apply({
      ...(old === '-' ? {} : { old: { kind: 'path', path: path(old) } as const }),
      package: { kind: 'path', path: path(packed) },
      outPath: path(out),
    });
    const files = filesOf(await followJob(context, jobId));
    output.result(
      { files },
      files.map((file) =>
        t('cli.apply.written', {
          name: file.name,
          path: file.path,
          size: bytes(file.sizeBytes),
          digest: file.sha256.slice(0, 16),
        }),
      ),
    );
    return 0;
  },
};
