/**
 * The yardstick for pairs that no vendor's tool was given: what the method of the vendors' tools makes of them, which is Percival's
 * bsdiff part by part, coded as a general library would. Only sizes; it shares no search with the product. The first
 * lines of its table say how close it comes to real files of the vendors.
 */
import { compress } from 'lzma1';
import { suffixArray } from '../../electron/core/delta/matching/suffixArray.ts';
import { plainBzip2Bytes } from './packagesPlainBzip2.ts';

/** Bytes to add to OLD, bytes to insert, jump in OLD. */
type PlainRecord = readonly [add: number, insert: number, jump: number];

interface PlainPart {
  readonly records: readonly PlainRecord[];
  readonly diff: Uint8Array;
  readonly extra: Uint8Array;
}

/** Where the module reads OLD while it writes one part, and where its pointer stands relative to `start` of the part. */
interface Window {
  readonly from: number;
  readonly to: number;
}

const headBytes = 84 + 0x70;

/** EC618: parts of 32 KiB, each one bzip2 stream with heads of 20 + 4 bytes; the better direction. */
export function plainEc618Bytes(old: Uint8Array, fresh: Uint8Array): number {
  const partBytes = 32 * 1024;
  return (
    headBytes +
    16 +
    bestDirection(old, fresh, partBytes, (parts) =>
      parts.reduce((sum, part) => sum + 24 + plainBzip2Bytes(interleaved(part)), 0),
    )
  );
}

/** EC7xx raw: segments of 96 KiB, up to four in a group of two LZMA streams and one of bzip2; the better direction. */
export function plainEc7xxBytes(old: Uint8Array, fresh: Uint8Array): number {
  return (
    headBytes +
    24 +
    bestDirection(old, fresh, 96 * 1024, (parts) => {
      let bytes = 12 * parts.length;
      for (let at = 0; at < parts.length; at += 4) {
        const group = parts.slice(at, at + 4);
        const control = Buffer.concat(group.map(({ records }) => varints(records.flat())));
        const extra = Buffer.concat(group.map((part) => part.extra));
        const diff = Buffer.concat(group.map((part) => part.diff));
        bytes += 54 + packed(control) + packed(extra) + plainBzip2Bytes(diff);
      }
      return bytes;
    })
  );
}

/** UIS8910: blocks of 64 KiB, everything in one LZMA stream; the better order. */
export function plainUis8910Bytes(old: Uint8Array, fresh: Uint8Array): number {
  return (
    80 +
    bestDirection(old, fresh, 64 * 1024, (parts) => {
      const words = parts.map(({ records }) => words32([0, 0, records.length, ...records.flat()]));
      return packed(
        Buffer.concat([...words, ...parts.map(({ diff }) => diff), ...parts.map(({ extra }) => extra)]),
      );
    })
  );
}

function packed(bytes: Uint8Array): number {
  return bytes.length === 0 ? 0 : Math.min(bytes.length, compress(bytes, 9).length);
}

function bestDirection(
  old: Uint8Array,
  fresh: Uint8Array,
  partBytes: number,
  weigh: (parts: readonly PlainPart[]) => number,
): number {
  const starts = Array.from({ length: Math.ceil(fresh.length / partBytes) }, (_, i) => i * partBytes);
  const windows = [
    (start: number): Window => ({ from: Math.min(start, old.length), to: old.length }),
    (start: number): Window => ({ from: 0, to: Math.min(start + partBytes, old.length) }),
  ];
  return Math.min(
    ...windows.map((windowFor) =>
      weigh(
        starts.map((start) => {
          const { from, to } = windowFor(start);
          return plainPart(old.subarray(from, to), fresh.subarray(start, start + partBytes));
        }),
      ),
    ),
  );
}

/** A copy runs on while it fits better than it does not; the next one has to be better by more than this. */
const margin = 8;

