import type { JournalEntry, JournalRow } from '../../../../shared/contract/journal.ts';
import type { LogEntry, Problems } from './entry.ts';
import { type Direction, looksLikeCommand } from './marks.ts';
import type { StampKind } from './stamps.ts';

const day = 24 * 3600 * 1000;
/** Tools buffer: neighbours may change places by a little. */
const backwardsMs = 1000;

export interface RowMaker {
  rows(entry: LogEntry): JournalRow[];
  /** The strongest statement that any stamp made; null without stamps. */
  times(): StampKind | null;
  /** False as soon as one direction had to be guessed. */
  marked(): boolean;
}

/**
 * Entries as journal rows: the bytes on the wire, and their lines as an AT channel would have understood them. Bytes of lines are
 * the text with the line ends that modules use, because no tool writes those down; what a tool wrote in HEX is exact.
 */
export function createRowMaker(portId: string, isLog: boolean, problems: Problems): RowMaker {
  let seq = 0;
  let wallMs = 0;
  let firstMs: number | null = null;
  let monoMs = 0;
  let days = 0;
  let kind: StampKind | null = null;
  let marked = true;
  let lastCommand: string | null = null;

  const moveTo = ({ stamp, line }: LogEntry): void => {
    if (stamp === null) return;
    kind ??= stamp.kind;
    let ms = stamp.ms + days;
    if (stamp.kind === 'timeOfDay' && firstMs !== null && wallMs - ms > day / 2) {
      days += day;
      ms += day;
    }
    if (firstMs !== null && wallMs - ms > backwardsMs) problems.note('timeBackwards', line);
    firstMs ??= ms;
    wallMs = ms;
    monoMs = Math.max(monoMs, ms - firstMs);
  };
  const place = (entry: JournalEntry): JournalRow => {
    seq += 1;
    return { ...entry, portId, seq, wallMs, monoMs };
  };
  const roleOf = (text: string, direction: Direction): AtRole => {
    if (direction === 'tx') {
      lastCommand = text;
      return 'command';
    }
    return isLog ? 'text' : roleOfAnswer(text, lastCommand);
  };
  const speak = (direction: Direction, bytes: Uint8Array, texts: readonly string[]): JournalRow[] => [
    place({ kind: 'serialBytes', direction, bytes: Buffer.from(bytes).toString('base64') }),
    ...texts
      .filter((text) => text.trim() !== '')
      .map((text) => place({ kind: 'atLine', direction, text, role: roleOf(text, direction) })),
  ];

  return {
    times: () => kind,
    marked: () => marked,
    rows(entry) {
      moveTo(entry);
      const { direction, hex, lines } = entry;
      if (entry.isNote) {
        const text = lines.map((line) => line.text).join('\n');
        return text.trim() === ''
          ? []
          : [place({ kind: 'appEvent', event: 'recording.note', params: { text } })];
      }
      if (hex !== null) return speak(direction ?? 'rx', hex, textsOf(hex));
      if (direction !== null) {
        const texts = trimmedEnds(lines);
        if (texts.length === 0) return [];
        return speak(direction, wire(texts, direction), texts.map(textOf));
      }
      marked = false;
      return lines
        .filter(({ text }) => text.trim() !== '')
        .flatMap((line) => {
          const guess = !isLog && looksLikeCommand(line.text) ? 'tx' : 'rx';
          return speak(guess, wire([line], guess), [line.text]);
        });
    },
  };
}

type AtRole = Extract<JournalRow, { kind: 'atLine' }>['role'];

const finals =
  /^(?:OK|ERROR|NO CARRIER|BUSY|NO ANSWER|CONNECT(?: .*)?|\+CM[ES] ERROR:.*|SEND OK|SEND FAIL)\s*$/;

function roleOfAnswer(text: string, command: string | null): AtRole {
  const line = text.trim();
  if (command !== null && line.toUpperCase() === command.trim().toUpperCase()) return 'echo';
  if (finals.test(line)) return 'final';
  const name = /^([+^*$][A-Z][A-Z0-9]*)/i.exec(line)?.[1];
  if (name === undefined) return 'text';
  return command?.toUpperCase().startsWith(`AT${name.toUpperCase()}`) === true ? 'response' : 'urc';
}

/** Lines of exact bytes: only where they are text at all. */
function textsOf(bytes: Uint8Array): string[] {
  const text = new TextDecoder('utf-8').decode(bytes);
  const odd = [...text].filter((char) => char === '\ufffd' || isControl(char)).length;
  return odd * 10 > text.length ? [] : text.split(/\r\n|\r|\n/);
}

function isControl(char: string): boolean {
  const code = char.charCodeAt(0);
  return code < 0x09 || (code > 0x0d && code < 0x1b);
}

const textOf = ({ text }: { readonly text: string }): string => text;

/** Tools put blank lines between two entries; within one they belong to the module. */
function trimmedEnds<T extends { readonly text: string }>(lines: readonly T[]): T[] {
  const last = lines.findLastIndex(({ text }) => text.trim() !== '');
  return lines.slice(0, last + 1);
}

function wire(lines: readonly { readonly bytes: Uint8Array }[], direction: Direction): Uint8Array {
  const end = Buffer.from(direction === 'tx' ? '\r' : '\r\n');
  return Buffer.concat(lines.flatMap(({ bytes }) => [bytes, end]));
}
