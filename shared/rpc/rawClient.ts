/** The calling end without the contract's types: names and plain values. `client.ts` puts the types on top. */
import { AppError } from '../errors.ts';
import { createListeners } from './listeners.ts';
import { type ClientMessage, type ServerMessage, serverMessageSchema } from './messages.ts';
import { OpenSubscriptions, type RawListener } from './openSubscriptions.ts';
import { PendingCalls } from './pendingCalls.ts';
import type { Transport } from './transport.ts';

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}

/** What a typed client is built on. */
export interface RawCaller {
  call(method: string, input: unknown, options?: CallOptions): Promise<unknown>;
  subscribe(topic: string, params: unknown, listener: RawListener): () => void;
}

export class RawClient implements RawCaller {
  readonly #transport: Transport;
  readonly #calls: PendingCalls;
  readonly #subscriptions: OpenSubscriptions;
  readonly #closed = createListeners<[AppError]>();
  readonly #detach: readonly (() => void)[];
  #over: AppError | undefined;
  #lastId = 0;

  constructor(transport: Transport) {
    this.#transport = transport;
    const send = (message: ClientMessage): void => transport.send(message);
    const nextId = (): number => ++this.#lastId;
    this.#calls = new PendingCalls(send, nextId);
    this.#subscriptions = new OpenSubscriptions(send, nextId);
    this.#detach = [
      transport.onMessage((raw) => this.#receive(raw)),
      transport.onClose(() => this.#finish(disconnected())),
    ];
  }

  call(method: string, input: unknown, options?: CallOptions): Promise<unknown> {
    if (this.#over !== undefined) return Promise.reject(this.#over);
    return this.#calls.start(method, input, options?.signal);
  }

  subscribe(topic: string, params: unknown, listener: RawListener): () => void {
    const over = this.#over;
    if (over === undefined) return this.#subscriptions.open(topic, params, listener);
    queueMicrotask(() => listener.onError?.(over));
    return () => {};
  }

  close(): void {
    this.#transport.close();
    this.#finish(disconnected());
  }

  /** Once; with the reason the other end gave, or rpc.disconnected. */
  onClose(listener: (error: AppError) => void): () => void {
    return this.#closed.add(listener);
  }

  #finish(error: AppError): void {
    if (this.#over !== undefined) return;
    this.#over = error;
    for (const stop of this.#detach) stop();
    this.#calls.rejectAll(error);
    this.#subscriptions.failAll(error);
    this.#closed.emit(error);
  }

  #receive(raw: unknown): void {
    const parsed = serverMessageSchema.safeParse(raw);
    if (parsed.success) {
      this.#dispatch(parsed.data);
      return;
    }
    this.#finish(disconnected('the other end does not speak this protocol'));
    this.#transport.close();
  }

  #dispatch(message: ServerMessage): void {
    switch (message.kind) {
      case 'result':
        this.#calls.resolve(message.id, message.value);
        break;
      case 'failure': {
        const error = AppError.fromData(message.error);
        this.#calls.reject(message.id, error);
        this.#subscriptions.fail(message.id, error);
        break;
      }
      case 'snapshot':
        this.#subscriptions.onSnapshot(message.id, message.seq, message.value);
        break;
      case 'changes':
        this.#subscriptions.onChanges(message.id, message.seq, message.values);
        break;
      case 'goodbye':
        this.#finish(AppError.fromData(message.error));
        this.#transport.close();
        break;
    }
  }
}

function disconnected(cause?: string): AppError {
  return new AppError('rpc.disconnected', {}, { retry: 'yes', cause });
}
