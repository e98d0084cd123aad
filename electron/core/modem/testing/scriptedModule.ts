import { Buffer } from 'node:buffer';
import type { Clock } from '../../../../shared/domain/clock.ts';
import type { MemoryTransport } from '../../ports/testing/memoryPorts.ts';

/** What a command is answered with: lines, the last one final; null keeps silent; a function decides each time. */
export type Answer = readonly string[] | null | ((command: string) => readonly string[] | null);

/**
 * The far end of an in-memory port that speaks like a module: echo, then `\r\n<line>\r\n` per line, in pieces cut at random.
 * Written from the documents for these tests; it shares nothing with the virtual modules.
 */
export interface ScriptedModule {
  /** Later answers win. The key is the whole command or a prefix that ends with `*`. */
  answer(command: string, answer: Answer): void;
  /** Lines out of the blue. */
  say(...lines: readonly string[]): void;
  raw(text: string): void;
  /** Commands so far. */
  readonly commands: readonly string[];
  /** Connects to a newly opened transport. */
  attach(transport: MemoryTransport): void;
  echo: boolean;
  /** Called after a command was answered. */
  onCommand: ((command: string) => void) | undefined;
}

export function createScriptedModule(options: {
  readonly clock: Clock;
  readonly seed?: number;
  readonly latencyMs?: number;
}): ScriptedModule {
  const { clock, latencyMs = 4 } = options;
  const random = createRandom(options.seed ?? 1);
  const answers = new Map<string, Answer>();
  const commands: string[] = [];
  let transport: MemoryTransport | undefined;

  const send = (text: string): void => {
    const bytes = Buffer.from(text, 'latin1');
    for (let start = 0; start < bytes.length; ) {
      const end = Math.min(bytes.length, start + 1 + Math.floor(random() * 7));
      transport?.receive(Uint8Array.from(bytes.subarray(start, end)));
      start = end;
    }
  };
  const find = (command: string): Answer | undefined => {
    const exact = answers.get(command);
    if (exact !== undefined) return exact;
    return [...answers].findLast(([key]) => key.endsWith('*') && command.startsWith(key.slice(0, -1)))?.[1];
  };
  const module: ScriptedModule = {
    echo: true,
    onCommand: undefined,
    commands,
    answer: (command, answer) => {
      answers.delete(command);
      answers.set(command, answer);
    },
    say: (...lines) => send(lines.map((line) => `\r\n${line}\r\n`).join('')),
    raw: send,
    attach(opened) {
      transport = opened;
      let typed = '';
      opened.onWritten((bytes) => {
        typed += Buffer.from(bytes).toString('latin1');
        for (let end = typed.indexOf('\r'); end >= 0; end = typed.indexOf('\r')) {
          const command = typed.slice(0, end);
          typed = typed.slice(end + 1);
          respond(command);
        }
      });
    },
  };
  const respond = (command: string): void => {
    commands.push(command);
    const answer = find(command);
    const lines = typeof answer === 'function' ? answer(command) : answer;
    const from = transport;
    clock.after(latencyMs, () => {
      if (from !== transport) return;
      if (lines === null) return;
      if (module.echo) send(`${command}\r`);
      module.say(...(lines ?? ['ERROR']));
      module.onCommand?.(command);
    });
  };
  return module;
}

/** A small generator with a seed, so that a failing split can be found again (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
  };
}
