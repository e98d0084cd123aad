import type { Clock } from '../../../shared/domain/clock.ts';
import { AppError } from '../../../shared/errors.ts';

/** A dying disk must not keep Airdock from ending: rejects with `journal.writeFailed` when the work takes too long. */
export async function withinMs(clock: Clock, limitMs: number, work: Promise<void>): Promise<void> {
  let cancel = (): void => undefined;
  const late = new Promise<never>((_, reject) => {
    const error = new AppError('journal.writeFailed', { reason: 'timeout' }, { retry: 'later' });
    cancel = clock.after(limitMs, () => reject(error));
  });
  try {
    await Promise.race([work, late]);
  } finally {
    cancel();
  }
}
