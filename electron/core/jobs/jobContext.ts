import {
  type Job,
  type JobResult,
  jobResultSchema,
  type UpgradeResult,
} from '../../../shared/contract/job.ts';
import type { JournalRow } from '../../../shared/contract/journal.ts';
import type { Stage } from '../../../shared/contract/verdict.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import type { JournalPort } from '../../../shared/domain/journalPort.ts';
import { AppError, type ErrorParams } from '../../../shared/errors.ts';
import type { JobBook } from './jobBook.ts';
import { createProgressMeter, type ProgressUpdate } from './progressMeter.ts';
import type { HoldMode, Resources } from './resources.ts';

/** The first patch of an upgrade must bring what is required (`way`, `portId`, `settings`). */
export type ResultPatch =
  | Extract<
      JobResult,
      { kind: 'delta' | 'settings' | 'hops' | 'secondCheck' | 'verify' | 'apply' | 'export' | 'report' }
    >
  | ({ readonly kind: 'upgrade' } & Partial<Omit<UpgradeResult, 'kind'>>);

export type EventLevel = 'info' | 'warning' | 'error';

/** What a running job can do besides its work. All members may be handed on as plain functions. */
export interface JobContext {
  readonly id: string;
  /** Aborted when a person cancels; stop at the next safe point and throw, or return what had already happened. */
  readonly signal: AbortSignal;
  /** Begins a stage; saved, and a row in the journal. */
  readonly stage: (stage: Stage) => void;
  readonly progress: (update: ProgressUpdate) => void;
  /** Takes one more resource until the returned function or the job's end. Throws `job.resourceBusy` {resource, jobId}; `job.unknown` {id} after that end. */
  readonly hold: (resource: string, mode?: HoldMode) => () => void;
  /** True while stopping Airdock or sleeping could harm what the job works on. */
  readonly guard: (on: boolean) => void;
  /** A row of the journal, to be named as evidence by its `seq`. `key` is a text key below `event.`. */
  readonly event: (key: string, params?: ErrorParams, level?: EventLevel) => JournalRow;
  /** What is known so far; laid over what was said before. */
  readonly result: (patch: ResultPatch) => void;
}

interface ContextParts {
  readonly id: string;
  readonly signal: AbortSignal;
  readonly book: JobBook;
  readonly journal: JournalPort;
  readonly resources: Resources;
  readonly clock: Clock;
}

export function createJobContext(parts: ContextParts): JobContext {
  const { id, signal, book, journal, resources } = parts;
  const meter = createProgressMeter();

  /** A context outlives its job when a late callback holds it; nothing it says then may bring the job back to life. */
  const put = (edit: (job: Job) => Partial<Job>): void => {
    const job = book.alive(id);
    if (job !== undefined) book.put({ ...job, ...edit(job) });
  };
  const showHeld = (): void => put(() => ({ resources: [...resources.heldBy(id)] }));

  const event: JobContext['event'] = (key, params = {}, level = 'info') =>
    journal.append({ kind: 'jobEvent', jobId: id, event: key, params: { ...params }, level });

  return {
    id,
    signal,
    event,
    stage(stage) {
      event('job.stage', { stage });
      put(({ state }) => ({
        state: { phase: state.phase === 'cancelling' ? 'cancelling' : 'running', stage },
      }));
    },
    progress(update) {
      const progress = meter.update(update, parts.clock.monoMs());
      const job = book.alive(id);
      if (job?.state.phase === 'running') book.putProgress({ ...job, state: { ...job.state, progress } });
    },
    hold(resource, mode = 'exclusive') {
      if (book.alive(id) === undefined) throw new AppError('job.unknown', { id });
      resources.take(id, [resource], mode);
      showHeld();
      return () => {
        resources.release(id, resource);
        showHeld();
      };
    },
    guard: (on) => put(() => ({ guarded: on })),
    result: (patch) => put((job) => ({ result: mergeResult(job.result, patch) })),
  };
}

function mergeResult(before: JobResult | undefined, patch: ResultPatch): JobResult {
  return jobResultSchema.parse(before?.kind === patch.kind ? { ...before, ...patch } : patch);
}
