/**
 * What a person or a program reads: the result on stdout and nothing else; progress and advice on stderr. Both end up in logs and
 * tickets, so keys are masked in everything that is written here, but for a result that was asked for to be used as it is.
 */
import { maskKeys } from '../../../shared/domain/keyMask.ts';

export type OutputMode = 'text' | 'json' | 'jsonl';

export interface Output {
  readonly mode: OutputMode;
  /** The verb's one result: an object for programs, lines for people. */
  result(value: Readonly<Record<string, unknown>>, lines: readonly string[]): void;
  /** A result that is of no use without the key in it, made because a person asked for it: a script, a URL. */
  resultWithKey(value: Readonly<Record<string, unknown>>, lines: readonly string[]): void;
  /** One of many lines for people, on stdout as it comes; nothing for programs, who get events. */
  line(text: string): void;
  /** Something that happened on the way; a line of JSON in `jsonl`, otherwise nothing. */
  event(value: Readonly<Record<string, unknown>>): void;
  /** A short-lived line for people: progress, advice, warnings. */
  note(line: string): void;
  /** Rewrites the current progress line on a terminal; silent elsewhere. */
  progress(line: string): void;
}

interface Streams {
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean };
}

/**
 * Writes to the given streams by mode.
 * @param onBroken called when a reader went away or a disk is full; from then on nothing is written there
 */
export function createOutput(mode: OutputMode, given: Streams, onBroken: () => void = () => {}): Output {
  const streams = { stdout: guarded(given.stdout, onBroken), stderr: guarded(given.stderr, onBroken) };
  const isTerminal = given.stderr.isTTY === true;
  let progressShown = false;
  const clearProgress = () => {
    if (progressShown) streams.stderr.write('\r\u001b[K');
    progressShown = false;
  };
  const write = (
    value: Readonly<Record<string, unknown>>,
    lines: readonly string[],
    shown: (text: string) => string,
  ) => {
    clearProgress();
    if (mode === 'text') streams.stdout.write(lines.map((line) => `${shown(line)}\n`).join(''));
    else streams.stdout.write(`${asJson(mode === 'jsonl' ? { event: 'result', ...value } : value, shown)}\n`);
  };
  return {
    mode,
    result: (value, lines) => write(value, lines, maskKeys),
    resultWithKey: (value, lines) => write(value, lines, (text) => text),
    line(text) {
      if (mode !== 'text') return;
      clearProgress();
      streams.stdout.write(`${maskKeys(text)}\n`);
    },
    event(value) {
      if (mode === 'jsonl') streams.stdout.write(`${asJson(value, maskKeys)}\n`);
    },
    note(line) {
      clearProgress();
      streams.stderr.write(`${maskKeys(line)}\n`);
    },
    progress(line) {
      if (mode !== 'text' || !isTerminal) return;
      streams.stderr.write(`\r\u001b[K${line}`);
      progressShown = true;
    },
  };
}

/** Masks within each text: in JSON the quotes around a key bear backslashes, where no rule would find it. */
function asJson(value: unknown, shown: (text: string) => string): string {
  return JSON.stringify(value, (_name, part: unknown) => (typeof part === 'string' ? shown(part) : part));
}

/** A stream that falls silent instead of throwing once it is broken. */
function guarded(stream: NodeJS.WritableStream, onBroken: () => void): { write(text: string): void } {
  let broken = false;
  stream.on('error', () => {
    if (broken) return;
    broken = true;
    onBroken();
  });
  return {
    write(text) {
      if (!broken) stream.write(text);
    },
  };
}
