import type { Clock } from '../../../shared/domain/clock.ts';
import type { JournalPort } from '../../../shared/domain/journalPort.ts';
import type { UrcEvent } from '../../../shared/domain/urc.ts';
import { AppError } from '../../../shared/errors.ts';
import { createListeners } from '../ports/listeners.ts';
import type { SerialTransport } from '../ports/transport.ts';
import { sleep } from '../ports/wait.ts';
import { createAtParser, type ParsedLine } from './atParser.ts';
import { createPendingCommand, type LineRole } from './classify.ts';
import { type AtReply, type Exchange, type SendOptions, startExchange } from './exchange.ts';
import { type AtLineEvent, createLineRecorder } from './lineRecorder.ts';

export type { AtReply, SendOptions } from './exchange.ts';
export type { AtLineEvent } from './lineRecorder.ts';

export interface TrainOptions {
  /** Default 5. */
  readonly tries?: number;
  /** Per try, default 1000 ms. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

/** A finished line of the module and what it was in the light of the command that waited. */
export interface HeardLine {
  readonly text: string;
  readonly role: LineRole;
  /** Its journal row. */
  readonly seq: number;
}

/**
 * A conversation with one module over one opened port: one command at a time, in the order of the calls; every line in the
 * journal exactly once.
 */
export interface AtChannel {
  /**
   * Sends one line (CR is added) and waits for its final answer. A refusal is an answer, not an error.
   *
   * @throws AppError modem.timeout {command, timeoutMs}, port.closed {id}, rpc.cancelled
   */
  send(command: string, options?: SendOptions): Promise<AtReply>;
  /**
   * Sends `AT` until it is answered, which also trains an auto-baud UART (at-commands 6, row 22).
   *
   * @returns how many tries it took
   * @throws AppError modem.timeout {command, timeoutMs: of all tries}, port.closed, rpc.cancelled
   */
  train(options?: TrainOptions): Promise<number>;
  /** What the module says on its own, with its journal row. */
  onUrc(listener: (event: UrcEvent, line: AtLineEvent) => void): () => void;
  /**
   * What the module wrote, line by line, each whole and once it has its end: what a driver reads its signals from. Tails of lines
   * that were too long to wait for are left out.
   */
  onHeard(listener: (line: HeardLine) => void): () => void;
  /**
   * Bytes as they are, for a module that has asked for a stream outside any command; not written to the journal as a line.
   *
   * @throws AppError port.closed {id}
   */
  writeRaw(bytes: Uint8Array): Promise<void>;
  /** Every line of both directions. */
  onLine(listener: (line: AtLineEvent) => void): () => void;
  /** Lets go of the transport without closing it; a waiting command is rejected with port.closed. */
  dispose(): void;
}

export interface AtChannelOptions {
  readonly transport: SerialTransport;
  readonly journal: JournalPort;
  readonly clock: Clock;
  readonly portId: string;
  readonly jobId?: string;
  /** After this silence an unfinished line is shown; default 400 ms. */
  readonly quietMs?: number;
}

/** Silence that must follow a command whose answer never came, so that a late one is not taken for the next one's. */
const drainMs = 250;
/** A log may never pause: then the next command has to take its chance. */
const drainLimitMs = 1000;

export function createAtChannel(options: AtChannelOptions): AtChannel {
  return new Channel(options);
}

/** A class, because it has identity and a lifetime: it listens to a transport until it is disposed. */
class Channel implements AtChannel {
  readonly #options: AtChannelOptions;
  readonly #clock: Clock;
  readonly #quietMs: number;
  readonly #parser = createAtParser();
  readonly #recorder: ReturnType<typeof createLineRecorder>;
  readonly #urcs = createListeners<[UrcEvent, AtLineEvent]>();
  readonly #heard = createListeners<[HeardLine]>();
  readonly #unsubscribes: readonly (() => void)[];
  #current: Exchange | null = null;
  #queue: Promise<unknown> = Promise.resolve();
  #gone: AppError | null = null;
  #lateAnswerPossible = false;
  #lastReceivedMs: number;
  #stopQuiet: (() => void) | undefined;

