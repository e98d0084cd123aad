import { describe, expect, it } from 'vitest';
import { firstAtOrBehind, stepHit, withAround } from './lineHits.ts';

describe('walking through hits', () => {
  const hits = [3, 10, 40];

  it.each([
    [0, 1, 3],
    [3, 1, 10],
    [40, 1, 3],
    [40, -1, 10],
    [11, -1, 10],
    [3, -1, 40],
  ] as const)('from %d by %d comes to %d', (from, by, to) => expect(stepHit(hits, from, by)).toBe(to));

  it('stays where there are none', () => expect(stepHit([], 5, 1)).toBeNull());

  it('tells the place of a hit among all', () => {
    expect(hits.map((hit) => firstAtOrBehind(hits, hit))).toEqual([0, 1, 2]);
  });
});

describe('lines around hits', () => {
  it('are there once where they overlap, and never before the first line', () => {
    expect(withAround([1, 3, 9], 2)).toEqual([0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 11]);
  });

  it('are the hits alone where none are wanted', () => expect(withAround([4, 8], 0)).toEqual([4, 8]));
});
