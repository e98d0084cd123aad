import { type Job, jobSchema } from '../../../shared/contract/job.ts';
import type { Store } from '../store/store.ts';

/** Jobs as rows of the database, each whole; progress is not kept. */
export interface JobRepository {
  /** Oldest first. `unreadable` are ids of rows that this version does not understand; they stay in the database. */
  load(): { readonly jobs: readonly Job[]; readonly unreadable: readonly string[] };
  save(job: Job): void;
  remove(id: string): void;
}

export function createJobRepository(store: Store): JobRepository {
  return {
    load() {
      const jobs: Job[] = [];
      const unreadable: string[] = [];
      for (const row of store.all('SELECT id, data FROM jobs ORDER BY created_at_ms, rowid')) {
        const job = parseJob(row['data']);
        if (job === null) unreadable.push(String(row['id']));
        else jobs.push(job);
      }
      return { jobs, unreadable };
    },
    save(job) {
      const kept = withoutProgress(job);
      store.run(
        `INSERT INTO jobs (id, created_at_ms, phase, data) VALUES (?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET phase = excluded.phase, data = excluded.data`,
        kept.id,
        kept.createdAtMs,
        kept.state.phase,
        JSON.stringify(kept),
      );
    },
    remove: (id) => {
      store.run('DELETE FROM jobs WHERE id = ?', id);
    },
  };
}

function withoutProgress(job: Job): Job {
  if (job.state.phase !== 'running') return job;
  return { ...job, state: { phase: 'running', stage: job.state.stage } };
}

function parseJob(data: unknown): Job | null {
  if (typeof data !== 'string') return null;
  try {
    return jobSchema.parse(JSON.parse(data));
  } catch {
    return null;
  }
}
