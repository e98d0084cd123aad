import type { AtFinal } from '../../../shared/domain/atLine.ts';
import { decodeAtBytes, trimNoise } from '../../../shared/domain/atText.ts';
import type { UrcEvent } from '../../../shared/domain/urc.ts';
import {
  classifyIdle,
  classifyPending,
  createPendingCommand,
  type LineMeaning,
  type LineRole,
  type PendingCommand,
} from './classify.ts';
import { type BinaryRule, createDataReader } from './exchangeData.ts';
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
  /** No line at all: the bytes that the line before has announced, by their number. */
  readonly data?: Uint8Array;
  /** The line has no end yet: it was quiet for a while, or it is longer than the cap. */
  readonly unfinished?: 'quiet' | 'capped';
  /** The tail of a line that was longer than the cap: it has no meaning of its own. */
  readonly headless?: true;
}

/** How an answer is to be read beyond its lines. */
export interface AnswerShape {
  /** `>` at the start of a line asks for data. */
  readonly prompt?: boolean;
  /** Lines that announce raw bytes. */
  readonly binary?: BinaryRule;
}

/** Bytes in, lines out; knows no port, no clock and no journal. */
export interface AtParser {
  push(bytes: Uint8Array): ParsedLine[];
  /**
   * Call when nothing came for a while: the unfinished line, or null. Its rest may still come. Announced data of a command that
   * nobody waits for any more is given up.
   */
  quiet(): ParsedLine | null;
  /** Whether something was received that `quiet` would still show. */
  hasUnshown(): boolean;
  /** Announced bytes that are on their way; null when lines are read. */
  reading(): { readonly received: number; readonly total: number } | null;
  /** From now on lines are read as the answer to this command, until a final one. */
  expect(pending: PendingCommand, shape?: AnswerShape): void;
  /** No answer is awaited any more. */
  settle(): void;
}

/**
 * Longest line that is waited for, in bytes. A longer one is given out in pieces of this size, the last piece ends it; nothing
 * is left out, but no meaning is read from the further pieces.
 */
export const lineCapBytes = 64 * 1024;

const greaterThan = 0x3e;
const blank = 0x20;

/** @param capBytes longest line that is waited for, default `lineCapBytes` */
export function createAtParser({ capBytes = lineCapBytes }: { readonly capBytes?: number } = {}): AtParser {
  const splitter = createLineSplitter(capBytes);
  const data = createDataReader();
  let pending: PendingCommand | null = null;
  let shape: AnswerShape = {};
  let blankAfterPrompt = false;

  const settle = (): void => {
    pending = null;
    shape = {};
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
  /** `>` at the start of a line, whatever follows, and one blank behind it. */
  const takePrompt = (byte: number | undefined): 'prompt' | 'blank' | null => {
    const isBlank = blankAfterPrompt && byte === blank;
    blankAfterPrompt = false;
    if (isBlank) return 'blank';
    if (shape.prompt !== true || byte !== greaterThan || !splitter.atStart()) return null;
    shape = { ...shape, prompt: false };
    blankAfterPrompt = true;
    return 'prompt';
  };
  const takeLine = (bytes: Uint8Array, start: number, lines: ParsedLine[]): number => {
    const { next, piece } = splitter.take(bytes, start);
    if (piece === null) return next;
    const line = read(piece);
    lines.push(line);
    if (line.role === 'response') data.begin(trimNoise(line.whole), shape.binary, bytes[next - 1]);
    return next;
  };
  const takeData = (bytes: Uint8Array, start: number, lines: ParsedLine[]): number => {
    const { next, whole } = data.take(bytes, start);
    // What an abandoned command still receives is data too, but nobody's.
    if (whole !== null && pending !== null)
      lines.push({ role: 'response', text: '', whole: '', data: whole });
    return next;
  };
  return {
    push(bytes) {
      const lines: ParsedLine[] = [];
      for (let at = 0; at < bytes.length; ) {
        if (data.isReading()) {
          at = takeData(bytes, at, lines);
          continue;
        }
        const prompt = takePrompt(bytes[at]);
        if (prompt === 'prompt') lines.push({ role: 'response', text: '>', whole: '>', prompt: true });
        at = prompt === null ? takeLine(bytes, at, lines) : at + 1;
      }
      return lines;
    },
    quiet() {
      if (pending === null) data.giveUp();
      const piece = splitter.flush();
      return piece === null ? null : read(piece);
    },
    hasUnshown: splitter.hasUnshown,
    reading: data.progress,
    expect(command, answer = {}) {
      // What an abandoned command had announced did not come.
      data.giveUp();
      pending = command;
      shape = answer;
    },
    settle,
  };
}
