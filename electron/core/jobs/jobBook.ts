import type { Job } from '../../../shared/contract/job.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import type { JournalPort } from '../../../shared/domain/journalPort.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Store } from '../store/store.ts';
import { type ChangeFeed, createChangeFeed } from './changeFeed.ts';
import { createJobRepository, type JobRepository } from './jobRepository.ts';

/** Every job by id, in memory and in the database. */
export interface JobBook {
  readonly onChange: ChangeFeed['onChange'];
  list(): readonly Job[];
  /** Throws `job.unknown` {id}. */
  get(id: string): Job;
  /** The job while it has not ended. */
  alive(id: string): Job | undefined;
  /** A state worth keeping: saved and told at once. */
  put(job: Job): void;
  /** Told, but not saved: it would be written ten times a second and is worth nothing after a crash. */
  putProgress(job: Job): void;
  /** Told now; `save` follows when its evidence is durable. */
  show(job: Job): void;
  save(job: Job): void;
  remove(id: string): void;
}

export function createJobBook(parts: { store: Store; journal: JournalPort; clock: Clock }): JobBook {
  const { journal } = parts;
  const repository = createJobRepository(parts.store);
  const feed = createChangeFeed(parts.clock, (error) => {
    const reason = AppError.from(error).message;
    journal.append({ kind: 'appEvent', event: 'job.listenerFailed', params: { reason } });
  });
  const jobs = loadJobs(repository, journal);

  const save = (job: Job): void => {
    try {
      repository.save(job);
    } catch (error) {
      // The work itself is worth more than its record; what is missing there is said in the journal.
      const { message } = AppError.from(error);
      journal.append({ kind: 'appEvent', jobId: job.id, event: 'job.notSaved', params: { reason: message } });
    }
  };

  const show = (job: Job): void => {
    jobs.set(job.id, job);
    feed.transition(job);
  };

  return {
    onChange: feed.onChange,
    list: () => [...jobs.values()],
    get(id) {
      const job = jobs.get(id);
      if (job === undefined) throw new AppError('job.unknown', { id });
      return job;
    },
    alive(id) {
      const job = jobs.get(id);
      return job?.state.phase === 'ended' ? undefined : job;
    },
    save,
    show,
    put(job) {
      save(job);
      show(job);
    },
    putProgress(job) {
      jobs.set(job.id, job);
      feed.progress(job);
    },
    remove(id) {
      repository.remove(id);
      jobs.delete(id);
      feed.removed(id);
    },
  };
}

function loadJobs(repository: JobRepository, journal: JournalPort): Map<string, Job> {
  const { jobs, unreadable } = repository.load();
  for (const id of unreadable) {
    journal.append({ kind: 'appEvent', event: 'job.unreadable', params: { id } });
  }
  return new Map(jobs.map((job) => [job.id, job]));
}
