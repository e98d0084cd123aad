/** What a Range header asks for; `last` is inclusive, as in the header. */
export type RangeOutcome =
  | { readonly kind: 'whole' }
  /** Malformed, of another unit, or several ranges: RFC 9110 14.2 lets the server send the whole file. */
  | { readonly kind: 'ignored' }
  | { readonly kind: 'part'; readonly start: number; readonly last: number }
  | { readonly kind: 'unsatisfiable' };

const ignored: RangeOutcome = { kind: 'ignored' };

/**
 * The RFC profile (platform-apis 6.4), the one for openLuat clients and for files that modules fetch directly:
 * `bytes=0-` is a 206, a start past the end is a 416. `10-20` without a unit is OneNET's spelling (platform-apis 2.3) and
 * belongs to OneNET's routes; here it is ignored like any unknown unit.
 *
 * @param values all Range headers of the request
 * @param sizeBytes size of the file, at least 1
 */
export function readRange(values: readonly string[], sizeBytes: number): RangeOutcome {
  const [value, ...others] = new Set(values);
  if (value === undefined) return { kind: 'whole' };
  const match = /^bytes[ \t]*=[ \t]*(\d*)[ \t]*-[ \t]*(\d*)$/i.exec(value);
  if (match === null || others.length > 0) return ignored;
  const [, from = '', to = ''] = match;
  if (from === '') return to === '' ? ignored : readSuffix(Number(to), sizeBytes);
  // Digits beyond 2^53 lose precision but stay far past any file, and that is all that is asked of them.
  const start = Number(from);
  if (to !== '' && Number(to) < start) return ignored;
  if (start >= sizeBytes) return { kind: 'unsatisfiable' };
  return { kind: 'part', start, last: to === '' ? sizeBytes - 1 : Math.min(Number(to), sizeBytes - 1) };
}

function readSuffix(count: number, sizeBytes: number): RangeOutcome {
  if (count === 0) return { kind: 'unsatisfiable' };
  return { kind: 'part', start: Math.max(0, sizeBytes - count), last: sizeBytes - 1 };
}
