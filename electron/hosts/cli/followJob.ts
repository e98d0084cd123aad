/** Follows a job to its end: progress for people, events for programs, Ctrl-C as a cancel that is waited for. */
import type { Job } from '../../../shared/contract/job.ts';
import { AppError } from '../../../shared/errors.ts';
import { bytes, duration } from './format.ts';
import type { VerbContext } from './verb.ts';

function progressLine({ t }: VerbContext, job: Job): string | null {
  if (job.state.phase !== 'running' || job.state.progress === undefined) return null;
  const { phase, done, total, unit, ratePerS, etaMs } = job.state.progress;
  const share = total === undefined ? '' : ` ${Math.floor((100 * done) / total)} %`;
  const amount = unit === 'bytes' ? ` ${bytes(done)}` : '';
  const rate = unit === 'bytes' && ratePerS !== undefined ? ` ${bytes(Math.round(ratePerS))}/s` : '';
  const eta = etaMs === undefined ? '' : `  ${t('cli.eta', { time: duration(etaMs) })}`;
  return `${t(`phase.${phase}`)}${share}${amount}${rate}${eta}`;
}

/**
 * @param onJob told of every state of the job, the last one included
 * @returns the ended job
 * @throws AppError rpc.disconnected when the core goes away; the job goes on without us
 */
export function followJob(
  context: VerbContext,
  jobId: string,
  onJob: (job: Job) => void = () => {},
): Promise<Job> {
  const { core, output, signal } = context;
  return new Promise((resolve, reject) => {
    const cancel = () => {
      core.jobs.cancel({ id: jobId }).catch(reject);
    };
    signal.addEventListener('abort', cancel, { once: true });
    const seen = (job: Job) => {
      output.event({ event: 'job', job });
      onJob(job);
      const line = progressLine(context, job);
      if (line !== null) output.progress(line);
      if (job.state.phase !== 'ended') return;
      signal.removeEventListener('abort', cancel);
      unsubscribe();
      resolve(job);
    };
    const unsubscribe = core.jobs.all(
      {},
      {
        onSnapshot: (jobs) => {
          const job = jobs.find(({ id }) => id === jobId);
          if (job) queueMicrotask(() => seen(job));
          else reject(new AppError('job.unknown', { id: jobId }));
        },
        onChanges: (changes) => {
          for (const change of changes) {
            if (change.kind === 'jobChanged' && change.job.id === jobId) seen(change.job);
          }
        },
        onError: reject,
      },
    );
  });
}
