/**
 * The server's half of one subscription: numbers, batches and holds back what a topic says, so that neither a chatty topic
 * nor a slow subscriber costs more than a bounded amount of memory.
 */
import { createBacklog } from './backlog.ts';
import type { TopicSink } from './define.ts';
import type { ServerMessage } from './messages.ts';
import type { Timers } from './timers.ts';

export interface SubscriptionLimits {
  /** How long a change may wait for company, ms. */
  readonly delayMs: number;
  /** Size of one batch: JSON characters and changes, whichever is reached first. */
  readonly maxBatchChars: number;
  readonly maxBatchChanges: number;
  /** How many full batches wait for credit before the subscriber is told anew instead. */
  readonly maxBacklogBatches: number;
}

/** 40 ms, 64 KB or 500 changes (architecture, "Decided now"). */
export const defaultSubscriptionLimits: SubscriptionLimits = {
  delayMs: 40,
  maxBatchChars: 64 * 1024,
  maxBatchChanges: 500,
  maxBacklogBatches: 8,
};

export interface SubscriptionOptions {
  readonly id: number;
  /** Messages that the subscriber takes before it gives more credit. */
  readonly credit: number;
  readonly limits: SubscriptionLimits;
  readonly timers: Timers;
  /** Begins the topic; called again for a fresh snapshot. */
  readonly begin: (sink: TopicSink<unknown, unknown>) => () => void;
  readonly send: (message: ServerMessage) => void;
  /** The topic or the sending threw: the subscription is over. */
  readonly onFailed: (thrown: unknown) => void;
}

/** `starved`: the backlog overflowed without credit; the topic is stopped until credit comes back. */
type State = 'live' | 'starved' | 'closed';

export class Subscription {
  readonly #options: SubscriptionOptions;
  readonly #backlog;
  #state: State = 'live';
  #credit: number;
  #seq = 0;
  /** Counts the topic's runs; a sink of an earlier run is deaf. */
  #run = 0;
  #stopTopic: () => void = () => {};
  #stopTimer: (() => void) | undefined;
  #snapshot: { readonly value: unknown } | undefined;

  constructor(options: SubscriptionOptions) {
    this.#options = options;
    this.#credit = options.credit;
    this.#backlog = createBacklog(options.limits);
    this.#guard(() => this.#begin());
  }

  addCredit(n: number): void {
    if (this.#state === 'closed') return;
    this.#credit += n;
    this.#guard(() => (this.#state === 'starved' ? this.#begin() : this.#flush()));
  }

  close(): void {
    if (this.#state !== 'closed') this.#halt('closed');
  }

  #begin(): void {
    this.#state = 'live';
    this.#run += 1;
    const run = this.#run;
    const stop = this.#options.begin(this.#createSink(run));
    // The topic may have overflowed, or have been closed, before its handler returned.
    if (run === this.#run) this.#stopTopic = stop;
    else stop();
  }

  #halt(next: 'starved' | 'closed'): void {
    this.#state = next;
    this.#run += 1;
    this.#forget();
    const stop = this.#stopTopic;
    this.#stopTopic = () => {};
    stop();
  }

  #forget(): void {
    this.#clearTimer();
    this.#snapshot = undefined;
    this.#backlog.clear();
  }

  #clearTimer(): void {
    this.#stopTimer?.();
    this.#stopTimer = undefined;
  }

  #guard(step: () => void): void {
    try {
      step();
    } catch (thrown) {
      this.#halt('closed');
      this.#options.onFailed(thrown);
    }
  }

  #createSink(run: number): TopicSink<unknown, unknown> {
    let told = false;
    return {
      snapshot: (value) => {
        if (run !== this.#run) return;
        told = true;
        this.#forget();
        this.#snapshot = { value };
        this.#guard(() => this.#flush());
      },
      change: (value) => {
        if (run !== this.#run) return;
        if (!told) throw new Error('a topic must give its snapshot before its first change');
        this.#backlog.push(value);
        this.#guard(() => this.#afterChange());
      },
    };
  }

  #afterChange(): void {
    const { limits, timers } = this.#options;
    if (this.#backlog.isFull(1)) this.#flush();
    // Beyond the credit nothing is shed silently: the topic is stopped, and when the subscriber can listen again it is
    // begun anew, so that its next message is a fresh snapshot. A topic whose snapshot cannot carry everything (the
    // journal's tail) says in its own words how far it has advanced.
    if (this.#backlog.isFull(limits.maxBacklogBatches)) this.#halt('starved');
    else if (!this.#backlog.isEmpty())
      this.#stopTimer ??= timers.after(limits.delayMs, () => this.#onTimer());
  }

  #onTimer(): void {
    this.#stopTimer = undefined;
    this.#guard(() => this.#flush());
  }

  #flush(): void {
    this.#sendSnapshot();
    while (this.#snapshot === undefined && !this.#backlog.isEmpty() && this.#credit > 0) this.#sendBatch();
    if (this.#backlog.isEmpty()) this.#clearTimer();
  }

  #sendSnapshot(): void {
    if (this.#snapshot === undefined || this.#credit === 0) return;
    const { value } = this.#snapshot;
    this.#snapshot = undefined;
    this.#credit -= 1;
    this.#seq += 1;
    this.#options.send({ kind: 'snapshot', id: this.#options.id, seq: this.#seq, value });
  }

  #sendBatch(): void {
    const values = this.#backlog.takeBatch();
    const seq = this.#seq + 1;
    this.#credit -= 1;
    this.#seq += values.length;
    this.#options.send({ kind: 'changes', id: this.#options.id, seq, values });
  }
}
