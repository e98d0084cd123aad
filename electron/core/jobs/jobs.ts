import { randomUUID } from 'node:crypto';
import type { Job } from '../../../shared/contract/job.ts';
import type { Stage, Verdict } from '../../../shared/contract/verdict.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import type { JournalPort } from '../../../shared/domain/journalPort.ts';
import { AppError, type ErrorParams } from '../../../shared/errors.ts';
import type { Store } from '../store/store.ts';
import type { JobChange } from './changeFeed.ts';
import { createJobBook, type JobBook } from './jobBook.ts';
import { createJobContext, type JobContext } from './jobContext.ts';
import { createResources, type Resources } from './resources.ts';
import { cancelledVerdict, interruptedVerdict, isCancellation, verdictOfError } from './verdicts.ts';

/** How a run ends when it ends by itself. A verdict without evidence gets the rows that the run itself reported. */
export type JobOutcome = Verdict;

export interface JobSpec {
  readonly kind: Job['kind'];
  /** Text params for the title, e.g. file names. */
  readonly title: ErrorParams;
  /** Held by this job alone from its start to its end, e.g. `port:COM3`. */
  readonly resources: readonly string[];
  /** Held together with other jobs, e.g. `otaServer`. */
  readonly sharedResources?: readonly string[];
  readonly guarded: boolean;
  /** Returns the verdict; a throw becomes `failed` with `job.error`, or `cancelled` when it answers the signal. */
  readonly run: (context: JobContext) => Promise<JobOutcome>;
}

export interface Jobs {
  /** Starts at once; `run` is called after this has returned. Throws `job.resourceBusy` {resource, jobId}. */
  start(spec: JobSpec): Job;
  /** Throws `job.unknown` {id}, `job.notCancellable` {id}. Asking twice is the same as asking once. */
  cancel(id: string): void;
  /** Throws `job.unknown` {id}, `job.stillRunning` {id}. */
  remove(id: string): void;
  /** Newest last. */
  list(): readonly Job[];
  get(id: string): Job;
  /** Resolves with the job when it has ended; never rejects for a job that exists. */
  whenEnded(id: string): Promise<Job>;
  onChange(listener: (change: JobChange) => void): () => void;
  /** Jobs that closing Airdock or letting the computer sleep could harm. */
  activeGuards(): readonly Job[];
  /** Stops what runs and waits for it, at most `limitMs`; it ends as `interrupted`, if not now then at the next start. */
  close(limitMs?: number): Promise<void>;
}

export interface JobsParts {
  readonly store: Store;
  /** `flush`, where there is one, makes evidence durable before a verdict is. */
  readonly journal: JournalPort & { flush?(): Promise<void> };
  readonly clock: Clock;
  readonly newId?: () => string;
}

/** A full or dying disk must not keep a job from ending. */
const flushWithinMs = 2000;

/** Loads the jobs of earlier runs; those that were running then become `interrupted`. */
export function createJobs(parts: JobsParts): Jobs {
  const { clock, journal, newId = randomUUID } = parts;
  const book = createJobBook(parts);
  const resources = createResources();
  const controllers = new Map<string, AbortController>();
  let closing = false;
  interruptLeftOver(parts, book);

  const start = (spec: JobSpec): Job => {
    const id = newId();
    takeAll(resources, id, spec);
    const job: Job = {
      id,
      kind: spec.kind,
      title: { ...spec.title },
      createdAtMs: clock.wallMs(),
      state: { phase: 'running', stage: 'prepare' },
      resources: [...resources.heldBy(id)],
      guarded: spec.guarded,
    };
    const controller = new AbortController();
    controllers.set(id, controller);
    journal.append({ kind: 'jobEvent', jobId: id, event: 'job.started', params: job.title, level: 'info' });
    book.put(job);
    const context = createJobContext({ id, signal: controller.signal, book, journal, resources, clock });
    void Promise.resolve().then(() => carryOut(spec, context));
    return job;
  };

  const carryOut = async (spec: JobSpec, context: JobContext): Promise<void> => {
    const { id } = context;
    const stage = (): Stage => stageOf(book.get(id));
    const { verdict: judged, error } = await judge(spec, context, stage);
    // Nobody cancelled a job that only ends because the core does.
    const ended = closing && judged.outcome === 'cancelled';
    const verdict = ended ? interruptedVerdict(spec.kind, stage(), judged.evidence) : judged;
    const errorData = error === undefined ? {} : { error: error.toData() };
    journal.append({ kind: 'jobEnded', jobId: id, verdict, ...errorData });
    await flushed(parts);
    resources.releaseAll(id);
    controllers.delete(id);
    const state = { phase: 'ended', endedAtMs: clock.wallMs(), verdict } as const;
    book.put({ ...book.get(id), state, resources: [], guarded: false, ...errorData });
  };

  const cancel = (id: string): void => {
    const job = book.get(id);
    if (job.state.phase === 'ended') throw new AppError('job.notCancellable', { id });
    if (job.state.phase === 'cancelling') return;
    journal.append({ kind: 'jobEvent', jobId: id, event: 'job.cancelAsked', params: {}, level: 'info' });
    book.put({ ...job, state: { phase: 'cancelling', stage: stageOf(job) } });
    controllers.get(id)?.abort(new AppError('rpc.cancelled'));
  };

  const whenEnded = (id: string): Promise<Job> => {
    const job = book.get(id);
    if (job.state.phase === 'ended') return Promise.resolve(job);
    return new Promise((resolve) => {
      const stop = book.onChange((change) => {
        if (change.kind !== 'jobChanged' || change.job.id !== id || change.job.state.phase !== 'ended')
          return;
        stop();
        resolve(change.job);
      });
    });
  };

  return {
    start,
    cancel,
    whenEnded,
    remove(id) {
      if (book.get(id).state.phase !== 'ended') throw new AppError('job.stillRunning', { id });
      book.remove(id);
    },
    list: book.list,
    get: book.get,
    onChange: book.onChange,
    activeGuards: () => book.list().filter((job) => job.guarded && job.state.phase !== 'ended'),
    async close(limitMs = 5000) {
      const running = book.list().filter((job) => job.state.phase !== 'ended');
      closing = true;
      for (const { id } of running) {
        journal.append({
          kind: 'jobEvent',
          jobId: id,
          event: 'job.coreClosing',
          params: {},
          level: 'warning',
        });
        controllers.get(id)?.abort(new AppError('rpc.cancelled'));
      }
      await orAfter(clock, limitMs, Promise.all(running.map(({ id }) => whenEnded(id))));
    },
  };
}

