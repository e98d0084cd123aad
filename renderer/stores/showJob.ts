/** Where a job is shown: the one place that knows it, for every list and status line. */
import type { Job } from '../../shared/contract/job.ts';
import { goTo } from './route.ts';

export function showJob(job: Job): void {
  if (job.kind === 'upgrade') goTo('upgrade', { step: 5, draft: { job: job.id } });
  else if (job.kind === 'hops') goTo('hops', { draft: { hopsJob: job.id } });
  else if (job.kind === 'secondCheck') goTo('packages', packageOf(job));
  else if (job.kind === 'settings') goTo('moduleSettings', { draft: { many: true, settingsJob: job.id } });
  else if (job.kind === 'report') showReport(job);
  else if (['verify', 'apply', 'export'].includes(job.kind)) goTo('timeline', { section: job.id });
  else goTo('upgrade', { step: 3, draft: { buildJob: job.id } });
}

/** What came in is read as a recording; what goes out is where it was made. */
function showReport({ title, result }: Job): void {
  const [recording = null] = result?.kind === 'report' ? (result.recordingIds ?? []) : [];
  if (title['task'] === 'import' || title['task'] === 'open') goTo('recordings', { section: recording });
  else goTo('reports');
}

/** The package that was checked, where the job has said so. */
function packageOf({ result }: Job): { readonly shown?: string } {
  return result?.kind === 'secondCheck' ? { shown: result.packageSha256 } : {};
}
