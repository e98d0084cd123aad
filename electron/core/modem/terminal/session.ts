import type {
  LineEnding,
  TerminalAnswer,
  TerminalSession,
  TerminalSettings,
} from '../../../../shared/contract/terminal.ts';
import type { AtFinal } from '../../../../shared/domain/atLine.ts';
import type { Sequence } from '../../../../shared/domain/atSequence.ts';
import type { Clock } from '../../../../shared/domain/clock.ts';
import type { JournalPort } from '../../../../shared/domain/journalPort.ts';
import { AppError } from '../../../../shared/errors.ts';
import type { PortRegistry } from '../../ports/registry.ts';
import type { SerialTransport } from '../../ports/transport.ts';
import { sleep } from '../../ports/wait.ts';
import { type AtChannel, createAtChannel } from '../atChannel.ts';
import { createHearing, type Hearing } from './hearing.ts';
import { createPortLink, type PortLink } from './portLink.ts';
import { runSequence, type SequenceLine } from './runSequence.ts';
import { createRunState, type RunState } from './runState.ts';

export interface SessionOptions {
  readonly ports: PortRegistry;
  readonly journal: JournalPort;
  readonly clock: Clock;
  readonly portId: string;
  readonly settings: () => TerminalSettings;
  /** Throws what forbids sending this to this port now. */
  readonly checkOrder: (portId: string, text: string) => void;
  /** Anything of its state is another. */
  readonly onChanged: () => void;
  /** The device came back under another name. */
  readonly onMoved: (from: string, to: string) => void;
}

export interface SendTextOptions {
  readonly lineEnding?: LineEnding | undefined;
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal;
}

const endings: Readonly<Record<LineEnding, '\r' | '\r\n' | '\n' | ''>> = {
  cr: '\r',
  crlf: '\r\n',
  lf: '\n',
  none: '',
};

/** What a module answers with a final line: everything that begins with AT, and A/ (repeat the last one). */
export function isCommand(text: string): boolean {
  return /^\s*a[t/]/i.test(text);
}

