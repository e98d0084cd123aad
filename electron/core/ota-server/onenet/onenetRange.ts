/** Part of a file; `last` is inclusive. Null: the whole file with a 200. */
export type OnenetRange = { readonly start: number; readonly last: number } | null;

/**
 * OneNET's rules for the Range header (platform-apis 2.3), which are not those of RFC 9110: the unit may be absent, nothing is
 * unsatisfiable. A start beyond the file or after the end becomes 0, an end beyond the file its last byte.
 *
 * @param values all Range headers of the request; several different ones are malformed
 * @param sizeBytes at least 1
 */
export function readOnenetRange(values: readonly string[], sizeBytes: number): OnenetRange {
  const [value, ...others] = new Set(values);
  if (value === undefined || others.length > 0) return null;
  const match = /^(?:bytes[ \t]*=[ \t]*)?(\d*)[ \t]*-[ \t]*(\d*)$/i.exec(value);
  if (match === null) return null;
  const [, from = '', to = ''] = match;
  if (from === '' && to === '') return null;
  const end = sizeBytes - 1;
  if (from === '') {
    const count = Number(to);
    // Nothing at all was asked for: no fragment has no bytes, so it counts as malformed.
    if (count === 0) return null;
    return { start: Math.max(0, sizeBytes - count), last: end };
  }
  const last = to === '' ? end : Math.min(Number(to), end);
  const start = Number(from);
  return { start: start >= sizeBytes || start > last ? 0 : start, last };
}
