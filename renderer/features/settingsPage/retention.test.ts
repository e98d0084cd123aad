import { expect, it } from 'vitest';
import { choicesWith, keepsLess, sizes, sizeText } from './retention.ts';

it('always offers what is set, in its place', () => {
  expect(choicesWith([1, 3], 2)).toEqual([1, 2, 3]);
  expect(choicesWith([1, 3], 3)).toEqual([1, 3]);
});

it('asks before either limit sinks', () => {
  const kept = { totalBytes: 10, maxAgeMs: 10 };
  expect(keepsLess({ totalBytes: 20, maxAgeMs: 5 }, kept)).toBe(true);
  expect(keepsLess({ totalBytes: 10, maxAgeMs: 20 }, kept)).toBe(false);
});

it('says sizes as disks do', () => {
  expect(sizes.map(sizeText)).toEqual(['128 MiB', '512 MiB', '1 GiB', '2 GiB', '5 GiB', '10 GiB', '50 GiB']);
});
