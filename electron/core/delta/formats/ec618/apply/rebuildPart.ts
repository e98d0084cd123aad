import { damagedPackage } from './damaged.ts';
import type { StoredPart } from './readPayload.ts';

/** What the module may still read while it rewrites the flash in place: `from` inclusive, `to` exclusive. */
export interface Readable {
  readonly from: number;
  readonly to: number;
}

/**
 * Rebuilds one part from its unpacked content, as the module's patch code does (luat-formats 5.3): records of three numbers,
 * then difference bytes and inserted bytes. Outside `readable` the old byte counts as 0.
 */
export function rebuildPart(
  part: StoredPart,
  content: Uint8Array,
  flash: Uint8Array,
  readable: Readable,
  startAt: number,
): Uint8Array {
  const out = new Uint8Array(part.newBytes);
  let at = 0;
  let written = 0;
  let old = startAt;
  const refuse = (check: string, expected: string, found: string): Error =>
    damagedPackage({ check: `part${part.number}.${check}`, offset: part.streamOffset, expected, found });
  while (written < part.newBytes) {
    if (content.length - at < 12) throw refuse('record', '12 bytes', `${content.length - at} bytes`);
    const add = signed(content, at);
    const insert = signed(content, at + 4);
    const jump = signed(content, at + 8);
    at += 12;
    if (add < 0 || insert < 0) throw refuse('sizes', 'no negative size', `${add}, ${insert}`);
    if (add + insert > part.newBytes - written) {
      throw refuse('sizes', `at most ${part.newBytes - written} bytes`, `${add} + ${insert}`);
    }
    if (add + insert > content.length - at) {
      throw refuse('content', `${add + insert} bytes`, `${content.length - at} bytes`);
    }
    for (let k = 0; k < add; k++) {
      const from = old + k;
      const base = from >= readable.from && from < readable.to ? (flash[from] ?? 0) : 0;
      out[written + k] = (content[at + k] ?? 0) + base;
    }
    out.set(content.subarray(at + add, at + add + insert), written + add);
    at += add + insert;
    written += add + insert;
    old += add + jump;
    if (Math.abs(old) > 0x7fffffff) throw refuse('jump', 'a place in the image', `${old}`);
  }
  if (at !== content.length) throw refuse('content', `${at} bytes`, `${content.length} bytes`);
  return out;
}

/** 32 bits, sign and magnitude, little-endian. */
function signed(bytes: Uint8Array, at: number): number {
  const magnitude =
    (bytes[at] ?? 0) |
    ((bytes[at + 1] ?? 0) << 8) |
    ((bytes[at + 2] ?? 0) << 16) |
    (((bytes[at + 3] ?? 0) & 0x7f) << 24);
  return (bytes[at + 3] ?? 0) >= 0x80 ? -magnitude : magnitude;
}
