import { latin1Bytes } from '../bytes.ts';
import type { TimerGroup } from '../timers.ts';
import { cmeText } from './cmeText.ts';
import { createLineAssembler, type LineEvent } from './commandLine.ts';
import { parseAtLine } from './parse.ts';
import { type AtFinal, type AtHandlers, type AtReply, cme, invalidCommandLine } from './reply.ts';

export type CmeeMode = 0 | 1 | 2;

export interface AtEngineOptions {
  readonly send: (bytes: Uint8Array) => void;
  readonly timers: TimerGroup;
  readonly latencyMs: () => number;
  readonly maxLineBytes: () => number;
  /** CME number for a command nobody knows. */
  readonly unknownCommand: () => number;
  /** Asked once for each line; true loses it without echo or answer, as a lost baud rate does. */
  readonly isDeaf?: () => boolean;
}

/** The AT line discipline: echo, one command at a time, framing, error modes. It knows no command by itself. */
export interface AtEngine {
  /** Adds commands; a later name replaces an earlier one. */
  use(handlers: AtHandlers): void;
  receive(bytes: Uint8Array): void;
  /** Sends an unsolicited line in its frame. */
  urc(line: string): void;
  setEcho(on: boolean): void;
  setCmee(mode: CmeeMode): void;
  cmee(): CmeeMode;
  /** Forgets half lines and waiting input, as when the port is closed. A command that already runs is still answered. */
  clearInput(): void;
  /** A restart of the module: also the command that runs is gone. Its timers must have been cancelled by the owner. */
  reset(): void;
}

/** What a UART would have overrun long before; a host that sends more without waiting loses it. */
const inputLimitBytes = 64 * 1024;

export function createAtEngine(options: AtEngineOptions): AtEngine {
  const handlers = new Map<string, AtHandlers[string]>();
  const assembler = createLineAssembler(options.maxLineBytes);
  let waiting: number[] = [];
  let busy = false;
  let pumping = false;
  let echo = true;
  let cmeeMode: CmeeMode = 1;

  const sendText = (text: string): void => options.send(latin1Bytes(text));
  const answer = (reply: AtReply): void => {
    sendText(`${reply.lines.map(frame).join('')}${finalText(reply.final, cmeeMode)}`);
    busy = false;
    reply.after?.();
    pump();
  };
  const run = (event: LineEvent): void => {
    const command = event.kind === 'tooLong' ? 'malformed' : parseAtLine(event.text);
    if (command === null) {
      busy = false;
      pump();
      return;
    }
    const reply =
      command === 'malformed'
        ? cme(invalidCommandLine)
        : (handlers.get(command.name)?.(command) ?? cme(options.unknownCommand()));
    if (reply.delayMs === undefined) {
      answer(reply);
      return;
    }
    options.timers.after(reply.delayMs, () => answer(reply));
  };
  /** Takes input up to the end of one command, then waits until that is answered: answers never overlap an echo. */
  const pump = (): void => {
    if (pumping || busy) return;
    pumping = true;
    let echoed = '';
    let used = 0;
    for (const byte of waiting) {
      used += 1;
      if (byte !== 0x0a) echoed += String.fromCharCode(byte);
      const event = assembler.push(byte);
      if (!event) continue;
      if (options.isDeaf?.() === true) {
        echoed = '';
        continue;
      }
      busy = true;
      options.timers.after(options.latencyMs(), () => run(event));
      break;
    }
    waiting = waiting.slice(used);
    if (echo && echoed !== '') sendText(echoed);
    pumping = false;
    // A listener may have written while the echo was on its way.
    if (!busy && waiting.length > 0) pump();
  };
  const clearInput = (): void => {
    waiting = [];
    assembler.clear();
  };

  return {
    use(more) {
      for (const [name, handler] of Object.entries(more)) handlers.set(name, handler);
    },
    receive(bytes) {
      waiting.push(...bytes.subarray(0, Math.max(0, inputLimitBytes - waiting.length)));
      pump();
    },
    urc: (line) => sendText(frame(line)),
    setEcho: (on) => {
      echo = on;
    },
    setCmee: (mode) => {
      cmeeMode = mode;
    },
    cmee: () => cmeeMode,
    clearInput,
    reset() {
      clearInput();
      busy = false;
    },
  };
}

/** `\r\n<line>\r\n` (at-commands 1.8). */
function frame(line: string): string {
  return `\r\n${line}\r\n`;
}

function finalText(final: AtFinal, mode: CmeeMode): string {
  return final.kind === 'prompt' ? final.text : frame(finalLine(final, mode));
}

function finalLine(final: Exclude<AtFinal, { kind: 'prompt' }>, mode: CmeeMode): string {
  if (final.kind === 'ok') return 'OK';
  if (final.kind === 'line') return final.text;
  if (mode === 0) return 'ERROR';
  return `+CME ERROR: ${mode === 1 ? final.code : cmeText(final.code)}`;
}
