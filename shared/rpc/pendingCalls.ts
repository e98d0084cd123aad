/** Calls that wait for their answer. */
import { AppError } from '../errors.ts';
import type { ClientMessage } from './messages.ts';

interface Pending {
  resolve(value: unknown): void;
  reject(error: AppError): void;
}

export class PendingCalls {
  readonly #pending = new Map<number, Pending>();
  readonly #send: (message: ClientMessage) => void;
  readonly #nextId: () => number;

  constructor(send: (message: ClientMessage) => void, nextId: () => number) {
    this.#send = send;
    this.#nextId = nextId;
  }

  /** Rejects at once with rpc.cancelled when the signal aborts; whatever still comes for it is ignored. */
  start(method: string, input: unknown, signal: AbortSignal | undefined): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(new AppError('rpc.cancelled'));
      const id = this.#nextId();
      const onAbort = (): void => {
        this.reject(id, new AppError('rpc.cancelled'));
        this.#send({ kind: 'cancel', id });
      };
      // Throws when the input is beyond the frame limit, which rejects this promise and nothing else.
      this.#send({ kind: 'call', id, method, input });
      signal?.addEventListener('abort', onAbort, { once: true });
      const settle = (): void => signal?.removeEventListener('abort', onAbort);
      this.#pending.set(id, {
        resolve: (value) => {
          settle();
          resolve(value);
        },
        reject: (error) => {
          settle();
          reject(error);
        },
      });
    });
  }

  resolve(id: number, value: unknown): void {
    this.#take(id)?.resolve(value);
  }

  reject(id: number, error: AppError): void {
    this.#take(id)?.reject(error);
  }

  rejectAll(error: AppError): void {
    for (const id of [...this.#pending.keys()]) this.reject(id, error);
  }

  #take(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    return pending;
  }
}
