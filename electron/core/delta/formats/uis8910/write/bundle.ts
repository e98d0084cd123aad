import type { Piece } from '../../../matching/parse.ts';
import { updateCrc } from './crc.ts';
import type { BlockView } from './flash.ts';
import type { Sources } from './match.ts';

export interface MatchedBlock {
  readonly view: BlockView;
  readonly pieces: readonly Piece[];
}

interface FlashPiece {
  oldPos: number;
  diffBytes: number;
  extraBytes: number;
}

/**
 * The plain content of a bundle: the blocks with their pieces, then all differences, then all bytes written out (luat-formats
 * 6.2). `base` is where the image begins in flash.
 */
export function writeBundle(sources: Sources, base: number, blocks: readonly MatchedBlock[]): Uint8Array {
  const head: number[] = [blocks.length];
  const diffs: Uint8Array[] = [];
  const extras: Uint8Array[] = [];
  for (const { view, pieces } of blocks) {
    const { start, end } = view.part;
    const written = flashPieces(sources, base, pieces);
    head.push(base + start, updateCrc(sources.new.subarray(start, end)), written.length);
    for (const piece of written) head.push(piece.oldPos, piece.diffBytes, piece.extraBytes);
    for (const piece of pieces) {
      const { start: from, end: to, offset } = piece;
      if (offset === null) extras.push(sources.new.subarray(from, to));
      else diffs.push(difference(sources, from, to, offset));
    }
  }
  const words = new Uint8Array(head.length * 4);
  const view = new DataView(words.buffer);
  for (const [index, word] of head.entries()) view.setUint32(index * 4, word, true);
  return joinShared([words, ...diffs, ...extras]);
}

/** In shared memory: a bundle is as large as the image and goes to other threads. */
function joinShared(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(new SharedArrayBuffer(parts.reduce((sum, part) => sum + part.length, 0)));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

function difference({ both, new: next }: Sources, start: number, end: number, offset: number): Uint8Array {
  const out = new Uint8Array(end - start);
  for (let at = start; at < end; at++) out[at - start] = (next[at] ?? 0) - (both[at + offset] ?? 0);
  return out;
}

/** A copy and the bytes written out behind it share a record. One that begins with written bytes names the base. */
function flashPieces(sources: Sources, base: number, pieces: readonly Piece[]): FlashPiece[] {
  const written: FlashPiece[] = [];
  for (const { start, end, offset } of pieces) {
    if (offset === null) {
      const last = written.at(-1);
      if (last === undefined) written.push({ oldPos: base, diffBytes: 0, extraBytes: end - start });
      else last.extraBytes += end - start;
      continue;
    }
    const place = start + offset;
    const inImage = place >= sources.old.length ? place - sources.old.length : place;
    written.push({ oldPos: base + inImage, diffBytes: end - start, extraBytes: 0 });
  }
  return written;
}
