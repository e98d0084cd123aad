import { AppError } from '../../../shared/errors.ts';

/** `exclusive`: one job alone, e.g. a port. `shared`: any number of jobs, but no exclusive one, e.g. the OTA server. */
export type HoldMode = 'exclusive' | 'shared';

/** Who holds what. The only place where a resource is taken and given back. */
export interface Resources {
  /** Takes all or none. Throws `job.resourceBusy` {resource, jobId}. */
  take(jobId: string, names: readonly string[], mode: HoldMode): void;
  release(jobId: string, name: string): void;
  releaseAll(jobId: string): void;
  heldBy(jobId: string): readonly string[];
}

interface Hold {
  readonly jobId: string;
  readonly name: string;
  readonly mode: HoldMode;
}

export function createResources(): Resources {
  let holds: Hold[] = [];

  const refuseIfBusy = (jobId: string, name: string, mode: HoldMode): void => {
    const other = holds.find(
      (hold) =>
        hold.name === name && hold.jobId !== jobId && (mode === 'exclusive' || hold.mode === 'exclusive'),
    );
    if (other === undefined) return;
    throw new AppError('job.resourceBusy', { resource: name, jobId: other.jobId }, { retry: 'later' });
  };

  return {
    take(jobId, names, mode) {
      for (const name of names) refuseIfBusy(jobId, name, mode);
      const fresh = names.filter((name) => !holds.some((hold) => hold.name === name && hold.jobId === jobId));
      holds.push(...[...new Set(fresh)].map((name) => ({ jobId, name, mode })));
    },
    release(jobId, name) {
      holds = holds.filter((hold) => hold.jobId !== jobId || hold.name !== name);
    },
    releaseAll(jobId) {
      holds = holds.filter((hold) => hold.jobId !== jobId);
    },
    heldBy: (jobId) => holds.filter((hold) => hold.jobId === jobId).map((hold) => hold.name),
  };
}
