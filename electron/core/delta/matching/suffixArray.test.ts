import { describe, expect, it } from 'vitest';
import { suffixArray } from './suffixArray.ts';

function naive(text: Uint8Array): number[] {
  const starts = [...text.keys()];
  return starts.sort((a, b) => Buffer.compare(text.subarray(a), text.subarray(b)));
}

describe('suffixArray', () => {
  it('sorts the suffixes of texts with every kind of repetition', () => {
    for (const text of [
      '',
      'a',
      'aa',
      'ab',
      'ba',
      'banana',
      'mississippi',
      'abababab',
      'aaaaaaab',
      'baaaaaaa',
    ]) {
      const bytes = new TextEncoder().encode(text);
      expect([...suffixArray(bytes)], text).toEqual(naive(bytes));
    }
  });

  it('sorts random texts over small and full alphabets', () => {
    let state = 1;
    const random = (below: number): number => {
      state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
      return (state >>> 8) % below;
    };
    for (let round = 0; round < 200; round++) {
      const alphabet = [1, 2, 3, 256][round % 4] ?? 2;
      const bytes = Uint8Array.from({ length: random(300) }, () => random(alphabet));
      expect([...suffixArray(bytes)]).toEqual(naive(bytes));
    }
  });
});
