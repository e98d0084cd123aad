/** Those who wait for one thing to come, each with its own way to give up. */
import { AppError } from '../errors.ts';

export class Waiters<T> {
  readonly #all = new Set<{ go(value: T): void; fail(error: AppError): void }>();

  /** Rejects with rpc.cancelled when the signal aborts. */
  wait(signal: AbortSignal | undefined): Promise<T> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(new AppError('rpc.cancelled'));
      const leave = (): void => {
        this.#all.delete(waiter);
        signal?.removeEventListener('abort', onAbort);
      };
      const waiter = {
        go(value: T): void {
          leave();
          resolve(value);
        },
        fail(error: AppError): void {
          leave();
          reject(error);
        },
      };
      const onAbort = (): void => waiter.fail(new AppError('rpc.cancelled'));
      this.#all.add(waiter);
      signal?.addEventListener('abort', onAbort, { once: true });
    });
  }

  goAll(value: T): void {
    for (const waiter of [...this.#all]) waiter.go(value);
  }

  failAll(error: AppError): void {
    for (const waiter of [...this.#all]) waiter.fail(error);
  }
}
