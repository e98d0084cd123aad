import { createHash } from 'node:crypto';

/** Small writers of fields for fixtures; they share nothing with the readers that they test. */

export function join(...pieces: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(pieces));
}

export function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}

/** Little-endian words. */
export function u32(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) bytes.writeUInt32LE(value >>> 0, index * 4);
  return bytes;
}

/** Little-endian half words. */
export function u16(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  for (const [index, value] of values.entries()) bytes.writeUInt16LE(value, index * 2);
  return bytes;
}

/** Big-endian words. */
export function u32be(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) bytes.writeUInt32BE(value, index * 4);
  return bytes;
}

/** Text with NULs behind it. */
export function padded(text: string, size: number): Buffer {
  const bytes = Buffer.alloc(size);
  bytes.write(text, 'latin1');
  return bytes;
}

/** Bytes that look random and are a formula, the same as in the scripts of test/fixtures/virtual. */
export function noise(seed: number, size: number): Uint8Array {
  let state = seed;
  return Uint8Array.from({ length: size }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return (state >> 16) & 0xff;
  });
}

export function withText(image: Uint8Array, at: number, text: string): Uint8Array {
  const copy = image.slice();
  copy.set(Buffer.from(`${text}\0`, 'latin1'), at);
  return copy;
}

/** The same bytes with some of them one higher. */
export function touched(image: Uint8Array, at: number, count: number): Uint8Array {
  return image.map((byte, index) => (index >= at && index < at + count ? byte + 1 : byte));
}
