/**
 * A next release of any firmware, made by rule: functions inserted, taken out and moved, constants changed, and everything linked
 * again, so that nearly every branch and pointer over an edit has another value. Seeded: the same bytes on every machine.
 */
import { type Random, seededRandom } from '../support/syntheticImage.ts';

/** Part of an image that was linked at one address; pointers into it are words between `address` and its end. */
export interface Linked {
  readonly bytes: Uint8Array;
  readonly address: number;
}

/** A stretch that stays in one piece, and where it comes to lie. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  place: number;
}

/** One edit for so many bytes; a release of some weeks in the corpus has about as many. */
const bytesPerEdit = 12 * 1024;

/** The next release of these parts one behind the other, as long as its edits make it. */
export function relink(parts: readonly Linked[], seed: number): Uint8Array {
  const random = seededRandom(seed);
  const old = new Uint8Array(Buffer.concat(parts.map(({ bytes }) => bytes)));
  const { pieces, stretches } = edit(old, random);
  const fresh = Buffer.concat(pieces);
  const ordered = stretches.sort((a, b) => a.from - b.from);
  const placeOf = (at: number): number | null => {
    const stretch = ordered[lastAtMost(ordered, at)];
    return stretch === undefined || at >= stretch.to ? null : at - stretch.from + stretch.place;
  };
  for (const stretch of ordered) patchBranches(old, fresh, stretch, placeOf);
  let start = 0;
  for (const part of parts) {
    patchPointers(part, start, fresh, placeOf);
    start += part.bytes.length;
  }
  for (let change = 0; change < old.length / bytesPerEdit; change++) {
    const at = 4 * random(Math.floor(fresh.length / 4));
    fresh.writeUInt16LE(random(0x10000), Math.min(at, fresh.length - 2));
  }
  return new Uint8Array(fresh);
}

/** Cuts OLD at random words; a third of the cuts insert, a third take out, a third move a function to a later cut. */
function edit(old: Uint8Array, random: Random): { pieces: Uint8Array[]; stretches: Stretch[] } {
  const cuts = Array.from(
    { length: Math.ceil(old.length / bytesPerEdit) },
    () => 4 * random(old.length / 4),
  ).sort((a, b) => a - b);
  const pieces: Uint8Array[] = [];
  const stretches: Stretch[] = [];
  const waiting: { from: number; to: number }[] = [];
  let size = 0;
  const put = (piece: Uint8Array): void => {
    pieces.push(piece);
    size += piece.length;
  };
  const keep = (from: number, to: number): void => {
    if (to <= from) return;
    stretches.push({ from, to, place: size });
    put(old.subarray(from, to));
  };
  let at = 0;
  for (const cut of [...cuts, old.length]) {
    keep(at, cut);
    at = Math.max(at, cut);
    for (const { from, to } of waiting.splice(0)) keep(from, to);
    const length = Math.min(4 * (8 + random(200)), old.length - at);
    const kind = random(3);
    if (kind === 0) put(functionFrom(old, random, length));
    else {
      if (kind === 2) waiting.push({ from: at, to: at + length });
      at += length;
    }
  }
  return { pieces, stretches };
}

/** New code: instructions as this firmware has them, from many places. */
function functionFrom(old: Uint8Array, random: Random, length: number): Uint8Array {
  const out = new Uint8Array(length);
  for (let at = 0; at < length; at += 16) {
    const from = 4 * random(Math.floor((old.length - 16) / 4));
    out.set(old.subarray(from, from + Math.min(16, length - at)), at);
  }
  return out;
}

/** Thumb `BL` and `B.W`: two half words with the distance, encodings T1 and T4 of the ARMv7-M manual. */
function patchBranches(
  old: Uint8Array,
  fresh: Buffer,
  { from, to, place }: Stretch,
  placeOf: (at: number) => number | null,
): void {
  for (let at = from; at + 4 <= to; at += 2) {
    const first = (old[at] ?? 0) | ((old[at + 1] ?? 0) << 8);
    const second = (old[at + 2] ?? 0) | ((old[at + 3] ?? 0) << 8);
    if ((first & 0xf800) !== 0xf000 || (second & 0x9000) !== 0x9000) continue;
    const target = placeOf(at + 4 + branchDistance(first, second));
    if (target !== null) writeBranch(fresh, at - from + place, target, second);
    at += 2;
  }
}

function branchDistance(first: number, second: number): number {
  const sign = (first >> 10) & 1;
  const i1 = 1 ^ ((second >> 13) & 1) ^ sign;
  const i2 = 1 ^ ((second >> 11) & 1) ^ sign;
  const low = ((first & 0x3ff) << 12) | ((second & 0x7ff) << 1);
  return ((sign === 1 ? -1 : 0) << 24) | (i1 << 23) | (i2 << 22) | low;
}

function writeBranch(fresh: Buffer, at: number, target: number, second: number): void {
  const distance = target - at - 4;
  const sign = distance < 0 ? 1 : 0;
  const j1 = 1 ^ ((distance >> 23) & 1) ^ sign;
  const j2 = 1 ^ ((distance >> 22) & 1) ^ sign;
  fresh.writeUInt16LE(0xf000 | (sign << 10) | ((distance >> 12) & 0x3ff), at);
  fresh.writeUInt16LE((second & 0xd000) | (j1 << 13) | (j2 << 11) | ((distance >> 1) & 0x7ff), at + 2);
}

/** Words that point into the part where they stand, as literal pools and tables hold them; the lowest bit means Thumb. */
function patchPointers(
  { bytes, address }: Linked,
  start: number,
  fresh: Buffer,
  placeOf: (at: number) => number | null,
): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const target = view.getUint32(at, true) - address;
    if (target <= 0 || target >= bytes.length) continue;
    const moved = placeOf(start + target);
    const place = placeOf(start + at);
    if (moved === null || place === null || place + 4 > fresh.length) continue;
    fresh.writeUInt32LE((address + moved - start) >>> 0, place);
  }
}

/** Index of the last stretch that begins at or before `at`; -1 where there is none. */
function lastAtMost(stretches: readonly Stretch[], at: number): number {
  let low = 0;
  let high = stretches.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((stretches[middle]?.from ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
