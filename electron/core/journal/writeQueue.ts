import type { Clock } from '../../../shared/domain/clock.ts';
import { AppError } from '../../../shared/errors.ts';
import { createOutbox, type ShedRows } from './outbox.ts';
import type { RetentionNow } from './retention.ts';
import type { WorkerReply, WorkerRequest } from './workerMessages.ts';

export interface WriteQueueParts {
  readonly folder: string;
  readonly clock: Clock;
  /** Rows that the worker does not take are kept up to here. */
  readonly maxWaitingBytes: number;
  readonly post: (request: WorkerRequest) => void;
  readonly retention: () => RetentionNow;
  readonly onWritten: (lastSeq: number) => void;
  readonly onTrouble: (error: AppError) => void;
  /** Writing works again; `shed` is what was given up meanwhile. */
  readonly onRecovered: (shed: ShedRows | null) => void;
}

/** Brings rows to the worker in order, one batch at a time, and remembers them until they are in a file. */
export interface WriteQueue {
  add(seq: number, bytes: Buffer): void;
  flush(): Promise<void>;
  /** Why rows cannot be written at the moment. */
  trouble(): AppError | null;
  handle(reply: WorkerReply): void;
  workerDied(reason: string): void;
  /** A new worker is there and has rows up to `lastSeq`. */
  workerBack(lastSeq: number): void;
}

interface FlushWaiter {
  readonly seq: number;
  readonly resolve: () => void;
  readonly reject: (error: AppError) => void;
}

/** Half of what a person notices is spent here at most: a line is to be seen within 100 ms of its first byte. */
const gatherMs = 25;
const retryMs = 1000;
/** More than any port brings within that time; each hand-over wakes the worker, which a busy server must not do all the time. */
const sendAtBytes = 256 * 1024;
const batchBytes = 1024 * 1024;

export function createWriteQueue(parts: WriteQueueParts, startSeq: number): WriteQueue {
  const { clock, post } = parts;
  const outbox = createOutbox();
  let waiters: FlushWaiter[] = [];
  let lastSeq = startSeq;
  let writtenSeq = startSeq;
  let syncedSeq = startSeq;
  /** Last row of the batch that is on its way; null when none is. */
  let inFlightSeq: number | null = null;
  let syncAsked = false;
  let connected = true;
  let trouble: AppError | null = null;
  let shed: ShedRows | null = null;
  let cancelTimer: (() => void) | null = null;

  const pumpAfter = (delayMs: number): void => {
    cancelTimer ??= clock.after(delayMs, () => {
      cancelTimer = null;
      pump();
    });
  };

  const pump = (): void => {
    if (!connected || inFlightSeq !== null) return;
    cancelTimer?.();
    cancelTimer = null;
    const batch = outbox.batch(batchBytes);
    if (batch === null) {
      askForSync();
      return;
    }
    const sync = waiters.some((waiter) => waiter.seq <= batch.lastSeq);
    syncAsked ||= sync;
    inFlightSeq = batch.lastSeq;
    post({ kind: 'write', ...batch, sync, retention: parts.retention() });
  };

  const askForSync = (): void => {
    if (syncAsked || waiters.length === 0) return;
    syncAsked = true;
    post({ kind: 'sync' });
  };

  const onWritten = (seq: number): void => {
    inFlightSeq = null;
    writtenSeq = seq;
    outbox.written(seq);
    parts.onWritten(seq);
    if (waiters.length > 0 || outbox.waitingBytes >= sendAtBytes) pump();
    else if (outbox.waitingBytes > 0) pumpAfter(gatherMs);
  };

  const onSynced = (seq: number): void => {
    syncAsked = false;
    syncedSeq = Math.max(syncedSeq, seq);
    recover();
    const done = waiters.filter((waiter) => waiter.seq <= syncedSeq);
    waiters = waiters.filter((waiter) => waiter.seq > syncedSeq);
    for (const waiter of done) waiter.resolve();
    if (waiters.length > 0) pump();
  };

  const recover = (): void => {
    if (trouble === null) return;
    const given = shed;
    trouble = null;
    shed = null;
    parts.onRecovered(given);
  };

  /** Tells once per kind of trouble, not at every attempt. */
  const enterTrouble = (reason: string): void => {
    const full = reason === 'ENOSPC' || reason === 'EDQUOT';
    const params = { path: parts.folder, reason, waitingBytes: outbox.waitingBytes };
    const error = new AppError(full ? 'journal.diskFull' : 'journal.writeFailed', params, { retry: 'later' });
    const isNews = trouble?.code !== error.code;
    trouble = error;
    syncAsked = false;
    const failed = waiters;
    waiters = [];
    for (const waiter of failed) waiter.reject(error);
    if (isNews) parts.onTrouble(error);
  };

  const shedIfFull = (): void => {
    if (outbox.waitingBytes <= parts.maxWaitingBytes) return;
    // An eighth at once: giving up row by row would move the whole queue for every row.
    const given = outbox.shed((parts.maxWaitingBytes / 8) * 7, inFlightSeq ?? writtenSeq);
    if (given === null) return;
    const isFirst = shed === null;
    shed = { ...given, fromSeq: shed?.fromSeq ?? given.fromSeq, rows: given.rows + (shed?.rows ?? 0) };
    if (isFirst) parts.onTrouble(new AppError('journal.rowsShed', { path: parts.folder, ...shed }));
  };

  return {
    trouble: () => trouble,
    add(seq, bytes) {
      lastSeq = seq;
      outbox.add(seq, bytes);
      shedIfFull();
      if (trouble === null && outbox.waitingBytes >= sendAtBytes) pump();
      else pumpAfter(trouble === null ? gatherMs : retryMs);
    },
    flush() {
      if (syncedSeq >= lastSeq) return Promise.resolve();
      if (!connected && trouble !== null) return Promise.reject(trouble);
      return new Promise((resolve, reject) => {
        waiters.push({ seq: lastSeq, resolve, reject });
        pump();
      });
    },
    handle(reply) {
      if (reply.kind === 'written') onWritten(reply.lastSeq);
      if (reply.kind === 'synced') onSynced(reply.lastSeq);
      if (reply.kind === 'syncFailed') enterTrouble(reply.reason);
      if (reply.kind === 'writeFailed') {
        inFlightSeq = null;
        enterTrouble(reply.reason);
        pumpAfter(retryMs);
      }
    },
    workerDied(reason) {
      connected = false;
      inFlightSeq = null;
      enterTrouble(reason);
    },
    workerBack(seq) {
      connected = true;
      outbox.written(seq);
      writtenSeq = Math.max(writtenSeq, seq);
      parts.onWritten(writtenSeq);
      if (outbox.waitingBytes > 0) pump();
      else post({ kind: 'sync' });
    },
  };
}
