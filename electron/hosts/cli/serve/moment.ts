/** Points in time on the command line: read and written by this computer's clock, as a person on site means them. */
import { text, type VerbArguments } from '../arguments.ts';
import { UsageError } from '../usage.ts';

const spelling = /^(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d))?)?(Z|[+-]\d\d:\d\d)?$/;

/**
 * `2026-11-22`, `2026-11-22 02:00` or `2026-11-22T02:00:00+08:00` to milliseconds since 1970; without an offset by this
 * computer's clock. Undefined where the option was not given. Throws UsageError badMoment {name, value}.
 */
export function moment(args: VerbArguments, name: string): number | undefined {
  const value = text(args, name);
  if (value === undefined) return undefined;
  const at = readMoment(value.trim());
  if (at === null) throw new UsageError('badMoment', { name, value });
  return at;
}

function readMoment(value: string): number | null {
  const match = spelling.exec(value);
  if (match === null) return null;
  const [, year = '', month = '', day = '', hour = '00', minute = '00', second = '00', offset = ''] = match;
  // Date.parse takes the 31st of February for the 3rd of March.
  const calendar = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  if (calendar.getUTCDate() !== Number(day) || calendar.getUTCMonth() + 1 !== Number(month)) return null;
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${offset}`);
  return Number.isNaN(at) ? null : at;
}

const two = (number: number): string => String(number).padStart(2, '0');

/** `2026-11-22 02:00:00`, by this computer's clock. */
export function showMoment(ms: number): string {
  const at = new Date(ms);
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}
