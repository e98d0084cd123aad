/** Watches, through the contract like any other door, whether something runs that sleep or closing could harm. */
import type { CoreClient } from '../../../shared/contract/index.ts';
import type { Job } from '../../../shared/contract/job.ts';

export interface GuardedState {
  /** How many jobs run that must not be disturbed. */
  readonly guarded: number;
  /** 0 to 1 of the only running job that knows its end; null when there is none or more than one. */
  readonly progress: number | null;
}

/** Calls back whenever the state has changed, first with the state at the start; returns the unsubscribe. */
export function followGuardedJobs(
  client: Pick<CoreClient, 'jobs'>,
  onChange: (state: GuardedState) => void,
): () => void {
  const jobs = new Map<string, Job>();
  let last: GuardedState | undefined;
  const tell = (): void => {
    const next = judge([...jobs.values()]);
    if (next.guarded === last?.guarded && next.progress === last.progress) return;
    last = next;
    onChange(next);
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

function judge(jobs: readonly Job[]): GuardedState {
  const running = jobs.filter((job) => job.state.phase === 'running' || job.state.phase === 'cancelling');
  const known = running.flatMap(({ state }) => {
    if (state.phase !== 'running' || state.progress?.total === undefined) return [];
    return [Math.min(1, state.progress.done / state.progress.total)];
  });
  return {
    guarded: running.filter((job) => job.guarded).length,
    progress: running.length === 1 ? (known[0] ?? null) : null,
  };
}
