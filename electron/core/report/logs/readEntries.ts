import type { LineDecoder } from './encoding.ts';
import type { LogEntry, Problems } from './entry.ts';
import { readHex } from './hexDump.ts';
import type { LogFormat } from './logFormat.ts';
import { readMark } from './marks.ts';
import { readStamp, type Stamp } from './stamps.ts';

/** Longer lines are cut: a timeline cannot show them, and no tool writes them. */
const longestLine = 64 * 1024;

export interface EntryReader {
  /** One line of the file, without its LF. */
  line(bytes: Uint8Array): void;
  /** What is complete; the last entry stays until `end`. */
  take(): LogEntry[];
  end(): LogEntry[];
}

export interface EntryReaderOptions {
  readonly format: LogFormat;
  readonly decoder: LineDecoder;
  readonly utcOffsetMin: number;
  /** Every marked line of the sample is HEX. */
  readonly isHex: boolean;
  readonly problems: Problems;
}

/** The tool's level in front of llcom's words; `[HEX]` repeats the line before it byte by byte. */
const llcomLevel = /^\[(?:INF|DBG|WRN|ERR|VRB|FTL)\] /;
const llcomHex = /^\[(?:Raw )?HEX\]/;

export function createEntryReader(options: EntryReaderOptions): EntryReader {
  const { format, decoder, utcOffsetMin, problems } = options;
  let done: LogEntry[] = [];
  let open: LogEntry | null = null;
  let number = 0;

  const begin = (entry: LogEntry): void => {
    if (open !== null) done.push(open);
    open = entry;
  };

  const add = (raw: Uint8Array, text: string, chars: number): void => {
    if (open === null) return;
    const shown = withoutMarks(text.slice(chars), format);
    // SSCOM shows the CR of what it sent as a box on a line of its own.
    if (format === 'sscom' && /^□?$/.test(shown) && open.direction === 'tx') return;
    const hex = open.isNote ? null : readHex(shown, options.isHex);
    if (hex?.kind === 'bytes') open.hex = joined(open.hex, hex.bytes);
    else {
      if (hex?.kind === 'damaged') problems.note('badHex', number);
      const exact = shown === text.slice(chars);
      const bytes = exact ? raw.subarray(decoder.bytesOf(raw, text, chars)) : Buffer.from(shown);
      open.lines.push({ text: shown, bytes });
    }
  };

  const stamped = (raw: Uint8Array, text: string, stamp: Stamp): void => {
    let chars = stamp.length;
    if (format === 'llcom') {
      chars += llcomLevel.exec(text.slice(chars))?.[0].length ?? 0;
      const mark = llcomHex.exec(text.slice(chars));
      if (mark !== null && open !== null) {
        const reading = readHex(text.slice(chars + mark[0].length), true);
        if (reading?.kind === 'bytes') open.hex = reading.bytes;
        else problems.note('badHex', number);
        return;
      }
    }
    const mark = readMark(text.slice(chars), format);
    if (mark !== null) chars += mark.length;
    const body = text.slice(chars);
    const isNote = format === 'luatools' ? /^工具提示/.test(body) : format === 'llcom' && mark === null;
    begin({
      ...{ line: number, stamp, isNote, lines: [], hex: null },
      direction: mark?.direction ?? (format === 'luatools' && !isNote ? 'rx' : null),
    });
    add(raw, text, chars);
  };

  const unstamped = (raw: Uint8Array, text: string): void => {
    const mark = readMark(text, format);
    const none = open === null || open.stamp === null;
    if (mark !== null || none) {
      if (none && mark === null && format !== 'untimed' && text.trim() !== '')
        problems.note('beforeFirstTime', number);
      begin({
        ...{ line: number, stamp: open?.stamp ?? null, isNote: false, lines: [], hex: null },
        direction: mark?.direction ?? null,
      });
    }
    add(raw, text, mark?.length ?? 0);
  };

  return {
    line(bytes) {
      number += 1;
      if (bytes.length > longestLine) problems.note('tooLong', number);
      const ended = bytes.at(-1) === 0x0d ? bytes.subarray(0, -1) : bytes;
      const raw = ended.subarray(0, longestLine);
      const { text, damaged } = decoder.decode(raw);
      if (damaged) problems.note('undecodable', number);
      const stamp = readStamp(text, utcOffsetMin);
      if (stamp === null) unstamped(raw, text);
      else stamped(raw, text, stamp);
    },
    take() {
      const taken = done;
      done = [];
      return taken;
    },
    end() {
      if (open !== null) done.push(open);
      open = null;
      const taken = done;
      done = [];
      return taken;
    },
  };
}

/** llcom shows control characters as their pictures (U+2400 and up) beside what they do. */
function withoutMarks(text: string, format: LogFormat): string {
  if (format !== 'llcom') return text;
  return text
    .replace(/[␊␍]/g, '')
    .replace(/[\u2400-\u241f]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0x2400));
}

function joined(before: Uint8Array | null, more: Uint8Array): Uint8Array {
  return before === null ? more : Buffer.concat([before, more]);
}
