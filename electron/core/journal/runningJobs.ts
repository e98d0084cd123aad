import type { JournalRow } from '../../../shared/contract/journal.ts';

/** Learns from the rows themselves which jobs are running and where they began, so that retention spares their rows. */
export interface RunningJobs {
  note(row: JournalRow): void;
  /** First row of any running job; Infinity when none runs. */
  keepFromSeq(): number;
}

export function createRunningJobs(): RunningJobs {
  const firstSeqs = new Map<string, number>();
  /** A job may still say something after its end; that must not bring it back to life. */
  const ended = new Set<string>();
  return {
    note({ jobId, kind, seq }) {
      if (jobId === undefined) return;
      if (kind === 'jobEnded') {
        firstSeqs.delete(jobId);
        ended.add(jobId);
      } else if (!ended.has(jobId) && !firstSeqs.has(jobId)) {
        firstSeqs.set(jobId, seq);
      }
    },
    keepFromSeq: () => Math.min(Number.POSITIVE_INFINITY, ...firstSeqs.values()),
  };
}
