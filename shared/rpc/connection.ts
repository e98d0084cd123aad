/** The server's half of one connection: its running calls and its subscriptions. */
import { AppError } from '../errors.ts';
import { goodbye } from './frame.ts';
import { checkOutput, type FoundTopic, type Members, parseInput } from './members.ts';
import { type ClientMessage, clientMessageSchema, type ServerMessage } from './messages.ts';
import { Subscription, type SubscriptionLimits } from './subscription.ts';
import type { Timers } from './timers.ts';
import type { Transport } from './transport.ts';

export interface ConnectionOptions {
  readonly members: Members;
  readonly timers: Timers;
  readonly subscriptions: SubscriptionLimits;
  /** Calls and subscriptions that one connection may have open at the same time. */
  readonly maxOpen: number;
  readonly validateOutputs: boolean;
  /** What a handler threw that was not an AppError; the caller only gets its name and message. */
  readonly onInternalError: (member: string, thrown: unknown) => void;
}

type Call = Extract<ClientMessage, { kind: 'call' }>;
type Subscribe = Extract<ClientMessage, { kind: 'subscribe' }>;

export class Connection {
  readonly #transport: Transport;
  readonly #options: ConnectionOptions;
  readonly #calls = new Map<number, AbortController>();
  readonly #subscriptions = new Map<number, Subscription>();
  readonly #detach: readonly (() => void)[];
  #isOpen = true;

  constructor(transport: Transport, options: ConnectionOptions) {
    this.#transport = transport;
    this.#options = options;
    this.#detach = [transport.onMessage((raw) => this.#receive(raw)), transport.onClose(() => this.end())];
  }

  /** Answers nothing more, aborts what runs, ends every subscription. */
  end(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    for (const stop of this.#detach) stop();
    for (const abort of this.#calls.values()) abort.abort(new AppError('rpc.disconnected'));
    for (const subscription of this.#subscriptions.values()) subscription.close();
    this.#calls.clear();
    this.#subscriptions.clear();
  }

  #send(message: ServerMessage): void {
    if (this.#isOpen) this.#transport.send(message);
  }

  #fail(id: number, member: string, thrown: unknown): void {
    if (!(thrown instanceof AppError)) this.#options.onInternalError(member, thrown);
    this.#send({ kind: 'failure', id, error: AppError.from(thrown).toData() });
  }

  #receive(raw: unknown): void {
    if (!this.#isOpen) return;
    const parsed = clientMessageSchema.safeParse(raw);
    if (!parsed.success) {
      this.#refuse();
      return;
    }
    const message = parsed.data;
    switch (message.kind) {
      case 'call':
        void this.#call(message);
        break;
      case 'cancel':
        // An unknown id is no mistake: the answer and the cancel have crossed.
        this.#calls.get(message.id)?.abort(new AppError('rpc.cancelled'));
        break;
      case 'subscribe':
        this.#subscribe(message);
        break;
      case 'credit':
        this.#subscriptions.get(message.id)?.addCredit(message.n);
        break;
      case 'unsubscribe':
        this.#subscriptions.get(message.id)?.close();
        this.#subscriptions.delete(message.id);
        break;
    }
  }

  /** Not our protocol: there may be no id to answer to, and no sense in going on. */
  #refuse(): void {
    const reason = 'notMessage';
    this.#send(goodbye(new AppError('rpc.invalidInput', { member: 'envelope', path: '', reason })));
    this.#transport.close();
    this.end();
  }

  #checkRoom(id: number): void {
    if (this.#calls.has(id) || this.#subscriptions.has(id)) {
      throw new AppError('rpc.invalidInput', { member: 'envelope', path: 'id', reason: 'openId' });
    }
    const limit = this.#options.maxOpen;
    if (this.#calls.size + this.#subscriptions.size >= limit) {
      throw new AppError('rpc.tooManyOpen', { limit }, { retry: 'later' });
    }
  }

  async #call(message: Call): Promise<void> {
    const { id, method } = message;
    const abort = new AbortController();
    try {
      this.#checkRoom(id);
      this.#calls.set(id, abort);
      const value = await this.#invoke(message, abort.signal);
      // Inside the try: an answer beyond the frame limit becomes the failure that says so.
      this.#send({ kind: 'result', id, value });
    } catch (thrown) {
      // Whatever a handler threw because it was told to stop, the caller asked for it.
      this.#fail(id, method, abort.signal.aborted ? new AppError('rpc.cancelled') : thrown);
    } finally {
      if (this.#calls.get(id) === abort) this.#calls.delete(id);
    }
  }

  async #invoke({ method, input }: Call, signal: AbortSignal): Promise<unknown> {
    const found = this.#options.members.methods.get(method);
    if (found === undefined) throw new AppError('rpc.unknownMethod', { method });
    const value: unknown = await found.handle(parseInput(found.spec.input, method, input), { signal });
    if (this.#options.validateOutputs) checkOutput(found.spec.output, method, value);
    return value;
  }

  #subscribe(message: Subscribe): void {
    const { id, topic } = message;
    try {
      this.#checkRoom(id);
      const found = this.#options.members.topics.get(topic);
      if (found === undefined) throw new AppError('rpc.unknownTopic', { topic });
      this.#open(message, found, parseInput(found.spec.params, topic, message.params));
    } catch (thrown) {
      this.#fail(id, topic, thrown);
    }
  }

  #open({ id, topic, credit }: Subscribe, found: FoundTopic, params: unknown): void {
    const { subscriptions: limits, timers, validateOutputs } = this.#options;
    let failed = false;
    const subscription = new Subscription({
      id,
      credit,
      limits,
      timers,
      begin: (sink) => found.handle(params, sink),
      send: (outgoing) => {
        if (validateOutputs) checkTopicMessage(found, topic, outgoing);
        this.#send(outgoing);
      },
      onFailed: (thrown) => {
        failed = true;
        this.#subscriptions.delete(id);
        this.#fail(id, topic, thrown);
      },
    });
    if (!failed) this.#subscriptions.set(id, subscription);
  }
}

function checkTopicMessage({ spec }: FoundTopic, topic: string, message: ServerMessage): void {
  if (message.kind === 'snapshot') checkOutput(spec.snapshot, topic, message.value);
  if (message.kind !== 'changes') return;
  for (const value of message.values) checkOutput(spec.change, topic, value);
}
