/** Time stamps at the start of a line, as serial tools write them. */

export type StampKind = 'dated' | 'timeOfDay' | 'relative';

export interface Stamp {
  readonly kind: StampKind;
  /** dated: ms since 1970; timeOfDay: ms since midnight; relative: ms since an unknown start. */
  readonly ms: number;
  /** UTF-16 units of the line that it takes, brackets and one blank included. */
  readonly length: number;
}

const day = 24 * 3600 * 1000;

/** [ or ( or nothing; the closing one is optional because not every tool writes it. */
const dated =
  /^[[(]?(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})[ T_]{1,2}(\d{1,2}):(\d{2}):(\d{2})(?:[.,:](\d{1,6}))?(?: ?(Z|[+-]\d{2}:?\d{2}))?(?:[\])]|(?=\D)|$) ?/;
/** Without a year, as Android's tools write it: month and day only tell days apart. */
const monthDay = /^[[(]?(\d{2})-(\d{2}) (\d{2}):(\d{2}):(\d{2})[.,:](\d{1,6})(?:[\])]|(?=\D)|$) ?/;
const timeOfDay = /^[[(]?(\d{1,2}):(\d{2}):(\d{2})(?:[.,:](\d{1,6}))?(?:[\])]|(?=[^\d\w])|$) ?/;
const seconds = /^[[(] {0,12}(\d{1,10})\.(\d{3,6})[\])] ?/;

/**
 * @param utcOffsetMin of the computer that wrote the log, for stamps without a zone
 * @returns null where the line begins with none
 */
export function readStamp(text: string, utcOffsetMin: number): Stamp | null {
  return readDated(text, utcOffsetMin) ?? readTimeOfDay(text) ?? readSeconds(text);
}

function readDated(text: string, utcOffsetMin: number): Stamp | null {
  const found = dated.exec(text);
  if (found === null) return null;
  const [all, year, month, date, hour, minute, second, fraction, zone] = found;
  if (Number(month) > 12 || Number(date) > 31 || !isTime(hour, minute, second)) return null;
  const asUtc = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(date),
    Number(hour),
    Number(minute),
    Number(second),
    fractionMs(fraction),
  );
  return { kind: 'dated', ms: asUtc - offsetOf(zone, utcOffsetMin) * 60_000, length: all.length };
}

function readTimeOfDay(text: string): Stamp | null {
  const withDay = monthDay.exec(text);
  if (withDay !== null) {
    const [all, month, date, hour, minute, second, fraction] = withDay;
    if (!isTime(hour, minute, second)) return null;
    const days = Date.UTC(1970, Number(month) - 1, Number(date)) / day;
    return {
      kind: 'timeOfDay',
      ms: days * day + ofDay(hour, minute, second, fraction),
      length: all.length,
    };
  }
  const found = timeOfDay.exec(text);
  if (found === null) return null;
  const [all, hour, minute, second, fraction] = found;
  return isTime(hour, minute, second)
    ? { kind: 'timeOfDay', ms: ofDay(hour, minute, second, fraction), length: all.length }
    : null;
}

/** Ten digits are the seconds since 1970; fewer count from a start that nobody wrote down. */
function readSeconds(text: string): Stamp | null {
  const found = seconds.exec(text);
  if (found === null) return null;
  const [all, whole = '', fraction] = found;
  const ms = Number(whole) * 1000 + fractionMs(fraction);
  const sinceEpoch = whole.length === 10 && /^1[4-9]|^2/.test(whole);
  return { kind: sinceEpoch ? 'dated' : 'relative', ms, length: all.length };
}

function ofDay(hour = '', minute = '', second = '', fraction?: string): number {
  return ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000 + fractionMs(fraction);
}

function isTime(hour = '', minute = '', second = ''): boolean {
  return Number(hour) < 24 && Number(minute) < 60 && Number(second) <= 60;
}

function fractionMs(fraction = ''): number {
  return Math.floor(Number(fraction.padEnd(3, '0').slice(0, 3)));
}

function offsetOf(zone: string | undefined, utcOffsetMin: number): number {
  if (zone === undefined) return utcOffsetMin;
  if (zone === 'Z') return 0;
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone) ?? [];
  const size = Number(hours) * 60 + Number(minutes);
  return sign === '-' ? -size : size;
}
