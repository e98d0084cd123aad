/** The client's half of its subscriptions: checks the order and gives credit back. */
import type { AppError } from '../errors.ts';
import type { TopicListener } from './define.ts';
import type { ClientMessage } from './messages.ts';

export type RawListener = TopicListener<unknown, unknown>;

/** Messages that may be under way to one subscriber; given back in halves. */
const windowSize = 16;

interface Open {
  id: number;
  readonly topic: string;
  readonly params: unknown;
  readonly listener: RawListener;
  /** Position of the last value heard; undefined before the first snapshot. */
  lastSeq: number | undefined;
  taken: number;
}

export class OpenSubscriptions {
  readonly #open = new Map<number, Open>();
  readonly #send: (message: ClientMessage) => void;
  readonly #nextId: () => number;

  constructor(send: (message: ClientMessage) => void, nextId: () => number) {
    this.#send = send;
    this.#nextId = nextId;
  }

  open(topic: string, params: unknown, listener: RawListener): () => void {
    const entry: Open = { id: 0, topic, params, listener, lastSeq: undefined, taken: 0 };
    this.#begin(entry);
    return () => this.#drop(entry);
  }

  onSnapshot(id: number, seq: number, value: unknown): void {
    const entry = this.#open.get(id);
    if (entry === undefined) return;
    entry.lastSeq = seq;
    notify(() => entry.listener.onSnapshot(value));
    this.#acknowledge(entry);
  }

  onChanges(id: number, seq: number, values: readonly unknown[]): void {
    const entry = this.#open.get(id);
    if (entry === undefined) return;
    if (entry.lastSeq === undefined || seq !== entry.lastSeq + 1) {
      this.#restart(entry);
      return;
    }
    entry.lastSeq += values.length;
    notify(() => entry.listener.onChanges(values));
    this.#acknowledge(entry);
  }

  fail(id: number, error: AppError): void {
    const entry = this.#open.get(id);
    this.#open.delete(id);
    if (entry !== undefined) notify(() => entry.listener.onError?.(error));
  }

  failAll(error: AppError): void {
    for (const id of [...this.#open.keys()]) this.fail(id, error);
  }

  #begin(entry: Open): void {
    entry.id = this.#nextId();
    entry.lastSeq = undefined;
    entry.taken = 0;
    this.#send({
      kind: 'subscribe',
      id: entry.id,
      topic: entry.topic,
      params: entry.params,
      credit: windowSize,
    });
    this.#open.set(entry.id, entry);
  }

  #drop(entry: Open): void {
    if (this.#open.delete(entry.id)) this.#send({ kind: 'unsubscribe', id: entry.id });
  }

  /** A gap can only be a mistake somewhere below; a fresh snapshot is always right. */
  #restart(entry: Open): void {
    this.#drop(entry);
    this.#begin(entry);
  }

  /** Credit goes back after the listener has done its work: that is what lets a slow view slow down its topic. */
  #acknowledge(entry: Open): void {
    entry.taken += 1;
    if (entry.taken < windowSize / 2 || !this.#open.has(entry.id)) return;
    this.#send({ kind: 'credit', id: entry.id, n: entry.taken });
    entry.taken = 0;
  }
}

/** A listener that throws is reported by the runtime and does not harm the connection. */
function notify(listener: () => void): void {
  try {
    listener();
  } catch (thrown) {
    queueMicrotask(() => {
      throw thrown;
    });
  }
}
