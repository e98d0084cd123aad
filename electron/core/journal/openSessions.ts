import type { JournalRow } from '../../../shared/contract/journal.ts';

/** Learns from the rows themselves which jobs are running and which ports are held, and where that began, so that retention spares their rows. */
export interface OpenSessions {
  note(row: JournalRow): void;
  /** First row of any running job or held port; Infinity when there is none. */
  keepFromSeq(): number;
}

export function createOpenSessions(): OpenSessions {
  const firstSeqs = new Map<string, number>();
  /** A job may still say something after its end; that must not bring it back to life. */
  const ended = new Set<string>();

  const begin = (key: string, seq: number): void => {
    if (!firstSeqs.has(key)) firstSeqs.set(key, seq);
  };
  const noteJob = (jobId: string, { kind, seq }: JournalRow): void => {
    if (kind === 'jobEnded') {
      firstSeqs.delete(`job ${jobId}`);
      ended.add(jobId);
    } else if (!ended.has(jobId)) begin(`job ${jobId}`, seq);
  };
  return {
    note(row) {
      if (row.jobId !== undefined) noteJob(row.jobId, row);
      if (row.kind !== 'portEvent') return;
      const key = `port ${row.portId ?? ''}`;
      // A port that vanished is still held: its session goes on when it comes back.
      if (row.event === 'leaseTaken' || row.event === 'opened') begin(key, row.seq);
      if (row.event === 'leaseReleased' || row.event === 'openFailed') firstSeqs.delete(key);
    },
    keepFromSeq: () => Math.min(Number.POSITIVE_INFINITY, ...firstSeqs.values()),
  };
}
