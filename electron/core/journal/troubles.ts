import type { JournalEntry } from '../../../shared/contract/journal.ts';
import { AppError } from '../../../shared/errors.ts';
import type { ShedRows } from './outbox.ts';
import type { Damage } from './segmentIndex.ts';
import type { OpenedReply, WorkerReply } from './workerMessages.ts';

/** What went wrong with the journal, said twice: as an error to whoever listens, and as a row, so that the record explains itself. */
export interface Troubles {
  onTrouble(listener: (error: AppError) => void): () => void;
  tell(error: AppError): void;
  opened(opened: OpenedReply): void;
  recovered(shed: ShedRows | null): void;
  handle(reply: WorkerReply): void;
}

export function createTroubles(append: (entry: JournalEntry) => unknown): Troubles {
  const listeners = new Set<(error: AppError) => void>();
  const say = (event: string, params: Record<string, string | number>): void => {
    append({ kind: 'appEvent', event, params });
  };
  const tell = (error: AppError): void => {
    for (const listener of [...listeners]) listener(error);
  };
  const damaged = (damage: Damage): void => {
    say(damage.bytes > 0 ? 'journal.damaged' : 'journal.rowsMissing', { ...damage });
    tell(new AppError('journal.damaged', { ...damage }));
  };
  return {
    tell,
    onTrouble(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    opened({ tailCut, damage, lastSeq }) {
      if (tailCut !== null) say('journal.tailCut', { ...tailCut, lastSeq });
      damage.forEach(damaged);
    },
    recovered(shed) {
      if (shed === null) say('journal.writingAgain', {});
      else say('journal.rowsShed', { ...shed });
    },
    handle(reply) {
      if (reply.kind === 'damageFound') damaged(reply.damage);
      if (reply.kind === 'retireFailed') say('journal.retireFailed', { reason: reply.reason });
      if (reply.kind !== 'retired') return;
      const { segments, bytes, upToSeq } = reply;
      say('journal.retired', { segments, bytes, upToSeq });
    },
  };
}
