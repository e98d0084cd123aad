/**
 * How large a delta comes out, roughly and fast: one pass over NEW against an index of every fourth place in OLD, instead of the
 * search in a suffix array that a build makes. Longer than usual functions: this loop touches every byte.
 */
import { deflateRawSync } from 'node:zlib';

/** Bytes that have to agree before two places are looked at more closely. */
const seedBytes = 8;
/** Every so many bytes of OLD are in the index; the chips' code is aligned to 2 or 4. */
const indexStep = 4;
const tableBits = 18;
/** A stretch is left when it has lost so much of its best score. */
const patience = 24;
/** So far it is looked for a better score: without an end a hostile image would be walked again and again. */
const longestDoubt = 512;
/** What is shorter is written out. */
const leastStretch = 24;
/** Differences and written bytes are coded per piece of NEW, as modules do. */
const pieceBytes = 0x8000;
/** A record of a copy, coded. */
const recordBytes = 6;

/**
 * Estimated bytes of the coded difference between two images; 0 for equal ones. Within a factor of two of what the writers make
 * of firmware; nothing is promised for bytes that are packed or encrypted.
 */
export function differenceBytes(old: Uint8Array, fresh: Uint8Array): number {
  if (old.length === fresh.length && Buffer.compare(old, fresh) === 0) return 0;
  const stretches = findStretches(old, fresh);
  let total = 0;
  for (let start = 0; start < fresh.length; start += pieceBytes) {
    const end = Math.min(fresh.length, start + pieceBytes);
    total += codedPiece(old, fresh, stretches, start, end);
  }
  return total;
}

/** NEW from `start` to `end` is like OLD from `start + offset` on. */
interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly offset: number;
}

function findStretches(old: Uint8Array, fresh: Uint8Array): Stretch[] {
  const index = indexOf(old);
  const stretches: Stretch[] = [];
  let offset = 0;
  for (let at = 0; at < fresh.length; ) {
    let length = likeFrom(old, fresh, at, offset);
    if (length < leastStretch && at + seedBytes <= fresh.length) {
      const place = (index[hashAt(fresh, at)] ?? 0) - 1;
      if (place >= 0 && place - at !== offset) {
        const found = likeFrom(old, fresh, at, place - at);
        if (found >= leastStretch) [length, offset] = [found, place - at];
      }
    }
    if (length < leastStretch) {
      at++;
      continue;
    }
    stretches.push({ start: at, end: at + length, offset });
    at += length;
  }
  return stretches;
}

/** Places in OLD by the hash of their bytes, counted from 1; the first place of several stays. */
function indexOf(old: Uint8Array): Int32Array {
  const index = new Int32Array(1 << tableBits);
  for (let at = 0; at + seedBytes <= old.length; at += indexStep) {
    const key = hashAt(old, at);
    if (index[key] === 0) index[key] = at + 1;
  }
  return index;
}

function hashAt(bytes: Uint8Array, at: number): number {
  let hash = 0;
  for (let i = 0; i < seedBytes; i++) hash = Math.imul(hash ^ (bytes[at + i] ?? 0), 0x01000193) + i;
  return Math.imul(hash, 0x9e3779b1) >>> (32 - tableBits);
}

/** How far two places are alike, some differing bytes among them forgiven; the end is where the score was best. */
function likeFrom(old: Uint8Array, fresh: Uint8Array, at: number, offset: number): number {
  const end = Math.min(fresh.length, old.length - offset);
  if (at + offset < 0) return 0;
  let [score, best, length] = [0, 0, 0];
  for (let i = at; i < end; i++) {
    score += fresh[i] === old[i + offset] ? 1 : -2;
    if (score > best) {
      best = score;
      length = i + 1 - at;
    } else if (score < best - patience || i - at > length + longestDoubt) break;
  }
  return length;
}

function codedPiece(
  old: Uint8Array,
  fresh: Uint8Array,
  stretches: readonly Stretch[],
  from: number,
  to: number,
): number {
  const difference = new Uint8Array(to - from);
  const written: number[] = [];
  let [filled, records, at] = [0, 0, from];
  for (const { start, end, offset } of stretchesIn(stretches, from, to)) {
    for (; at < start; at++) written.push(fresh[at] ?? 0);
    for (; at < Math.min(end, to); at++) difference[filled++] = (fresh[at] ?? 0) - (old[at + offset] ?? 0);
    records++;
  }
  for (; at < to; at++) written.push(fresh[at] ?? 0);
  const coded = [difference.subarray(0, filled), Uint8Array.from(written)].map((bytes) =>
    bytes.length === 0 ? 0 : deflateRawSync(bytes).length,
  );
  return coded.reduce((sum, size) => sum + size, records * recordBytes);
}

function stretchesIn(stretches: readonly Stretch[], from: number, to: number): readonly Stretch[] {
  let [low, high] = [0, stretches.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((stretches[middle]?.end ?? 0) > from) high = middle;
    else low = middle + 1;
  }
  let last = low;
  while (last < stretches.length && (stretches[last]?.start ?? to) < to) last++;
  return stretches.slice(low, last);
}
