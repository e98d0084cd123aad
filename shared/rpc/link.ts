/** One connection after another, looking like a single caller. */
import { AppError } from '../errors.ts';
import { createListeners } from './listeners.ts';
import type { RawListener } from './openSubscriptions.ts';
import { type CallOptions, type RawCaller, RawClient } from './rawClient.ts';
import type { Timers } from './timers.ts';
import type { Transport } from './transport.ts';
import { Waiters } from './waiters.ts';

/** `refused`: the core will not have us (e.g. host.missingToken) and trying again by itself is pointless. */
export type ConnectionState =
  | { readonly phase: 'connecting'; readonly attempt: number }
  | { readonly phase: 'connected' }
  | { readonly phase: 'refused'; readonly error: AppError }
  | { readonly phase: 'closed' };

/** Delay before attempt 2, 3, ...; the last one repeats. */
const backoffMs = [250, 500, 1000, 2000, 4000] as const;

interface Lasting {
  readonly topic: string;
  readonly params: unknown;
  readonly listener: RawListener;
  stop: () => void;
}

export class Link implements RawCaller {
  readonly #connect: () => Promise<Transport>;
  readonly #timers: Timers;
  readonly #states = createListeners<[ConnectionState]>();
  readonly #subscriptions = new Set<Lasting>();
  readonly #waiters = new Waiters<RawClient>();
  #state: ConnectionState = { phase: 'connecting', attempt: 0 };
  #raw: RawClient | undefined;
  #stopTimer: () => void = () => {};
  /** Only the newest attempt counts. */
  #round = 0;

  constructor(connect: () => Promise<Transport>, timers: Timers) {
    this.#connect = connect;
    this.#timers = timers;
  }

  state(): ConnectionState {
    return this.#state;
  }

  onState(listener: (state: ConnectionState) => void): () => void {
    return this.#states.add(listener);
  }

  reconnect(): void {
    if (this.#state.phase !== 'closed' && this.#raw === undefined) this.#attempt(1);
  }

  async call(method: string, input: unknown, options?: CallOptions): Promise<unknown> {
    const raw = this.#raw ?? (await this.#connected(options?.signal));
    return raw.call(method, input, options);
  }

  subscribe(topic: string, params: unknown, listener: RawListener): () => void {
    const lasting: Lasting = { topic, params, listener, stop: () => {} };
    this.#subscriptions.add(lasting);
    if (this.#raw !== undefined) this.#attach(lasting, this.#raw);
    return () => {
      this.#subscriptions.delete(lasting);
      lasting.stop();
    };
  }

  close(): void {
    if (this.#state.phase === 'closed') return;
    const raw = this.#raw;
    const orphans = [...this.#subscriptions];
    const error = new AppError('rpc.disconnected');
    this.#raw = undefined;
    this.#round += 1;
    this.#stopTimer();
    this.#subscriptions.clear();
    this.#change({ phase: 'closed' });
    raw?.close();
    this.#waiters.failAll(error);
    for (const { listener } of orphans) listener.onError?.(error);
  }

  #connected(signal: AbortSignal | undefined): Promise<RawClient> {
    if (this.#state.phase === 'refused') return Promise.reject(this.#state.error);
    if (this.#state.phase === 'closed') return Promise.reject(new AppError('rpc.disconnected'));
    return this.#waiters.wait(signal);
  }

  #change(next: ConnectionState): void {
    this.#state = next;
    this.#states.emit(next);
  }

  #attempt(attempt: number): void {
    this.#stopTimer();
    this.#round += 1;
    const round = this.#round;
    this.#change({ phase: 'connecting', attempt });
    this.#connect().then(
      (transport) => (round === this.#round ? this.#onConnected(transport) : transport.close()),
      (thrown: unknown) => {
        if (round === this.#round) this.#onNotConnected(thrown, attempt);
      },
    );
  }

  #onNotConnected(thrown: unknown, attempt: number): void {
    if (thrown instanceof AppError && thrown.retry === 'no') {
      this.#change({ phase: 'refused', error: thrown });
      this.#waiters.failAll(thrown);
      return;
    }
    const delayMs = backoffMs[Math.min(attempt, backoffMs.length) - 1] ?? backoffMs[0];
    this.#stopTimer = this.#timers.after(delayMs, () => this.#attempt(attempt + 1));
  }

  #onConnected(transport: Transport): void {
    const raw = new RawClient(transport);
    this.#raw = raw;
    raw.onClose(() => this.#onLost(raw));
    for (const lasting of [...this.#subscriptions]) this.#attach(lasting, raw);
    this.#waiters.goAll(raw);
    // Last, so that whoever reacts to it finds everything in place.
    if (this.#raw === raw) this.#change({ phase: 'connected' });
  }

  #onLost(raw: RawClient): void {
    if (this.#raw !== raw) return;
    this.#raw = undefined;
    // Whatever the goodbye said was about one message (a frame beyond the limit), not about who we are: a real refusal
    // comes from `connect`.
    this.#attempt(1);
  }

  #attach(lasting: Lasting, raw: RawClient): void {
    const { topic, params, listener } = lasting;
    lasting.stop = raw.subscribe(topic, params, {
      onSnapshot: (value) => listener.onSnapshot(value),
      onChanges: (values) => listener.onChanges(values),
      onError: (error) => {
        // The loss of a connection is hidden; an error of the topic itself ends the subscription.
        if (this.#raw !== raw || (error instanceof AppError && error.code === 'rpc.disconnected')) return;
        if (this.#subscriptions.delete(lasting)) listener.onError?.(error);
      },
    });
  }
}
