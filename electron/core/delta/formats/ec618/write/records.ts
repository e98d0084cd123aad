import type { Piece } from '../../../matching/parse.ts';

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
  const out: number[] = [];
  let index = 0;
  let offset = pointer;
  let first = true;
  while (index < pieces.length) {
    const copy = pieces[index];
    if (copy === undefined) break;
    if (first && copy.offset !== null && copy.offset !== offset) {
      pushNumbers(out, 0, 0, copy.offset - offset);
      offset = copy.offset;
    }
    first = false;
    const isCopy = copy.offset !== null;
    const literal = isCopy ? pieces[index + 1] : copy;
    const hasLiteral = literal !== undefined && literal.offset === null;
    const next = pieces[index + (isCopy ? 1 : 0) + (hasLiteral ? 1 : 0)];
    const copied = isCopy ? copy.end - copy.start : 0;
    const inserted = hasLiteral ? literal.end - literal.start : 0;
    const end = (isCopy ? copy.end : copy.start) + inserted;
    const oldAfter = (isCopy ? copy.end : copy.start) + offset;
    const jump = next?.offset === undefined || next.offset === null ? 0 : end + next.offset - oldAfter;
    pushNumbers(out, copied, inserted, jump);
    for (let at = copy.start; at < copy.start + copied; at++) {
      out.push(((newBytes[at] ?? 0) - (oldBytes[at + offset] ?? 0)) & 0xff);
    }
    for (let at = end - inserted; at < end; at++) out.push(newBytes[at] ?? 0);
    if (next?.offset !== undefined && next.offset !== null) offset = next.offset;
    index += (isCopy ? 1 : 0) + (hasLiteral ? 1 : 0);
  }
  return Uint8Array.from(out);
}

function pushNumbers(out: number[], ...numbers: readonly number[]): void {
  for (const number of numbers) {
    const bits = number < 0 ? (-number | 0x80000000) >>> 0 : number;
    out.push(bits & 0xff, (bits >>> 8) & 0xff, (bits >>> 16) & 0xff, bits >>> 24);
  }
}
