import { Buffer } from 'node:buffer';
import { parseFinal } from '../../../../shared/domain/atLine.ts';
import type { MemoryTransport } from '../../ports/testing/memoryPorts.ts';
import type { BenchClock, FarEnd } from './runBench.ts';
import type { Transcript, TranscriptStep } from './transcript.ts';

/** How what the module writes is cut: not at all, after each byte, or each piece at this place. */
export type Cut = 'whole' | 'bytes' | number;

export interface TranscriptModuleOptions {
  readonly cut: Cut;
  /** Lines that slip in behind every line of the transcript. */
  readonly between?: readonly string[];
  readonly unplug: () => void;
  readonly plug: () => void;
}

export interface TranscriptModule extends FarEnd {
  readonly commands: readonly string[];
  /** Orders that the host never gave. */
  left(): readonly string[];
}

const latencyMs = 4;
const gapMs = 40;

/** Byte `index` of every package and image in the transcripts. */
export function patternByte(index: number): number {
  return (index * 37 + (index >> 8)) & 0xff;
}

/** Plays the module's part of a transcript against a host that may ask more, or less, than the transcript shows. */
export function createTranscriptModule(
  transcript: Transcript,
  clock: BenchClock,
  options: TranscriptModuleOptions,
): TranscriptModule {
  return new Player(transcript, clock, options);
}

/** A class, because it has a place in its transcript and a lifetime. */
class Player implements TranscriptModule {
  readonly commands: string[] = [];
  readonly #transcript: Transcript;
  readonly #clock: BenchClock;
  readonly #options: TranscriptModuleOptions;
  #transport: MemoryTransport | undefined;
  #at = 0;
  #playing = false;
  #silent = false;
  #rebooted = false;
  #typed = '';
  #held: string | null = null;
  #bytesLeft = 0;

  constructor(transcript: Transcript, clock: BenchClock, options: TranscriptModuleOptions) {
    this.#transcript = transcript;
    this.#clock = clock;
    this.#options = options;
  }

  left(): readonly string[] {
    return this.#transcript.steps.slice(this.#at).flatMap((step) => (step.kind === 'tx' ? [step.text] : []));
  }

