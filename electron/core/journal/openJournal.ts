import type { JournalEntry, JournalRow } from '../../../shared/contract/journal.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Journal } from './journalPort.ts';
import { createMemoryTail, type MemoryTail, type TailLimits } from './memoryTail.ts';
import { createOpenSessions } from './openSessions.ts';
import { createReadRequests, type ReadRequests } from './readRequests.ts';
import { defaultRetention, type Retention } from './retention.ts';
import { entryPayload } from './row.ts';
import { createRowFeed } from './rowFeed.ts';
import { encodeRecord } from './segment.ts';
import { createTroubles } from './troubles.ts';
import { withinMs } from './withinMs.ts';
import { openWorkerLink, type WorkerLink } from './workerLink.ts';
import type { JournalWorker } from './workerMessages.ts';
import { createWriteQueue } from './writeQueue.ts';

export interface JournalOptions {
  /** Folder of the segment files; created owner-only. */
  readonly folder: string;
  readonly clock: Clock;
  /** `journalWorkerAt(url)` with the URL from core/workers.ts. */
  readonly startWorker: () => JournalWorker;
  readonly retention?: Retention;
  /** Size at which a new segment begins; default 16 MiB. */
  readonly segmentBytes?: number;
  /** Rows that cannot be written are kept in memory up to here; default 64 MiB. */
  readonly maxWaitingBytes?: number;
  /** Rows that are read from memory; default the last 50,000 or 64 MiB. */
  readonly tail?: TailLimits;
}

/** The journal with its files. */
export interface DiskJournal extends Journal {
  /**
   * Each new trouble, before anything is lost: `journal.diskFull` and `journal.writeFailed` {path, reason, waitingBytes},
   * `journal.rowsShed` {path, fromSeq, toSeq, rows}, `journal.damaged` {segment, offset, bytes, afterSeq, beforeSeq},
   * `journal.closed` for a row that came too late.
   */
  onTrouble(listener: (error: AppError) => void): () => void;
  /** Why rows cannot be written at the moment; null when they can. */
  trouble(): AppError | null;
  /** Told when rows up to `lastSeq` are in files. */
  onWritten(listener: (lastSeq: number) => void): () => void;
  retention(): Retention;
  /** Applies from the next write on. */
  setRetention(retention: Retention): void;
}

const mebibyte = 1024 * 1024;
const closeWithinMs = 5000;

/**
 * Opens the journal. A damaged end is cut off and said as the row `journal.tailCut` {segment, bytes, lastSeq}.
 * Throws `host.dataFolderUnusable` {path, reason}.
 */
export async function openJournal(options: JournalOptions): Promise<DiskJournal> {
  const { segmentBytes = 16 * mebibyte } = options;
  return createDiskJournal(options, await openWorkerLink({ ...options, segmentBytes }));
}

function createDiskJournal(options: JournalOptions, link: WorkerLink): DiskJournal {
  const { folder, clock } = options;
  let { lastSeq } = link.opened;
  let retention = options.retention ?? defaultRetention;
  let closing: Promise<void> | null = null;

  const append = (entry: JournalEntry): JournalRow => {
    lastSeq += 1;
    const row: JournalRow = { ...entry, seq: lastSeq, wallMs: clock.wallMs(), monoMs: clock.monoMs() };
    const { seq, wallMs, monoMs } = row;
    const bytes = encodeRecord({ seq, wallMs, monoMs, payload: entryPayload(entry) });
    tail.add(row, bytes.length);
    sessions.note(row);
    if (closing === null) queue.add(seq, bytes);
    else troubles.tell(new AppError('journal.closed'));
    feed.deliver(row);
    return row;
  };

  const written = new Set<(lastSeq: number) => void>();
  const troubles = createTroubles(append);
  const tail = createMemoryTail(lastSeq + 1, options.tail ?? { rows: 50_000, bytes: 64 * mebibyte });
  const feed = createRowFeed((error) => troubles.tell(AppError.from(error)));
  const sessions = createOpenSessions();
  const reads = createReadRequests(folder, link.post);
  const queue = createWriteQueue(
    {
      folder,
      clock,
      post: link.post,
      maxWaitingBytes: options.maxWaitingBytes ?? 64 * mebibyte,
      retention: () => ({ ...retention, keepFromSeq: sessions.keepFromSeq(), wallMs: clock.wallMs() }),
      onWritten: (seq) => {
        tail.allowForgetting(seq);
        for (const listener of [...written]) listener(seq);
      },
      onTrouble: troubles.tell,
      onRecovered: troubles.recovered,
    },
    lastSeq,
  );

  const shutDown = async (): Promise<void> => {
    try {
      await withinMs(clock, closeWithinMs, queue.flush());
    } finally {
      reads.refuseAll(new AppError('journal.closed'));
      await link.close();
    }
  };

  link.listen({
    onReply: (reply) => {
      for (const part of [queue, reads, troubles]) part.handle(reply);
    },
    onDied: queue.workerDied,
    onBack: (opened) => {
      queue.workerBack(opened.lastSeq);
      reads.askAgain();
      troubles.opened(opened);
    },
  });
  troubles.opened(link.opened);

  return {
    append,
    lastSeq: () => lastSeq,
    ...createReading(tail, reads),
    onRow: feed.onRow,
    onTrouble: troubles.onTrouble,
    trouble: queue.trouble,
    onWritten: (listener) => {
      written.add(listener);
      return () => written.delete(listener);
    },
    retention: () => retention,
    setRetention: (next) => {
      retention = next;
    },
    flush: queue.flush,
    close: () => {
      closing ??= shutDown();
      return closing;
    },
  };
}

/**
 * Memory is read first and at once, the worker only for what is older: while it reads, the tail may forget rows, and those are
 * in files by then.
 */
function createReading(tail: MemoryTail, reads: ReadRequests): Pick<Journal, 'read' | 'last'> {
  return {
    async read(filter, fromSeq, limit) {
      const beforeSeq = tail.firstSeq();
      const newer = tail.read(filter, fromSeq, limit);
      if (fromSeq >= beforeSeq || beforeSeq <= 1 || limit <= 0) return newer;
      const older = await reads.ask({ kind: 'read', filter, fromSeq, beforeSeq, limit });
      return [...older, ...newer].slice(0, limit);
    },
    async last(filter, count) {
      const beforeSeq = tail.firstSeq();
      const newer = tail.last(filter, count);
      if (newer.length >= count || beforeSeq <= 1) return newer;
      const older = await reads.ask({ kind: 'last', filter, count: count - newer.length, beforeSeq });
      return [...older, ...newer];
    },
  };
}
