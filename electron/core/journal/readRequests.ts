import type { JournalRow } from '../../../shared/contract/journal.ts';
import { AppError } from '../../../shared/errors.ts';
import type { WorkerReply, WorkerRequest } from './workerMessages.ts';

type ReadRequest = Extract<WorkerRequest, { kind: 'read' | 'last' }>;
type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never;

interface PendingRead {
  readonly request: ReadRequest;
  readonly resolve: (rows: readonly JournalRow[]) => void;
  readonly reject: (error: AppError) => void;
}

/** Questions to the worker that wait for their rows; asked again when the worker had to be replaced. */
export type ReadRequests = ReturnType<typeof createReadRequests>;

export function createReadRequests(folder: string, post: (request: WorkerRequest) => void) {
  const pending = new Map<number, PendingRead>();
  let lastId = 0;

  const settle = (id: number, how: (read: PendingRead) => void): void => {
    const read = pending.get(id);
    pending.delete(id);
    if (read !== undefined) how(read);
  };

  return {
    ask(question: WithoutId<ReadRequest>): Promise<readonly JournalRow[]> {
      lastId += 1;
      const request: ReadRequest = { ...question, id: lastId };
      return new Promise((resolve, reject) => {
        pending.set(request.id, { request, resolve, reject });
        post(request);
      });
    },
    handle(reply: WorkerReply): void {
      if (reply.kind === 'rows') settle(reply.id, (read) => read.resolve(reply.rows));
      if (reply.kind === 'readFailed') {
        const error = new AppError('file.notReadable', { path: folder, reason: reply.reason });
        settle(reply.id, (read) => read.reject(error));
      }
    },
    askAgain(): void {
      for (const { request } of pending.values()) post(request);
    },
    refuseAll(error: AppError): void {
      for (const id of [...pending.keys()]) settle(id, (read) => read.reject(error));
    },
  };
}
