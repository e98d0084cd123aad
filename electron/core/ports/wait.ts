import type { Clock } from '../../../shared/domain/clock.ts';
import { AppError } from '../../../shared/errors.ts';

/** Resolves after `delayMs` of the given clock; rejects with AppError rpc.cancelled as soon as the signal fires. */
export function sleep(clock: Clock, delayMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(new AppError('rpc.cancelled'));
      return;
    }
    const onAbort = (): void => {
      stop();
      reject(new AppError('rpc.cancelled'));
    };
    const stop = clock.after(delayMs, () => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    });
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}
