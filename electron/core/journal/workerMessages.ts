import type { JournalFilter, JournalRow } from '../../../shared/contract/journal.ts';
import type { RetentionNow } from './retention.ts';
import type { Damage } from './segmentIndex.ts';
import type { TailCut } from './segmentWriter.ts';

/** What the core's thread asks of the journal worker. */
export type WorkerRequest =
  | { readonly kind: 'open'; readonly folder: string; readonly segmentBytes: number }
  | {
      readonly kind: 'write';
      readonly firstSeq: number;
      readonly lastSeq: number;
      readonly bytes: Uint8Array<ArrayBuffer>;
      /** Somebody waits for these rows to be durable. */
      readonly sync: boolean;
      readonly retention: RetentionNow;
    }
  | { readonly kind: 'sync' }
  | {
      readonly kind: 'read';
      readonly id: number;
      readonly filter: JournalFilter;
      readonly fromSeq: number;
      readonly beforeSeq: number;
      readonly limit: number;
    }
  | {
      readonly kind: 'last';
      readonly id: number;
      readonly filter: JournalFilter;
      readonly count: number;
      readonly beforeSeq: number;
    }
  | { readonly kind: 'close' };

/** What the worker says. `reason` is the system's code, e.g. ENOSPC, or its text. */
export type WorkerReply =
  | {
      readonly kind: 'opened';
      readonly lastSeq: number;
      readonly tailCut: TailCut | null;
      readonly damage: readonly Damage[];
    }
  | { readonly kind: 'openFailed'; readonly reason: string }
  /** Handed to the system: survives the death of this process. */
  | { readonly kind: 'written'; readonly lastSeq: number }
  /** On the medium: survives a power cut. */
  | { readonly kind: 'synced'; readonly lastSeq: number }
  /** Nothing of the batch counts. */
  | { readonly kind: 'writeFailed'; readonly reason: string }
  /** What was written may not be on the medium; the worker tries again by itself. */
  | { readonly kind: 'syncFailed'; readonly reason: string }
  | { readonly kind: 'rows'; readonly id: number; readonly rows: readonly JournalRow[] }
  | { readonly kind: 'readFailed'; readonly id: number; readonly reason: string }
  | { readonly kind: 'damageFound'; readonly damage: Damage }
  | { readonly kind: 'retired'; readonly segments: number; readonly bytes: number; readonly upToSeq: number }
  /** Old rows could not be removed; nothing is lost. */
  | { readonly kind: 'retireFailed'; readonly reason: string }
  | { readonly kind: 'closed' };

export type OpenedReply = Extract<WorkerReply, { kind: 'opened' }>;

/** The worker as its client sees it; tests put one without a thread in its place. */
export interface JournalWorker {
  post(request: WorkerRequest): void;
  onReply(listener: (reply: WorkerReply) => void): void;
  /** It ended without having been asked. */
  onDied(listener: (reason: string) => void): void;
  terminate(): Promise<void>;
}
