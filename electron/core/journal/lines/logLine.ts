/** What a log line says of itself: its device's time and its level, in the forms that modules and capture programs write. */
import type { LineLevel } from '../../../../shared/contract/journalLine.ts';

export interface LogLineParts {
  readonly level: LineLevel;
  /** Verbatim, without its brackets. */
  readonly deviceTime?: string;
}

/** A date and time, a time of day, or seconds since the start (`[000000012.345]`, `[   12.345678]`), as the line begins. */
const time =
  /^\[?\s*(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}[ T]\d{1,2}:\d{2}:\d{2}(?:[.,:]\d{1,6})?Z?|\d{1,2}:\d{2}:\d{2}(?:[.,:]\d{1,6})?|(?<=\[\s*)\d{1,12}\.\d{1,6}(?=\]))\]?:?\s*/;
/** `I/user.main`, `E (1234) tag`, `[W]`, `<D>`, `[I]-[main]`. */
const letter = /^[[<(]?([EWIDVTFA])(?:[/\]>)]|\s*\()/;
const word =
  /^[[<(]?\s*(FATAL|PANIC|ASSERT|CRITICAL|ERROR|ERR|WARNING|WARN|NOTICE|INFO|DEBUG|DBG|TRACE|VERBOSE)\b/i;
/** `\+CME ERROR`, `\+CMS ERROR` and `ERROR` alone are how AT says no. */
const atError = /^(?:\+CM[ES] ERROR\b|ERROR$)/;

const levels: Readonly<Record<string, LineLevel>> = {
  ...{ E: 'error', F: 'error', A: 'error', W: 'warning', I: 'info', D: 'debug', V: 'debug', T: 'debug' },
  ...{ FATAL: 'error', PANIC: 'error', ASSERT: 'error', CRITICAL: 'error', ERROR: 'error', ERR: 'error' },
  ...{ WARNING: 'warning', WARN: 'warning', NOTICE: 'info', INFO: 'info' },
  ...{ DEBUG: 'debug', DBG: 'debug', TRACE: 'debug', VERBOSE: 'debug' },
};

/** @param text a line without ANSI escapes */
export function parseLogLine(text: string): LogLineParts {
  let rest = text;
  let deviceTime: string | undefined;
  // LuaTools writes the computer's time before the module's own: the one nearest to the text is the device's.
  for (let round = 0; round < 2; round += 1) {
    const first = rest.charCodeAt(0);
    const mayBeTime = first === 0x5b || (first >= 0x30 && first <= 0x39);
    const found = mayBeTime ? time.exec(rest) : null;
    if (found === null) break;
    deviceTime = found[1];
    rest = rest.slice(found[0].length);
  }
  const level = levelOf(rest);
  return deviceTime === undefined ? { level } : { level, deviceTime };
}

function levelOf(text: string): LineLevel {
  if (atError.test(text)) return 'error';
  const said = letter.exec(text)?.[1] ?? word.exec(text)?.[1]?.toUpperCase();
  return said === undefined ? 'none' : (levels[said] ?? 'none');
}
