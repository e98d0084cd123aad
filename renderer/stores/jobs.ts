/** Every job as the core last told it. */
import { create } from 'zustand';
import type { Job } from '../../shared/contract/job.ts';
import type { Core } from '../connection/connect.ts';

export interface JobsView {
  readonly loaded: boolean;
  readonly jobs: readonly Job[];
}

type JobChange =
  | { readonly kind: 'jobChanged'; readonly job: Job }
  | { readonly kind: 'jobRemoved'; readonly id: string };

export const useJobs = create<JobsView>()(() => ({ loaded: false, jobs: [] }));

/** A changed job keeps its place; a new one comes last. */
export function applyJobChange(jobs: readonly Job[], change: JobChange): readonly Job[] {
  if (change.kind === 'jobRemoved') return jobs.filter((job) => job.id !== change.id);
  const known = jobs.some((job) => job.id === change.job.id);
  return known ? jobs.map((job) => (job.id === change.job.id ? change.job : job)) : [...jobs, change.job];
}

export function followJobs(core: Core): () => void {
  return core.jobs.all(
    {},
    {
      onSnapshot: (jobs) => useJobs.setState({ loaded: true, jobs }),
      onChanges: (changes) =>
        useJobs.setState(({ jobs }) => ({ jobs: changes.reduce<readonly Job[]>(applyJobChange, jobs) })),
    },
  );
}

export function useJob(id: string | null): Job | undefined {
  return useJobs(({ jobs }) => (id === null ? undefined : jobs.find((job) => job.id === id)));
}

export function isActive(job: Job): boolean {
  return job.state.phase !== 'ended';
}

/** The newest job that is still at work; an upgrade before anything else. */
export function foremostJob(jobs: readonly Job[]): Job | undefined {
  const active = jobs.filter(isActive);
  return active.findLast((job) => job.kind === 'upgrade') ?? active.at(-1);
}
