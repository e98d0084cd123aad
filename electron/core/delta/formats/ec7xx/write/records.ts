import type { Piece } from '../../../matching/parse.ts';
import { createByteList } from './byteList.ts';

/** What rebuilds one segment, before anything is packed. */
export interface SegmentContent {
  readonly newBytes: number;
  /** Records of three numbers: bytes to add to OLD, bytes to insert, jump in OLD. */
  readonly control: Uint8Array;
  readonly extra: Uint8Array;
  readonly diff: Uint8Array;
}

/**
 * Writes the pieces of one segment as records. `pointer` is the offset of the old pointer to NEW at the segment's beginning; a
 * first record without bytes moves it where the first copy needs it (ec7xx-delta 2). The last jump means nothing and stays 0.
 */
export function writeRecords(
  oldBytes: Uint8Array,
  newBytes: Uint8Array,
  pieces: readonly Piece[],
  pointer: number,
): SegmentContent {
  const start = pieces[0]?.start ?? 0;
  const end = pieces.at(-1)?.end ?? 0;
  const control = createByteList();
  const extra = createByteList();
  const diff = createByteList(end - start);
  let offset = pointer;
  const first = pieces[0]?.offset ?? null;
  if (first !== null && first !== offset) {
    for (const number of [0, 0, first - offset]) control.pushNumber(number);
    offset = first;
  }
  for (let index = 0; index < pieces.length; ) {
    const copy = pieces[index]?.offset === null ? undefined : pieces[index];
    if (copy !== undefined) index++;
    const literal = pieces[index]?.offset === null ? pieces[index] : undefined;
    if (literal !== undefined) index++;
    for (let at = copy?.start ?? 0; at < (copy?.end ?? 0); at++) {
      diff.push(((newBytes[at] ?? 0) - (oldBytes[at + offset] ?? 0)) & 0xff);
    }
    for (let at = literal?.start ?? 0; at < (literal?.end ?? 0); at++) extra.push(newBytes[at] ?? 0);
    const inserted = (literal?.end ?? 0) - (literal?.start ?? 0);
    control.pushNumber((copy?.end ?? 0) - (copy?.start ?? 0));
    control.pushNumber(inserted);
    const next = pieces[index]?.offset ?? null;
    control.pushNumber(next === null ? 0 : next - offset + inserted);
    if (next !== null) offset = next;
  }
  return {
    newBytes: end - start,
    control: control.toBytes(),
    extra: extra.toBytes(),
    diff: diff.toBytes(),
  };
}
