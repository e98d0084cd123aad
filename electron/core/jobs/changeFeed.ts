import type { Job } from '../../../shared/contract/job.ts';
import type { Clock } from '../../../shared/domain/clock.ts';

export type JobChange =
  | { readonly kind: 'jobChanged'; readonly job: Job }
  | { readonly kind: 'jobRemoved'; readonly id: string };

/** Tells listeners of changes: transitions at once, progress of a job at most ten times a second, the last one always. */
export interface ChangeFeed {
  transition(job: Job): void;
  progress(job: Job): void;
  removed(id: string): void;
  onChange(listener: (change: JobChange) => void): () => void;
}

const progressEveryMs = 100;

interface Pace {
  /** The newest progress that was held back. */
  waiting: Job | null;
}

export function createChangeFeed(clock: Clock, onListenerError: (error: unknown) => void): ChangeFeed {
  const listeners = new Set<(change: JobChange) => void>();
  const paces = new Map<string, Pace>();

  const emit = (change: JobChange): void => {
    for (const listener of [...listeners]) {
      try {
        listener(change);
      } catch (error) {
        // A view that fails must not keep a job from going on, or from giving its resources back.
        onListenerError(error);
      }
    }
  };

  const emitProgress = (job: Job): void => {
    const pace: Pace = { waiting: null };
    paces.set(job.id, pace);
    emit({ kind: 'jobChanged', job });
    clock.after(progressEveryMs, () => {
      // A transition meanwhile has told everything already and put an end to this pace.
      if (paces.get(job.id) !== pace) return;
      paces.delete(job.id);
      if (pace.waiting !== null) emitProgress(pace.waiting);
    });
  };

  return {
    transition(job) {
      paces.delete(job.id);
      emit({ kind: 'jobChanged', job });
    },
    progress(job) {
      const pace = paces.get(job.id);
      if (pace === undefined) emitProgress(job);
      else pace.waiting = job;
    },
    removed(id) {
      paces.delete(id);
      emit({ kind: 'jobRemoved', id });
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