/** Runs and turns every way to end into a verdict. */
async function judge(
  spec: JobSpec,
  context: JobContext,
  stage: () => Stage,
): Promise<{ readonly verdict: Verdict; readonly error?: AppError }> {
  const said: number[] = [];
  const event: JobContext['event'] = (...args) => {
    const row = context.event(...args);
    said.push(row.seq);
    return row;
  };
  try {
    const verdict = await spec.run({ ...context, event });
    if (verdict.evidence.length > 0) return { verdict };
    if (said.length === 0) context.event('job.noEvidence', { code: verdict.code }, 'warning');
    return { verdict: { ...verdict, evidence: said } };
  } catch (thrown) {
    if (isCancellation(thrown, context.signal)) {
      const { seq } = context.event('job.cancelled', { stage: stage() });
      return { verdict: cancelledVerdict(spec.kind, stage(), [seq]) };
    }
    const error = AppError.from(thrown);
    const { seq } = context.event('job.error', { ...error.params, error: error.code }, 'error');
    return { verdict: verdictOfError(error, stage(), [seq]), error };
  }
}

function interruptLeftOver(parts: JobsParts, book: JobBook): void {
  const leftOver = book.list().filter((job) => job.state.phase !== 'ended');
  if (leftOver.length === 0) return;
  const ended = leftOver.map((job) => {
    const stage = stageOf(job);
    const { seq } = parts.journal.append({
      kind: 'jobEvent',
      jobId: job.id,
      event: 'job.interrupted',
      params: { stage },
      level: 'warning',
    });
    const verdict = interruptedVerdict(job.kind, stage, [seq]);
    parts.journal.append({ kind: 'jobEnded', jobId: job.id, verdict });
    const state = { phase: 'ended', endedAtMs: parts.clock.wallMs(), verdict } as const;
    return { ...job, state, resources: [], guarded: false };
  });
  ended.forEach(book.show);
  void flushed(parts).then(() => ended.forEach(book.save));
}

function takeAll(resources: Resources, id: string, spec: JobSpec): void {
  try {
    resources.take(id, spec.resources, 'exclusive');
    resources.take(id, spec.sharedResources ?? [], 'shared');
  } catch (error) {
    resources.releaseAll(id);
    throw error;
  }
}

function stageOf({ state }: Job): Stage {
  if (state.phase === 'ended') return state.verdict.stage;
  return state.phase === 'queued' ? 'prepare' : state.stage;
}

/** Rows named as evidence reach the medium before the verdict reaches the database; trouble with that is the journal's to tell. */
async function flushed({ journal, clock }: JobsParts): Promise<void> {
  await orAfter(
    clock,
    flushWithinMs,
    Promise.resolve(journal.flush?.()).catch(() => undefined),
  );
}

async function orAfter(clock: Clock, limitMs: number, work: Promise<unknown>): Promise<void> {
  let stop = (): void => undefined;
  const late = new Promise<void>((resolve) => {
    stop = clock.after(limitMs, resolve);
  });
  await Promise.race([work, late]);
  stop();
}
