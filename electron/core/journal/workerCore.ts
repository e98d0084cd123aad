import type { JournalFiles } from './journalFiles.ts';
import type { Damage } from './segmentIndex.ts';
import { createSegmentReader, type SegmentReader } from './segmentReader.ts';
import { createSegmentWriter, type SegmentWriter } from './segmentWriter.ts';
import type { WorkerReply, WorkerRequest } from './workerMessages.ts';

export interface WorkerCoreParts {
  readonly openFiles: (folder: string) => JournalFiles;
  readonly reply: (reply: WorkerReply) => void;
  readonly after: (delayMs: number, callback: () => void) => () => void;
  readonly pause: () => Promise<void>;
}

type WriteRequest = Extract<WorkerRequest, { kind: 'write' }>;
type ReadRequest = Extract<WorkerRequest, { kind: 'read' | 'last' }>;

/** With the 25 ms that the client gathers rows, nothing waits longer than 200 ms for the medium. */
const syncDelayMs = 150;
const retireEveryMs = 3600_000;

/** Everything the worker does, without the thread: requests in, replies out. */
export function createWorkerCore({ openFiles, reply, after, pause }: WorkerCoreParts) {
  let files: JournalFiles | null = null;
  let writer: SegmentWriter | null = null;
  let reader: SegmentReader | null = null;
  let writtenSeq = 0;
  let cancelSync: (() => void) | null = null;
  let nextRetireMs = Number.NEGATIVE_INFINITY;

  const open = (folder: string, segmentBytes: number): void => {
    files = openFiles(folder);
    const opened = createSegmentWriter(files, segmentBytes);
    const onDamage = (damage: Damage): void => reply({ kind: 'damageFound', damage });
    writer = opened;
    reader = createSegmentReader({ files, segments: opened.segments, onDamage, pause });
    writtenSeq = opened.opened.lastSeq;
    reply({ kind: 'opened', ...opened.opened });
  };

  const sync = (): void => {
    cancelSync?.();
    cancelSync = null;
    try {
      writer?.sync();
      reply({ kind: 'synced', lastSeq: writtenSeq });
    } catch (error) {
      reply({ kind: 'syncFailed', reason: reasonOf(error) });
      syncSoon();
    }
  };

  const syncSoon = (): void => {
    cancelSync ??= after(syncDelayMs, sync);
  };

  const write = (request: WriteRequest): void => {
    if (writer === null) return;
    const segmentsBefore = writer.segments.length;
    try {
      writer.write(request, request.retention.wallMs);
    } catch (error) {
      reply({ kind: 'writeFailed', reason: reasonOf(error) });
      return;
    }
    writtenSeq = request.lastSeq;
    reply({ kind: 'written', lastSeq: writtenSeq });
    if (request.sync) sync();
    else syncSoon();
    const due = writer.segments.length > segmentsBefore || request.retention.wallMs >= nextRetireMs;
    if (due) retire(writer, request);
  };

  const retire = (from: SegmentWriter, { retention }: WriteRequest): void => {
    nextRetireMs = retention.wallMs + retireEveryMs;
    try {
      const retired = from.retire(retention);
      if (retired.length === 0) return;
      const bytes = retired.reduce((sum, segment) => sum + segment.sizeBytes, 0);
      const upToSeq = (from.segments[0]?.firstSeq ?? 1) - 1;
      reply({ kind: 'retired', segments: retired.length, bytes, upToSeq });
    } catch (error) {
      reply({ kind: 'retireFailed', reason: reasonOf(error) });
    }
  };

  const answer = async (request: ReadRequest, from: SegmentReader): Promise<void> => {
    const { id, filter, beforeSeq } = request;
    try {
      const rows =
        request.kind === 'read'
          ? await from.read(filter, request.fromSeq, beforeSeq, request.limit)
          : await from.last(filter, request.count, beforeSeq);
      reply({ kind: 'rows', id, rows });
    } catch (error) {
      reply({ kind: 'readFailed', id, reason: reasonOf(error) });
    }
  };

  const close = (): void => {
    if (writer !== null) sync();
    cancelSync?.();
    files?.close();
    reply({ kind: 'closed' });
  };

  return (request: WorkerRequest): void => {
    switch (request.kind) {
      case 'open':
        try {
          open(request.folder, request.segmentBytes);
        } catch (error) {
          reply({ kind: 'openFailed', reason: reasonOf(error) });
        }
        return;
      case 'write':
        write(request);
        return;
      case 'sync':
        sync();
        return;
      case 'read':
      case 'last':
        if (reader !== null) void answer(request, reader);
        return;
      case 'close':
        close();
    }
  };
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
