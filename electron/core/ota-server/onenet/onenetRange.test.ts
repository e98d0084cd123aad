import { expect, it } from 'vitest';
import { readOnenetRange } from './onenetRange.ts';

it.each<[string | undefined, [number, number] | null]>([
  [undefined, null],
  ['bytes=0-99', [0, 99]],
  ['0-99', [0, 99]],
  ['100-', [100, 999]],
  ['bytes=-10', [990, 999]],
  ['-10', [990, 999]],
  ['-1001', [0, 999]],
  ['1000-', [0, 999]],
  ['5000-6000', [0, 999]],
  ['10-5000', [10, 999]],
  ['20-10', [0, 10]],
  ['01-02', [1, 2]],
  ['bytes=', null],
  ['-', null],
  ['a-b', null],
  ['bytes=0-1,3-4', null],
  ['lines=0-1', null],
  ['', null],
])('reads the range %s as %s of 1000 bytes', (value, expected) => {
  const range = readOnenetRange(value === undefined ? [] : [value], 1000);
  expect(range === null ? null : [range.start, range.last]).toEqual(expected);
});

it('takes several different ranges for none', () => {
  expect(readOnenetRange(['0-1', '2-3'], 10)).toBeNull();
  expect(readOnenetRange(['0-1', '0-1'], 10)).toEqual({ start: 0, last: 1 });
});
