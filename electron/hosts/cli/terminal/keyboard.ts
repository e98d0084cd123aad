/** Lines from standard input: typed by a person at a terminal, or piped by a program. */
import { clearLine, createInterface, cursorTo } from 'node:readline';

export interface Keyboard {
  /** Must be walked through as soon as it is there: lines that come before are lost. */
  readonly lines: AsyncIterable<string>;
  /** Runs what writes lines; what is being typed gives way to them and stands below them again. */
  around(write: () => void): void;
  close(): void;
}

export interface KeyboardOptions {
  readonly isPerson: boolean;
  /** Ends the lines. */
  readonly signal: AbortSignal;
  /** Ctrl-C at a terminal, which the system does not tell while lines are edited. */
  readonly onInterrupt: () => void;
}

export function openKeyboard({ isPerson, signal, onInterrupt }: KeyboardOptions): Keyboard {
  const input = createInterface({
    input: process.stdin,
    ...(isPerson ? { output: process.stdout, terminal: true, prompt: '' } : { terminal: false }),
  });
  const close = (): void => {
    signal.removeEventListener('abort', close);
    input.close();
  };
  signal.addEventListener('abort', close, { once: true });
  if (signal.aborted) close();
  input.on('SIGINT', onInterrupt);
  return {
    lines: input,
    around(write) {
      if (isPerson) {
        cursorTo(process.stdout, 0);
        clearLine(process.stdout, 0);
      }
      write();
      if (isPerson) input.prompt(true);
    },
    close,
  };
}