  attach(transport: MemoryTransport): void {
    this.#transport = transport;
    this.#typed = '';
    transport.onWritten((bytes) => this.#take(bytes));
  }

  #take(bytes: Uint8Array): void {
    let rest = bytes;
    if (this.#bytesLeft > 0) {
      const taken = Math.min(this.#bytesLeft, rest.length);
      this.#bytesLeft -= taken;
      rest = rest.subarray(taken);
      if (this.#bytesLeft > 0) return;
      this.#at += 1;
      this.#clock.after(latencyMs, () => this.#play(gapMs));
    }
    this.#typed += Buffer.from(rest).toString('latin1');
    for (let end = this.#typed.indexOf('\r'); end >= 0; end = this.#typed.indexOf('\r')) {
      const command = this.#typed.slice(0, end);
      this.#typed = this.#typed.slice(end + 1);
      this.#hear(command);
    }
  }

  #hear(command: string): void {
    this.commands.push(command);
    if (this.#silent) return;
    if (this.#isNextOrder(command)) this.#held = command;
    else this.#answer(command);
  }

  /** The order that the transcript has next, given while the lines before it are still being written. */
  #isNextOrder(command: string): boolean {
    if (!this.#playing) return false;
    const step = this.#transcript.steps.slice(this.#at).find(({ kind }) => kind !== 'rx');
    return step?.kind === 'tx' && step.pattern.test(command);
  }

  #answer(command: string): void {
    const found = this.#find(command);
    this.#clock.after(latencyMs, () => {
      if (this.#silent) return;
      this.#write(`${command}\r`);
      if (found === null) {
        for (const line of this.#otherwise(command)) this.#line(line);
        return;
      }
      this.#at = found + 1;
      this.#play(0);
    });
  }

  /** The next order of the transcript that this is; orders with nothing but an answer may be passed over. */
  #find(command: string): number | null {
    if (this.#playing) return null;
    const { steps } = this.#transcript;
    let answered = true;
    for (let at = this.#at; at < steps.length; at++) {
      const step = steps[at];
      if (step?.kind === 'tx') {
        if (step.pattern.test(command)) return at;
        answered = false;
      } else if (step?.kind === 'rx' && !answered) {
        answered = parseFinal(step.text) !== null;
      } else return null;
    }
    return null;
  }

  #otherwise(command: string): readonly string[] {
    const { answers, head } = this.#transcript;
    const known = answers.find(({ pattern }) => pattern.test(command));
    if (known !== undefined) return known.lines;
    if (command === 'AT') return ['OK'];
    const version = this.#rebooted ? (head.get('to') ?? head.get('from')) : head.get('from');
    return /^(ATI|AT\+[CQ]GMR)$/.test(command) && version !== undefined ? [version, 'OK'] : ['ERROR'];
  }

  /** Everything up to the host's next turn; lines behind the answer come one by one. */
  #play(gap: number): void {
    const step = this.#transcript.steps[this.#at];
    this.#playing = step !== undefined && step.kind !== 'tx' && step.kind !== 'txBytes';
    if (step?.kind === 'tx' && this.#held !== null) {
      const command = this.#held;
      this.#held = null;
      this.#answer(command);
    }
    if (step === undefined || !this.#playing) return;
    const pauseMs = 'ms' in step ? step.ms : step.kind === 'rx' ? gap : 0;
    if (step.kind === 'reboot') this.#silent = true;
    if (pauseMs === 0) this.#perform(step, gap);
    else this.#clock.after(pauseMs, () => this.#perform(step, gap));
  }

  #perform(step: TranscriptStep, gap: number): void {
    this.#at += 1;
    switch (step.kind) {
      case 'rx':
        // A host that is asked for bytes may write them before this line has returned.
        this.#expectBytes();
        this.#line(step.text);
        // Behind the final line of an answer the module speaks on its own.
        this.#play(gap === 0 && (parseFinal(step.text) !== null || step.text === '>') ? gapMs : gap);
        return;
      case 'rxBytes':
        this.#writeBytes(
          Uint8Array.from({ length: step.sizeBytes }, (_, index) => patternByte(step.startByte + index)),
        );
        break;
      case 'reboot':
        this.#silent = false;
        this.#rebooted = true;
        break;
      case 'portLost':
        this.#options.unplug();
        break;
      case 'portBack':
        this.#options.plug();
        break;
      default:
    }
    this.#play(gap);
  }

  #expectBytes(): void {
    const next = this.#transcript.steps[this.#at];
    if (next?.kind === 'txBytes') this.#bytesLeft = next.sizeBytes;
  }

  #line(text: string): void {
    this.#write(text === '>' ? '\r\n> ' : `\r\n${text}\r\n`);
    // Bytes follow the line that announces them at once.
    const announces = this.#transcript.steps[this.#at]?.kind === 'rxBytes';
    if (text === '>' || announces || parseFinal(text) !== null) return;
    for (const line of this.#options.between ?? []) this.#write(`\r\n${line}\r\n`);
  }

  #write(text: string): void {
    this.#writeBytes(Buffer.from(text, 'latin1'));
  }

  #writeBytes(bytes: Uint8Array): void {
    const { cut } = this.#options;
    const ends = cut === 'bytes' ? Array.from(bytes, (_, index) => index + 1) : cut === 'whole' ? [] : [cut];
    let start = 0;
    for (const end of [...ends, bytes.length]) {
      const stop = Math.min(end, bytes.length);
      if (stop > start) this.#transport?.receive(Uint8Array.from(bytes.subarray(start, stop)));
      start = Math.max(start, stop);
    }
  }
}
