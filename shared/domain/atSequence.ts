/**
 * A sequence of things to send, as people write and keep it: one AT line per line, directives with `@`, remarks with `#`.
 *
 *     [Network]            name of the sequence that follows; a file may hold several
 *     AT+CSQ               sent with the terminal's line ending; an AT line is waited for until its final answer
 *     @wait 500            milliseconds
 *     @expect 30000 RDY    waits until a line holds the text, counted from the last line that was sent
 *     @hex 41 54 0D        bytes as they are
 *     @timeout 20000       for the next line
 *     @repeat 10           rounds of the whole sequence
 *     @continue            goes on after a refusal or a silence
 *
 * A line that begins with one of `# @ [ \` is written with a `\` before it.
 */
import { formatHex, parseHex } from './atHex.ts';

export type SequenceStep =
  | { readonly kind: 'line'; readonly text: string; readonly timeoutMs?: number | undefined }
  /** Hex digits as `formatHex` writes them. */
  | { readonly kind: 'hex'; readonly hex: string }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'expect'; readonly text: string; readonly timeoutMs: number };

export interface Sequence {
  /** Empty where the text names none. */
  readonly name: string;
  readonly rounds: number;
  /** What follows a refused line, a silence, or a text that did not come. */
  readonly onRefusal: 'stop' | 'continue';
  readonly steps: readonly SequenceStep[];
}

/** A line of the text that cannot be understood; `code` is a text key below `sequence.`. */
export interface SequenceProblem {
  /** From 1. */
  readonly line: number;
  readonly code: 'unknownDirective' | 'badNumber' | 'badHex' | 'missingText' | 'tooLong' | 'empty';
  readonly text: string;
}

export interface ParsedSequences {
  readonly sequences: readonly Sequence[];
  readonly problems: readonly SequenceProblem[];
}

/** Bounds that the contract checks too. */
export const sequenceLimits = {
  steps: 1000,
  rounds: 100_000,
  /** An hour, for waits and time-outs. */
  ms: 3_600_000,
  /** Characters of one line. */
  chars: 4096,
  nameChars: 80,
} as const;

interface Draft {
  name: string;
  rounds: number;
  onRefusal: Sequence['onRefusal'];
  steps: SequenceStep[];
  timeoutMs: number | undefined;
}

const emptyDraft = (name: string): Draft => ({
  name,
  rounds: 1,
  onRefusal: 'stop',
  steps: [],
  timeoutMs: undefined,
});

/** Every sequence of a text; lines that cannot be understood are left out and told. */
export function parseSequences(text: string): ParsedSequences {
  const drafts: Draft[] = [];
  const problems: SequenceProblem[] = [];
  let draft = emptyDraft('');
  const lines = text.split(/\r\n|\r|\n/);
  for (const [index, raw] of lines.entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    const header = /^\[(.*)\]$/.exec(line)?.[1]?.trim();
    if (header !== undefined) {
      drafts.push(draft);
      draft = emptyDraft(header.slice(0, sequenceLimits.nameChars));
      continue;
    }
    const code = takeLine(line, draft);
    if (code !== null) problems.push({ line: index + 1, code, text: line.slice(0, 200) });
  }
  drafts.push(draft);
  const sequences = drafts.filter(({ steps }) => steps.length > 0).map(({ timeoutMs: _, ...rest }) => rest);
  if (sequences.length === 0 && problems.length === 0) problems.push({ line: 1, code: 'empty', text: '' });
  return { sequences, problems };
}

/** The text that `parseSequences` reads back to the same sequences. */
export function formatSequences(sequences: readonly Sequence[]): string {
  return sequences.map(formatSequence).join('\n');
}

export function formatSequence({ name, rounds, onRefusal, steps }: Sequence): string {
  return [
    ...(name === '' ? [] : [`[${name}]`]),
    ...(rounds === 1 ? [] : [`@repeat ${rounds}`]),
    ...(onRefusal === 'stop' ? [] : ['@continue']),
    ...steps.flatMap(formatStep),
    '',
  ].join('\n');
}

function formatStep(step: SequenceStep): string[] {
  switch (step.kind) {
    case 'line': {
      const text = /^[#@[\\]/.test(step.text) ? `\\${step.text}` : step.text;
      return step.timeoutMs === undefined ? [text] : [`@timeout ${step.timeoutMs}`, text];
    }
    case 'hex':
      return [`@hex ${step.hex}`];
    case 'wait':
      return [`@wait ${step.ms}`];
    case 'expect':
      return [`@expect ${step.timeoutMs} ${step.text}`];
  }
}

function takeLine(line: string, draft: Draft): SequenceProblem['code'] | null {
  if (draft.steps.length >= sequenceLimits.steps || line.length > sequenceLimits.chars) return 'tooLong';
  if (line.startsWith('@')) return takeDirective(line, draft);
  const { timeoutMs } = draft;
  draft.timeoutMs = undefined;
  const text = line.startsWith('\\') ? line.slice(1) : line;
  draft.steps.push({ kind: 'line', text, ...(timeoutMs === undefined ? {} : { timeoutMs }) });
  return null;
}

function takeDirective(line: string, draft: Draft): SequenceProblem['code'] | null {
  const [, name = '', rest = ''] = /^@(\S*)\s*(.*)$/.exec(line) ?? [];
  switch (name.toLowerCase()) {
    case 'wait':
      return withNumber(rest, sequenceLimits.ms, (ms) => void draft.steps.push({ kind: 'wait', ms }));
    case 'timeout':
      return withNumber(rest, sequenceLimits.ms, (ms) => {
        draft.timeoutMs = Math.max(100, ms);
      });
    case 'repeat':
      return withNumber(rest, sequenceLimits.rounds, (rounds) => {
        draft.rounds = Math.max(1, rounds);
      });
    case 'continue':
      draft.onRefusal = 'continue';
      return null;
    case 'hex': {
      const bytes = parseHex(rest);
      if (bytes === null) return 'badHex';
      draft.steps.push({ kind: 'hex', hex: formatHex(bytes) });
      return null;
    }
    case 'expect': {
      const [, ms = '', text = ''] = /^(\S+)\s*(.*)$/.exec(rest) ?? [];
      if (text === '') return /^\d+$/.test(ms) || ms === '' ? 'missingText' : 'badNumber';
      return withNumber(ms, sequenceLimits.ms, (timeoutMs) =>
        draft.steps.push({ kind: 'expect', text, timeoutMs }),
      );
    }
    default:
      return 'unknownDirective';
  }
}

function withNumber(text: string, highest: number, use: (value: number) => unknown): 'badNumber' | null {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value <= highest)) return 'badNumber';
  use(value);
  return null;
}
