/** Finding a text in the rows of a view. Pure. */

/** Keys of the rows that hold the text, in order; upper and lower case are the same. An empty text is in none. */
export function findRows<R>(
  rows: readonly R[],
  text: string,
  textOf: (row: R) => string,
  keyOf: (row: R) => number,
): number[] {
  const wanted = text.toLowerCase();
  if (wanted === '') return [];
  return rows.filter((row) => textOf(row).toLowerCase().includes(wanted)).map(keyOf);
}

/** The hit after (`by` 1) or before (-1) the present one, round at the ends; the last one where none is present. */
export function stepHit(hits: readonly number[], current: number | null, by: 1 | -1): number | null {
  if (hits.length === 0) return null;
  const at = current === null ? -1 : hits.indexOf(current);
  if (at < 0)
    return (
      (by === 1 && current !== null ? hits.find((key) => key > current) : undefined) ?? hits.at(-1) ?? null
    );
  return hits[(at + by + hits.length) % hits.length] ?? null;
}

/** A text cut at every hit: what is marked, what is not. */
export function splitAtHits(
  text: string,
  wanted: string,
): { readonly text: string; readonly hit: boolean; readonly at: number }[] {
  const parts: { text: string; hit: boolean; at: number }[] = [];
  const lower = text.toLowerCase();
  const needle = wanted.toLowerCase();
  let at = 0;
  // Where lower case has another length than the text, positions would not fit: then nothing is marked.
  const found = (from: number): number =>
    needle === '' || lower.length !== text.length ? -1 : lower.indexOf(needle, from);
  for (let hit = found(0); hit >= 0; hit = found(at)) {
    if (hit > at) parts.push({ text: text.slice(at, hit), hit: false, at });
    parts.push({ text: text.slice(hit, hit + needle.length), hit: true, at: hit });
    at = hit + needle.length;
  }
  if (at < text.length || parts.length === 0) parts.push({ text: text.slice(at), hit: false, at });
  return parts;
}
