import type { Clock } from '../../../shared/domain/clock.ts';
import { AppError } from '../../../shared/errors.ts';
import { withinMs } from './withinMs.ts';
import type { JournalWorker, OpenedReply, WorkerReply, WorkerRequest } from './workerMessages.ts';

export interface WorkerLinkOptions {
  readonly folder: string;
  readonly segmentBytes: number;
  readonly clock: Clock;
  readonly startWorker: () => JournalWorker;
}

export interface WorkerLinkEvents {
  onReply(reply: WorkerReply): void;
  /** Requests from here on are lost until `onBack`. */
  onDied(reason: string): void;
  /** Another worker has opened the same folder. */
  onBack(opened: OpenedReply): void;
}

/** The journal's worker, replaced when it dies. */
export interface WorkerLink {
  readonly opened: OpenedReply;
  /** Call once, in the same turn in which the link was received. */
  listen(events: WorkerLinkEvents): void;
  post(request: WorkerRequest): void;
  /** Lets the worker finish and ends it. */
  close(): Promise<void>;
}

const restartMs = 1000;
const closeWithinMs = 5000;

/** Throws `host.dataFolderUnusable` {path, reason}. */
export async function openWorkerLink(options: WorkerLinkOptions): Promise<WorkerLink> {
  const { clock } = options;
  let worker = options.startWorker();
  const opened = await openWorker(worker, options);
  let events: WorkerLinkEvents | null = null;
  let closed: (() => void) | null = null;

  const attach = (): void => {
    worker.onReply((reply) => {
      events?.onReply(reply);
      if (reply.kind === 'closed') closed?.();
    });
    worker.onDied((reason) => {
      events?.onDied(reason);
      closed?.();
      replaceSoon();
    });
  };

  const replaceSoon = (): void => {
    clock.after(restartMs, () => {
      if (closed === null) void replace();
    });
  };

  const replace = async (): Promise<void> => {
    const next = options.startWorker();
    try {
      const reopened = await openWorker(next, options);
      worker = next;
      attach();
      events?.onBack(reopened);
    } catch (error) {
      events?.onDied(AppError.from(error).message);
      replaceSoon();
    }
  };

  const close = async (): Promise<void> => {
    const ended = new Promise<void>((resolve) => {
      closed = resolve;
    });
    worker.post({ kind: 'close' });
    // One that does not close in time is ended all the same.
    await withinMs(clock, closeWithinMs, ended).catch(() => undefined);
    await worker.terminate();
  };

  attach();
  return {
    opened,
    listen: (listener) => {
      events = listener;
    },
    post: (request) => worker.post(request),
    close,
  };
}

/** Sends `open` and waits for the answer; the worker is ended when it cannot. */
async function openWorker(worker: JournalWorker, options: WorkerLinkOptions): Promise<OpenedReply> {
  const { folder, segmentBytes } = options;
  try {
    return await new Promise<OpenedReply>((resolve, reject) => {
      const refuse = (reason: string) =>
        reject(new AppError('host.dataFolderUnusable', { path: folder, reason }, { retry: 'later' }));
      worker.onReply((reply) => {
        if (reply.kind === 'opened') resolve(reply);
        if (reply.kind === 'openFailed') refuse(reply.reason);
      });
      worker.onDied(refuse);
      worker.post({ kind: 'open', folder, segmentBytes });
    });
  } catch (error) {
    await worker.terminate();
    throw error;
  }
}
