import { decodeAtBytes } from '../../../shared/domain/atText.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import type { JournalPort } from '../../../shared/domain/journalPort.ts';
import type { UrcEvent } from '../../../shared/domain/urc.ts';
import { AppError } from '../../../shared/errors.ts';
import { createListeners } from '../ports/listeners.ts';
import type { SerialTransport } from '../ports/transport.ts';
import { sleep } from '../ports/wait.ts';
import { createQuietWatch, type QuietWatch } from './atChannelQuiet.ts';
import { type StreamOptions, type StreamReport, streamBytes } from './atChannelStream.ts';
import { createAtParser, type ParsedLine } from './atParser.ts';
import { createPendingCommand, type LineRole } from './classify.ts';
import { type AtReply, type Exchange, type SendOptions, startExchange } from './exchange.ts';
import { type AtLineEvent, createLineRecorder } from './lineRecorder.ts';

export type { StreamOptions, StreamReport } from './atChannelStream.ts';
export type { AtReply, SendOptions } from './exchange.ts';
export type { BinaryRule } from './exchangeData.ts';
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
  /**
   * Writes raw bytes when it is their turn, e.g. a package after `+QIND: "FOTA","FILESTART"`. What the module says meanwhile is
   * read as usual. No command is sent before the stream has ended.
   *
   * @throws AppError modem.writeStalled {sentBytes, totalBytes, stallMs}, port.closed {id}, rpc.cancelled
   */
  stream(bytes: Uint8Array, options?: StreamOptions): Promise<StreamReport>;
  /**
   * Writes a few bytes at once, without waiting for a turn: what a person types at a prompt, Ctrl-Z, Escape.
   *
   * @param text how the journal's line shows it; default the bytes as text
   * @throws AppError port.closed {id}
   */
  write(bytes: Uint8Array, text?: string): Promise<void>;
  /** What the module says on its own, with its journal row. */
  onUrc(listener: (event: UrcEvent, line: AtLineEvent) => void): () => void;
  /**
   * What the module wrote, line by line, each whole and once it has its end: what a driver reads its signals from. Tails of lines
   * that were too long to wait for are left out.
   */
  onHeard(listener: (line: HeardLine) => void): () => void;
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
  /** A line that drips without a silence is shown after this time; default 2000 ms. */
  readonly shownWithinMs?: number;
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
  readonly #quiet: QuietWatch;
  readonly #parser = createAtParser();
  readonly #recorder: ReturnType<typeof createLineRecorder>;
  readonly #urcs = createListeners<[UrcEvent, AtLineEvent]>();
  readonly #heard = createListeners<[HeardLine]>();
  readonly #unsubscribes: readonly (() => void)[];
  #current: Exchange | null = null;
  /** What the current command sends behind `>`. */
  #onPrompt: (() => void) | null = null;
  #queue: Promise<unknown> = Promise.resolve();
  #gone: AppError | null = null;
  #lateAnswerPossible = false;
  #lastReceivedMs: number;
  /** Bytes that are on their way out belong to the command before: it never rejects. */
  #payloadWritten: Promise<void> = Promise.resolve();

  constructor(options: AtChannelOptions) {
    const { transport, journal, clock, portId, jobId, quietMs = 400, shownWithinMs = 2000 } = options;
    this.#options = options;
    this.#clock = clock;
    const show = (line: ParsedLine): void => this.#deliver(line);
    this.#quiet = createQuietWatch({ parser: this.#parser, clock, quietMs, shownWithinMs, show });
    this.#recorder = createLineRecorder(journal, { portId, ...(jobId === undefined ? {} : { jobId }) });
    this.#lastReceivedMs = clock.monoMs();
    this.#unsubscribes = [
      transport.onData((bytes) => this.#receive(bytes)),
      transport.onClosed(() => this.#close()),
    ];
  }

  send(command: string, options: SendOptions = {}): Promise<AtReply> {
    return this.#inTurn(options.signal, () => this.#exchange(command, options));
  }

  stream(bytes: Uint8Array, options: StreamOptions = {}): Promise<StreamReport> {
    return this.#inTurn(options.signal, async () => {
      let sentBytes = 0;
      const onProgress: StreamOptions['onProgress'] = (sent, total) => {
        sentBytes = sent;
        options.onProgress?.(sent, total);
      };
      try {
        return await streamBytes(this.#options.transport, bytes, { ...options, onProgress }, this.#clock);
      } finally {
        this.#recorder.note('serial.streamed', { sentBytes, totalBytes: bytes.length });
      }
    });
  }

  async write(bytes: Uint8Array, text: string = decodeAtBytes(bytes)): Promise<void> {
    if (this.#gone !== null) throw this.#gone;
    this.#recorder.command(text);
    // If it is answered, the answer is not that of the next command.
    if (this.#current === null) this.#lateAnswerPossible = true;
    await this.#options.transport.write(bytes);
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

  /** One writer: each work begins when the one before has ended. */
  #inTurn<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(async () => {
      if (signal?.aborted) throw new AppError('rpc.cancelled');
      if (this.#lateAnswerPossible && this.#gone === null) {
        this.#lateAnswerPossible = false;
        await this.#drain(signal);
      }
      if (this.#gone !== null) throw this.#gone;
      return work();
    });
    // Whoever sent it hears of it; the next one only waits its turn.
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  async #exchange(command: string, options: SendOptions): Promise<AtReply> {
    const { payload, onPayload, binary, lineEnding = '\r' } = options;
    const { seq } = this.#recorder.command(command);
    const exchange = startExchange(command, seq, options, this.#clock, (how) => {
      this.#parser.settle();
      this.#current = null;
      this.#onPrompt = null;
      if (how === 'unanswered') this.#lateAnswerPossible = true;
    });
    this.#current = exchange;
    if (payload !== undefined) this.#onPrompt = () => this.#sendPayload(exchange, payload, onPayload);
    this.#parser.expect(createPendingCommand(command, options), {
      prompt: payload !== undefined,
      ...(binary === undefined ? {} : { binary }),
    });
    const bytes = new TextEncoder().encode(`${command}${lineEnding}`);
    this.#options.transport.write(bytes).catch((error: unknown) => exchange.fail(AppError.from(error)));
    try {
      return await exchange.reply;
    } finally {
      // A refusal may come while the payload is on its way: the next command waits until its writer has stopped.
      await this.#payloadWritten;
    }
  }

  #sendPayload(exchange: Exchange, payload: Uint8Array, onProgress: SendOptions['onPayload']): void {
    exchange.pause();
    const options = { signal: exchange.ended, ...(onProgress === undefined ? {} : { onProgress }) };
    this.#payloadWritten = streamBytes(this.#options.transport, payload, options, this.#clock).then(
      () => exchange.resume(),
      (error: unknown) => exchange.fail(AppError.from(error)),
    );
  }

  #receive(bytes: Uint8Array): void {
    this.#lastReceivedMs = this.#clock.monoMs();
    const lines = this.#parser.push(bytes);
    // The time of a command does not run out while its data crosses the port.
    if (this.#parser.reading() !== null) this.#current?.resume();
    for (const line of lines) this.#deliver(line);
    this.#quiet.received(lines);
  }

  #deliver(line: ParsedLine): void {
    if (line.data !== undefined) {
      this.#recorder.note('serial.dataRead', { bytes: line.data.length });
      this.#current?.take(line, 0);
      return;
    }
    const event = this.#recorder.received(line);
    this.#current?.take(line, event.seq);
    if (line.prompt === true) this.#onPrompt?.();
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
    this.#quiet.end();
    this.#current?.fail(this.#gone);
  }
}