  constructor(options: AtChannelOptions) {
    const { transport, journal, clock, portId, jobId, quietMs = 400 } = options;
    this.#options = options;
    this.#clock = clock;
    this.#quietMs = quietMs;
    this.#recorder = createLineRecorder(journal, { portId, ...(jobId === undefined ? {} : { jobId }) });
    this.#lastReceivedMs = clock.monoMs();
    this.#unsubscribes = [
      transport.onData((bytes) => this.#receive(bytes)),
      transport.onClosed(() => this.#close()),
    ];
  }

  send(command: string, options: SendOptions = {}): Promise<AtReply> {
    const turn = this.#queue.then(() => this.#take(command, options));
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  async train({ tries = 5, timeoutMs = 1000, signal }: TrainOptions = {}): Promise<number> {
    for (let attempt = 1; attempt <= tries; attempt++) {
      try {
        await this.send('AT', { timeoutMs, ...(signal === undefined ? {} : { signal }) });
        // Answers to the earlier tries may still be on their way.
        this.#lateAnswerPossible = attempt > 1;
        return attempt;
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'modem.timeout') throw error;
      }
    }
    throw new AppError('modem.timeout', { command: 'AT', timeoutMs: tries * timeoutMs }, { retry: 'yes' });
  }

  onUrc(listener: (event: UrcEvent, line: AtLineEvent) => void): () => void {
    return this.#urcs.add(listener);
  }

  onHeard(listener: (line: HeardLine) => void): () => void {
    return this.#heard.add(listener);
  }

  async writeRaw(bytes: Uint8Array): Promise<void> {
    if (this.#gone !== null) throw this.#gone;
    await this.#options.transport.write(bytes);
  }

  onLine(listener: (line: AtLineEvent) => void): () => void {
    return this.#recorder.onLine(listener);
  }

  dispose(): void {
    for (const unsubscribe of this.#unsubscribes) unsubscribe();
    this.#close();
    this.#urcs.clear();
    this.#heard.clear();
    this.#recorder.clear();
  }

  /** One command, when it is its turn. */
  async #take(command: string, options: SendOptions): Promise<AtReply> {
    const { signal } = options;
    if (signal?.aborted) throw new AppError('rpc.cancelled');
    if (this.#lateAnswerPossible && this.#gone === null) {
      this.#lateAnswerPossible = false;
      await this.#drain(signal);
    }
    if (this.#gone !== null) throw this.#gone;
    return this.#exchange(command, options);
  }

  #exchange(command: string, options: SendOptions): Promise<AtReply> {
    const { seq } = this.#recorder.command(command);
    const exchange = startExchange(command, seq, options, this.#clock, (how) => {
      this.#parser.settle();
      this.#current = null;
      if (how === 'unanswered') this.#lateAnswerPossible = true;
    });
    this.#current = exchange;
    this.#parser.expect(createPendingCommand(command, options), options.payload !== undefined);
    this.#write(new TextEncoder().encode(`${command}\r`), exchange);
    return exchange.reply;
  }

  #write(bytes: Uint8Array, exchange: Exchange): void {
    this.#options.transport.write(bytes).catch((error: unknown) => exchange.fail(AppError.from(error)));
  }

  #receive(bytes: Uint8Array): void {
    this.#lastReceivedMs = this.#clock.monoMs();
    this.#stopQuiet?.();
    for (const line of this.#parser.push(bytes)) this.#deliver(line);
    this.#stopQuiet = this.#clock.after(this.#quietMs, () => this.#showUnfinished());
  }

  #showUnfinished(): void {
    const line = this.#parser.quiet();
    if (line !== null) this.#deliver(line);
  }

  #deliver(line: ParsedLine): void {
    const event = this.#recorder.received(line);
    const exchange = this.#current;
    exchange?.take(line, event.seq);
    if (line.prompt === true && exchange?.payload !== undefined) this.#write(exchange.payload, exchange);
    if (line.urc !== undefined) this.#urcs.emit(line.urc, event);
    if (line.unfinished === undefined && line.headless === undefined)
      this.#heard.emit({ text: line.whole, role: line.role, seq: event.seq });
  }

  async #drain(signal: AbortSignal | undefined): Promise<void> {
    const startMs = this.#clock.monoMs();
    while (this.#clock.monoMs() - startMs < drainLimitMs && this.#gone === null) {
      const silentMs = this.#clock.monoMs() - Math.max(this.#lastReceivedMs, startMs);
      if (silentMs >= drainMs) return;
      await sleep(this.#clock, drainMs - silentMs, signal);
    }
  }

  #close(): void {
    if (this.#gone !== null) return;
    this.#gone = new AppError('port.closed', { id: this.#options.portId }, { retry: 'later' });
    this.#stopQuiet?.();
    this.#showUnfinished();
    this.#current?.fail(this.#gone);
  }
}
