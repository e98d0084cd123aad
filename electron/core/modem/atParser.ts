import type { AtFinal } from '../../../shared/domain/atLine.ts';
import { decodeAtBytes } from '../../../shared/domain/atText.ts';
import type { UrcEvent } from '../../../shared/domain/urc.ts';
import {
  classifyIdle,
  classifyPending,
  createPendingCommand,
  type LineMeaning,
  type LineRole,
  type PendingCommand,
} from './classify.ts';
import { createLineSplitter, type LinePiece } from './lineSplitter.ts';

/** A line as understood. */
export interface ParsedLine {
  readonly role: LineRole;
  /** What was not shown yet: the text for the journal. Empty when all of it was shown as unfinished before. */
  readonly text: string;
  /** The line from its start. */
  readonly whole: string;
  readonly final?: AtFinal;
  /** OK or ERROR may still follow this final line; the parser then awaits it. */
  readonly own?: true;
  readonly urc?: UrcEvent;
  /** The module waits for data after `>`. */
  readonly prompt?: true;
  /** The line has no end yet: it was quiet for a while, or it is longer than the cap. */
  readonly unfinished?: 'quiet' | 'capped';
  /** The tail of a line that was longer than the cap: it has no meaning of its own. */
  readonly headless?: true;
}

/** Bytes in, lines out; knows no port, no clock and no journal. */
export interface AtParser {
  push(bytes: Uint8Array): ParsedLine[];
  /** Call when nothing came for a while: the unfinished line, or null. Its rest may still come. */
  quiet(): ParsedLine | null;
  /** From now on lines are read as the answer to this command, until a final one. */
  expect(pending: PendingCommand, awaitsPrompt?: boolean): void;
  /** No answer is awaited any more. */
  settle(): void;
}

const greaterThan = 0x3e;
const blank = 0x20;

/** @param capBytes longest line that is waited for, default 64 KiB */
export function createAtParser({ capBytes = 64 * 1024 }: { readonly capBytes?: number } = {}): AtParser {
  const splitter = createLineSplitter(capBytes);
  let pending: PendingCommand | null = null;
  let awaitsPrompt = false;

  const settle = (): void => {
    pending = null;
    awaitsPrompt = false;
  };
  const read = (piece: LinePiece): ParsedLine => {
    const text = decodeAtBytes(piece.fresh);
    const whole = piece.fresh.length === piece.whole.length ? text : decodeAtBytes(piece.whole);
    if (piece.why !== 'ended') return { role: 'text', text, whole, unfinished: piece.why };
    if (piece.headless) return { role: 'text', text, whole, headless: true };
    const meaning: LineMeaning = pending === null ? classifyIdle(whole) : classifyPending(whole, pending);
    if (meaning.own === true && pending !== null) pending = createPendingCommand(pending.command);
    else if (meaning.role === 'final') settle();
    return { ...meaning, text, whole };
  };
  const takePrompt = (): ParsedLine | null => {
    if (!awaitsPrompt) return null;
    const rest = splitter.unfinished();
    const isPrompt =
      rest[0] === greaterThan && (rest.length === 1 || (rest.length === 2 && rest[1] === blank));
    if (!isPrompt) return null;
    splitter.drop();
    awaitsPrompt = false;
    return { role: 'response', text: '>', whole: '>', prompt: true };
  };
  return {
    push(bytes) {
      const lines = splitter.push(bytes).map(read);
      const prompt = takePrompt();
      return prompt === null ? lines : [...lines, prompt];
    },
    quiet() {
      const piece = splitter.flush();
      return piece === null ? null : read(piece);
    },
    expect(command, prompt = false) {
      pending = command;
      awaitsPrompt = prompt;
    },
    settle,
  };
}
