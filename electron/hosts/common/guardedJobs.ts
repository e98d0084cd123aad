/** Watches, through the contract like any other door, whether something runs that closing could harm. */
import type { CoreClient } from '../../../shared/contract/index.ts';
import type { Job } from '../../../shared/contract/job.ts';

/** Calls back with the number of guarded running jobs, first at the start and then whenever it changes; returns the unsubscribe. */
export function followGuardedJobs(
  client: Pick<CoreClient, 'jobs'>,
  onCount: (guarded: number) => void,
): () => void {
  const jobs = new Map<string, Job>();
  let last: number | undefined;
  const tell = (): void => {
    const count = [...jobs.values()].filter(isGuardedNow).length;
    if (count !== last) onCount(count);
    last = count;
  };
  return client.jobs.all(
    {},
    {
      onSnapshot(all) {
        jobs.clear();
        for (const job of all) jobs.set(job.id, job);
        tell();
      },
      onChanges(changes) {
        for (const change of changes) {
          if (change.kind === 'jobChanged') jobs.set(change.job.id, change.job);
          else jobs.delete(change.id);
        }
        tell();
      },
    },
  );
}

function isGuardedNow({ guarded, state }: Job): boolean {
  return guarded && (state.phase === 'running' || state.phase === 'cancelling');
}
