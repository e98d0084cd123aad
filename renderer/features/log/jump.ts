/** Where a person wants to go in the log, as typed: a line number, a time of day, or a date with or without one. Pure. */

export type JumpTarget =
  | { readonly kind: 'line'; readonly index: number }
  | { readonly kind: 'time'; readonly wallMs: number };

const time = /^(?:(\d{4})-(\d{1,2})-(\d{1,2})[ T]?)?(?:(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?)?$/;

/**
 * `1234` or `#1234` is a line, counted from 1; `14:03`, `14:03:07.25` a time of the day on which the line at hand was recorded;
 * `2026-11-20` or `2026-11-20 14:03` a day of the local calendar. Null where it is neither.
 */
export function parseJump(typed: string, dayOfMs: number): JumpTarget | null {
  const text = typed.trim().replaceAll('：', ':');
  const line = /^#?(\d{1,15})$/.exec(text)?.[1];
  if (line !== undefined) return Number(line) < 1 ? null : { kind: 'line', index: Number(line) - 1 };
  const match = time.exec(text);
  if (match === null || text === '') return null;
  const [, year, month, day, hours = '0', minutes = '0', seconds = '0', part = ''] = match;
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return null;
  const date = new Date(dayOfMs);
  if (year !== undefined) date.setFullYear(Number(year), Number(month) - 1, Number(day));
  // A day that no month has would silently be another one.
  if (month !== undefined && (date.getMonth() !== Number(month) - 1 || date.getDate() !== Number(day)))
    return null;
  date.setHours(Number(hours), Number(minutes), Number(seconds), Number(part.padEnd(3, '0')));
  return { kind: 'time', wallMs: date.getTime() };
}