/** Lines of a log that runs over the same port: `[2026-…] …`, `I/user.main …`. They are shown, but they are no answer. */
function isLogLine(line: string): boolean {
  return /^(?:\[|[DIWEFV]\/\w)/.test(line);
}

/** `+CIS ERROR: 602`, `+UARTUPGRAE ERROR: 5`: refusals that bear the name of a command and may be all that comes. */
function otherFinal(line: string): AtFinal | null {
  const match = /^\+(?!CM[ES] )([A-Z]+) ERROR[ \t]*:[ \t]*(\S.*)$/.exec(line);
  return match === null ? null : { kind: 'error', code: `${match[1]} ${match[2]}` };
}

/** How long a command may still wait for its answer when somebody else asks for the port. */
const lendWithinMs = 2000;

/** One person's conversation with one port. A class, because it has identity and a lifetime. */
export class Session {
  readonly #options: SessionOptions;
  readonly #link: PortLink;
  readonly #run: RunState;
  #channel: AtChannel | null = null;
  #portId: string;
  /** Lines that were sent or wait for their turn, oldest first. */
  #sending: { readonly text: string; readonly timeoutMs: number; sinceMs: number }[] = [];
  readonly #hearing: Hearing;

  constructor(options: SessionOptions) {
    const { ports, clock, portId, onChanged } = options;
    this.#options = options;
    this.#portId = portId;
    this.#hearing = createHearing(clock);
    this.#run = createRunState(clock, onChanged);
    this.#link = createPortLink({
      ...{ ports, clock, portId, baudRate: 115_200, onChanged },
      onOpened: (transport, openedAs) => this.#opened(transport, openedAs),
      onClosed: () => {
        this.#channel?.dispose();
        this.#channel = null;
      },
      beforeLending: () => this.#finishSoon(),
    });
  }

  /** The conversation while the port is open; whoever borrows it must not dispose of it. */
  channel(): AtChannel | null {
    return this.#channel;
  }

  isIdle(): boolean {
    return this.#sending.length === 0 && !this.#run.isRunning();
  }

  state(): TerminalSession {
    const transport = this.#link.transport();
    const [first] = this.#sending;
    return {
      portId: this.#portId,
      link: this.#link.state(),
      sinceMs: this.#link.sinceMs(),
      baudRate: this.#link.baudRate(),
      can: {
        signals: transport?.setSignals !== undefined,
        baudRate: transport?.setBaudRate !== undefined,
      },
      busy:
        first === undefined ? null : { text: first.text, sinceMs: first.sinceMs, timeoutMs: first.timeoutMs },
      queued: Math.max(0, this.#sending.length - 1),
      run: this.#run.state(),
    };
  }

  /** @throws AppError port.busy {id, owner} while somebody else has the port, and what opening throws */
  async open(baudRate?: number): Promise<void> {
    if (baudRate !== undefined && baudRate !== this.#link.baudRate()) {
      if (this.#link.transport() === null) await this.#link.setBaudRate(baudRate);
      else await this.setBaudRate(baudRate);
    }
    if (this.#link.state().state === 'lost') await this.#link.reconnect();
    else await this.#ready();
  }

  async release(): Promise<void> {
    this.stop();
    await this.#link.release();
  }

  reconnect(): Promise<void> {
    return this.#link.reconnect();
  }

  /** Opens the port where it is closed; refuses where somebody else has it or it is gone, and what must not be sent now. */
  async sendText(text: string, options: SendTextOptions = {}): Promise<TerminalAnswer | null> {
    const channel = await this.#ready();
    this.#options.checkOrder(this.#portId, text);
    this.#hearing.forget();
    const settings = this.#options.settings();
    const ending = endings[options.lineEnding ?? settings.lineEnding];
    const timeoutMs = options.timeoutMs ?? settings.timeoutMs;
    if (ending === '' || !isCommand(text)) {
      await channel.write(new TextEncoder().encode(text + ending), text);
      return null;
    }
    const { signal } = options;
    const entry = { text, timeoutMs, sinceMs: this.#options.clock.wallMs() };
    this.#sending.push(entry);
    this.#options.onChanged();
    try {
      const { lines, final, code, tookMs } = await channel.send(text, {
        ...{ timeoutMs, lineEnding: ending, isResponse: (line) => !isLogLine(line), finalOf: otherFinal },
        ...(signal === undefined ? {} : { signal }),
      });
      return { lines: [...lines], final, tookMs, ...(code === undefined ? {} : { code }) };
    } finally {
      this.#sending = this.#sending.filter((other) => other !== entry);
      const [next] = this.#sending;
      if (next !== undefined) next.sinceMs = this.#options.clock.wallMs();
      this.#options.onChanged();
    }
  }

  async sendBytes(bytes: Uint8Array): Promise<void> {
    const channel = await this.#ready();
    this.#options.checkOrder(this.#portId, new TextDecoder('latin1').decode(bytes));
    this.#hearing.forget();
    await channel.write(bytes);
  }

  /** @throws AppError terminal.running {name}, and what opening throws */
  async run(sequence: Sequence): Promise<string> {
    await this.#ready();
    const { id, signal, end, onStep, onResult } = this.#run.begin(sequence);
    const line: SequenceLine = {
      sendText: (text, timeoutMs, stop) => this.sendText(text, { timeoutMs, signal: stop }),
      sendBytes: (bytes) => this.sendBytes(bytes),
      hearing: this.#hearing,
    };
    const { clock } = this.#options;
    runSequence({ sequence, line, clock, signal, onStep, onResult }).then(
      (good) => end(good ? 'done' : 'refused'),
      (error: unknown) => end(signal.aborted ? 'stopped' : 'failed', error),
    );
    return id;
  }

  stop(): void {
    this.#run.stop();
  }

  /** @throws AppError port.noControl {id, what}, port.closed {id} */
  async setBaudRate(baudRate: number): Promise<void> {
    const transport = this.#link.transport();
    if (transport === null) throw this.#closed();
    const params = { id: this.#portId, what: `${baudRate} baud` };
    if (transport.setBaudRate === undefined) throw new AppError('port.noControl', params);
    try {
      await this.#link.setBaudRate(baudRate);
    } catch (error) {
      throw error instanceof AppError ? error : new AppError('port.noControl', params, { cause: error });
    }
  }

  /** Somebody else asks for the port: what runs is stopped, and a command may still get its answer. */
  async #finishSoon(): Promise<void> {
    this.stop();
    const { clock } = this.#options;
    const untilMs = clock.monoMs() + lendWithinMs;
    while (this.#sending.length > 0 && clock.monoMs() < untilMs) await sleep(clock, 50);
  }

  async #ready(): Promise<AtChannel> {
    const link = this.#link.state();
    if (link.state === 'lent') {
      throw new AppError('port.busy', { id: this.#portId, owner: link.owner }, { retry: 'later' });
    }
    if (link.state === 'lost') throw this.#closed();
    await this.#link.open();
    if (this.#channel === null) throw this.#closed();
    return this.#channel;
  }

  #closed(): AppError {
    return new AppError('port.closed', { id: this.#portId }, { retry: 'later' });
  }

  #opened(transport: SerialTransport, portId: string): void {
    const { journal, clock } = this.#options;
    const from = this.#portId;
    this.#portId = portId;
    const channel = createAtChannel({ transport, journal, clock, portId });
    channel.onLine(({ direction, text }) => direction === 'rx' && this.#hearing.hear(text));
    channel.onHeard(({ text }) => this.#hearing.hear(text));
    this.#channel = channel;
    if (from !== portId) this.#options.onMoved(from, portId);
  }
}
