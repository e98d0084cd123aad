/** What a job's state says about how far it is: numbers only, words come from the locale files. */
import type { Job, Progress } from '../../shared/contract/job.ts';

/** 0 to 1, or null while the end is not known. */
export function shareDone(progress: Progress | undefined): number | null {
  if (progress === undefined) return null;
  const total = progress.total ?? (progress.unit === 'percent' ? 100 : undefined);
  return total === undefined ? null : Math.min(1, progress.done / total);
}

export function progressOf(job: Job | undefined): Progress | undefined {
  return job?.state.phase === 'running' ? job.state.progress : undefined;
}

/** `37%`, or an empty text while the end is not known. */
export function percentText(progress: Progress | undefined): string {
  const share = shareDone(progress);
  return share === null ? '' : `${Math.round(share * 100)}%`;
}

/** Whole time of an ended job, time so far of a running one. */
export function elapsedMs(job: Job, nowMs: number): number {
  return Math.max(0, (job.state.phase === 'ended' ? job.state.endedAtMs : nowMs) - job.createdAtMs);
}