/** bsdiff of one part against its window. */
export function plainPart(old: Uint8Array, fresh: Uint8Array): PlainPart {
  const order = suffixArray(old);
  const records: PlainRecord[] = [];
  const diff: number[] = [];
  const extra: number[] = [];
  let scan = 0;
  let length = 0;
  let lastScan = 0;
  let lastPlace = 0;
  let lastOffset = 0;
  let place = 0;
  const fits = (at: number): boolean =>
    at + lastOffset >= 0 && at + lastOffset < old.length && old[at + lastOffset] === fresh[at];
  while (scan < fresh.length) {
    let score = 0;
    scan += length;
    let scored = scan;
    for (; scan < fresh.length; scan++) {
      ({ place, length } = longestMatch(order, old, fresh, scan));
      for (; scored < scan + length; scored++) if (fits(scored)) score++;
      if ((length === score && length !== 0) || length > score + margin) break;
      if (fits(scan)) score--;
    }
    if (length === score && scan !== fresh.length) continue;
    let forward = growForward(old, fresh, lastScan, lastPlace, scan);
    const backward = scan < fresh.length ? growBackward(old, fresh, scan, lastScan, place) : 0;
    let keptBack = backward;
    const overlap = lastScan + forward - (scan - backward);
    if (overlap > 0) {
      const split = bestSplit(
        old,
        fresh,
        lastScan + forward - overlap,
        lastPlace + forward - overlap,
        scan - backward,
        place - backward,
        overlap,
      );
      forward += split - overlap;
      keptBack -= split;
    }
    for (let i = 0; i < forward; i++)
      diff.push(((fresh[lastScan + i] ?? 0) - (old[lastPlace + i] ?? 0)) & 0xff);
    const insert = scan - keptBack - (lastScan + forward);
    for (let i = 0; i < insert; i++) extra.push(fresh[lastScan + forward + i] ?? 0);
    records.push([forward, insert, place - keptBack - (lastPlace + forward)]);
    lastScan = scan - keptBack;
    lastPlace = place - keptBack;
    lastOffset = place - scan;
  }
  return { records, diff: Uint8Array.from(diff), extra: Uint8Array.from(extra) };
}

function growForward(old: Uint8Array, fresh: Uint8Array, from: number, place: number, end: number): number {
  let score = 0;
  let best = 0;
  let length = 0;
  for (let i = 0; from + i < end && place + i < old.length; ) {
    if (old[place + i] === fresh[from + i]) score++;
    i++;
    if (score * 2 - i > best * 2 - length) {
      best = score;
      length = i;
    }
  }
  return length;
}

function growBackward(
  old: Uint8Array,
  fresh: Uint8Array,
  from: number,
  lowest: number,
  place: number,
): number {
  let score = 0;
  let best = 0;
  let length = 0;
  for (let i = 1; from >= lowest + i && place >= i; i++) {
    if (old[place - i] === fresh[from - i]) score++;
    if (score * 2 - i > best * 2 - length) {
      best = score;
      length = i;
    }
  }
  return length;
}

/** How many of `overlap` bytes the copy before keeps. */
function bestSplit(
  old: Uint8Array,
  fresh: Uint8Array,
  from: number,
  place: number,
  nextFrom: number,
  nextPlace: number,
  overlap: number,
): number {
  let score = 0;
  let best = 0;
  let split = 0;
  for (let i = 0; i < overlap; i++) {
    if (fresh[from + i] === old[place + i]) score++;
    if (fresh[nextFrom + i] === old[nextPlace + i]) score--;
    if (score <= best) continue;
    best = score;
    split = i + 1;
  }
  return split;
}

function longestMatch(
  order: Int32Array,
  old: Uint8Array,
  fresh: Uint8Array,
  at: number,
): { place: number; length: number } {
  let low = 0;
  let high = order.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const place = order[middle] ?? 0;
    const same = sameBytes(old, place, fresh, at);
    const isBelow =
      place + same >= old.length ||
      (at + same < fresh.length && (old[place + same] ?? 0) < (fresh[at + same] ?? 0));
    if (isBelow) low = middle + 1;
    else high = middle;
  }
  let best = { place: 0, length: 0 };
  for (const row of [low - 1, low]) {
    const place = order[row];
    if (place === undefined) continue;
    const length = sameBytes(old, place, fresh, at);
    if (length > best.length) best = { place, length };
  }
  return best;
}

function sameBytes(old: Uint8Array, place: number, fresh: Uint8Array, at: number): number {
  let length = 0;
  while (
    place + length < old.length &&
    at + length < fresh.length &&
    old[place + length] === fresh[at + length]
  )
    length++;
  return length;
}

/** Each record with its differences and inserted bytes behind it. */
function interleaved({ records, diff, extra }: PlainPart): Uint8Array {
  const pieces: Uint8Array[] = [];
  let diffAt = 0;
  let extraAt = 0;
  for (const [add, insert, jump] of records) {
    pieces.push(
      words32([add, insert, jump]),
      diff.subarray(diffAt, diffAt + add),
      extra.subarray(extraAt, extraAt + insert),
    );
    diffAt += add;
    extraAt += insert;
  }
  return Buffer.concat(pieces);
}

function words32(numbers: readonly number[]): Uint8Array {
  return new Uint8Array(Int32Array.from(numbers).buffer);
}

/** Seven bits per byte, lowest first. */
function varints(numbers: readonly number[]): Uint8Array {
  const out: number[] = [];
  for (const number of numbers) {
    let left = number >>> 0;
    for (; left >= 0x80; left >>>= 7) out.push((left & 0x7f) | 0x80);
    out.push(left);
  }
  return Uint8Array.from(out);
}
