import type { Piece } from '../../../matching/parse.ts';

const recordBytes = 12;

/**
 * The plain content of one part: records of three numbers (bytes to add to OLD, bytes to insert, jump in OLD), each followed by
 * its difference bytes and its inserted bytes (luat-formats 5.3).
 * `pointer` is the offset of the old pointer to NEW at the part's beginning.
 */
export function writeRecords(
  oldBytes: Uint8Array,
  newBytes: Uint8Array,
  pieces: readonly Piece[],
  pointer: number,
): Uint8Array {
  const partBytes = (pieces.at(-1)?.end ?? 0) - (pieces[0]?.start ?? 0);
  const out = new Uint8Array(partBytes + recordBytes * (pieces.length + 1));
  let size = 0;
  let offset = pointer;
  const record = (copied: number, inserted: number, jump: number): void => {
    size = putNumber(out, putNumber(out, putNumber(out, size, copied), inserted), jump);
    offset += jump;
  };
  const first = pieces[0]?.offset ?? null;
  // a record without bytes moves the pointer to where the first copy needs it
  if (first !== null && first !== offset) record(0, 0, first - offset);
  for (let index = 0; index < pieces.length; ) {
    const copy = pieces[index]?.offset === null ? undefined : pieces[index];
    if (copy !== undefined) index++;
    const literal = pieces[index]?.offset === null ? pieces[index] : undefined;
    if (literal !== undefined) index++;
    const inserted = literal === undefined ? 0 : literal.end - literal.start;
    const next = pieces[index]?.offset ?? null;
    const used = offset;
    record((copy?.end ?? 0) - (copy?.start ?? 0), inserted, next === null ? 0 : next - offset + inserted);
    // the pointer passes the copied bytes alone
    offset -= next === null ? 0 : inserted;
    for (let at = copy?.start ?? 0; at < (copy?.end ?? 0); at++) {
      out[size] = (newBytes[at] ?? 0) - (oldBytes[at + used] ?? 0);
      size++;
    }
    if (literal === undefined) continue;
    out.set(newBytes.subarray(literal.start, literal.end), size);
    size += inserted;
  }
  return out.subarray(0, size);
}

/** Sign and magnitude, four bytes; returns where it goes on. */
function putNumber(out: Uint8Array, at: number, number: number): number {
  const bits = number < 0 ? (-number | 0x80000000) >>> 0 : number;
  out[at] = bits;
  out[at + 1] = bits >>> 8;
  out[at + 2] = bits >>> 16;
  out[at + 3] = bits >>> 24;
  return at + 4;
}
