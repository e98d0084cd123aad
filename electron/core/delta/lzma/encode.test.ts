import { decompress } from 'lzma1';
import { describe, expect, it } from 'vitest';
import { codeLikeBytes } from '../../../../test/support/syntheticImage.ts';
import { encodeLzma, encodeLzmaAlone, type LzmaProps } from './encode.ts';

const luatos: LzmaProps = { lc: 3, lp: 1, pb: 2, dictionaryBytes: 0x40000 };

/** The library reads at least one symbol, so an empty stream is not for it. */
function decode(data: Uint8Array, props: LzmaProps): Uint8Array {
  return decompress(encodeLzmaAlone(data, props));
}

function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function noise(size: number, seed: number, values = 256): Uint8Array {
  const next = random(seed);
  return Uint8Array.from({ length: size }, () => Math.floor(next() * values));
}

function text(size: number): Uint8Array {
  const words = ['local', 'function', 'end', 'sys', 'publish', 'mqtt', 'return', 'nil', '=', '(', ')', '\n'];
  const next = random(5);
  let out = '';
  while (out.length < size) out += `${words[Math.floor(next() * words.length)]} `;
  return new TextEncoder().encode(out.slice(0, size));
}

/** A mixture of copies, runs and noise, which is where states, repeated distances and short steps meet. */
function patchwork(seed: number): Uint8Array {
  const next = random(seed);
  const out: number[] = [];
  const size = Math.floor(next() * 6000);
  while (out.length < size) {
    const length = 1 + Math.floor(next() * (next() < 0.1 ? 700 : 20));
    const distance = 1 + Math.floor(next() * Math.min(out.length, next() < 0.5 ? 8 : 5000));
    const kind = next();
    for (let i = 0; i < length; i += 1) {
      if (kind < 0.6 && out.length > 0) out.push(out[out.length - Math.min(distance, out.length)] ?? 0);
      else out.push(kind < 0.7 ? 0xff : Math.floor(next() * 256));
    }
  }
  return Uint8Array.from(out);
}

describe('an LZMA stream', () => {
  it.each([
    ['one byte', Uint8Array.of(7), 6],
    ['two bytes', Uint8Array.of(7, 7), 7],
    ['random bytes', noise(50_000, 1), 51_000],
    ['four values', noise(30_000, 2, 4), 8_700],
    ['text', text(50_000), 14_200],
    ['code', codeLikeBytes(60_000, 3), 60_000],
    ['zeros', new Uint8Array(200_000), 100],
    ['a short period', Uint8Array.from({ length: 100_000 }, (_, i) => i % 7), 100],
  ])('of %s is read back by another decoder', (_what, data, atMost) => {
    expect(Buffer.compare(decode(data, luatos), data)).toBe(0);
    expect(encodeLzma(data, luatos).length).toBeLessThanOrEqual(atMost);
  });

  it('of nothing is the five bytes of the range coder', () => {
    expect(encodeLzma(new Uint8Array(), luatos)).toEqual(new Uint8Array(5));
  });

  it.each(Array.from({ length: 40 }, (_, i) => i))('of patchwork %i is read back', (seed) => {
    const data = patchwork(seed);
    if (data.length > 0) expect(Buffer.compare(decode(data, luatos), data)).toBe(0);
  });

  it.each([
    { lc: 0, lp: 0, pb: 0, dictionaryBytes: 4096 },
    { lc: 3, lp: 0, pb: 2, dictionaryBytes: 0x10000 },
    { lc: 8, lp: 4, pb: 0, dictionaryBytes: 1 },
    { lc: 0, lp: 4, pb: 1, dictionaryBytes: 100 },
  ])('of lc $lc lp $lp pb $pb reaches no further back than $dictionaryBytes', (props) => {
    for (const data of [patchwork(99), text(9000)]) expect(Buffer.compare(decode(data, props), data)).toBe(0);
  });

  it('is the same each time', () => {
    const data = codeLikeBytes(20_000, 8);
    expect(Buffer.compare(encodeLzma(data, luatos), encodeLzma(data.slice(), luatos))).toBe(0);
  });

  it('crosses the border of a search without losing a byte', () => {
    for (const size of [511, 512, 513, 4096, 4097]) {
      const data = noise(size, size, 30);
      expect(Buffer.compare(decode(data, luatos), data)).toBe(0);
    }
  });

  it('begins with properties, dictionary and length when it stands alone', () => {
    const bytes = encodeLzmaAlone(Uint8Array.of(1, 2, 3), luatos);
    expect(Buffer.from(bytes.subarray(0, 13)).toString('hex')).toBe('66000004000300000000000000');
    expect(bytes.subarray(13)).toEqual(encodeLzma(Uint8Array.of(1, 2, 3), luatos));
  });

  it('is refused for properties that LZMA1 has not', () => {
    expect(() => encodeLzma(new Uint8Array(1), { ...luatos, lc: 9 })).toThrow(RangeError);
    expect(() => encodeLzma(new Uint8Array(1), { ...luatos, dictionaryBytes: 0 })).toThrow(RangeError);
  });
});
