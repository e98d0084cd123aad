import { describe, expect, it } from 'vitest';
import { readRange } from './range.ts';

const part = (start: number, last: number) => ({ kind: 'part', start, last });

describe('range of the RFC profile', () => {
  it('reads closed, open and suffix ranges', () => {
    expect(readRange(['bytes=0-'], 100)).toEqual(part(0, 99));
    expect(readRange(['bytes=10-19'], 100)).toEqual(part(10, 19));
    expect(readRange(['bytes=99-'], 100)).toEqual(part(99, 99));
    expect(readRange(['bytes=-1'], 100)).toEqual(part(99, 99));
  });

  it('cuts an end or a suffix beyond the file to the file', () => {
    expect(readRange(['bytes=10-100'], 100)).toEqual(part(10, 99));
    expect(readRange(['bytes=10-99999999999999999999'], 100)).toEqual(part(10, 99));
    expect(readRange(['bytes=-500'], 100)).toEqual(part(0, 99));
  });

  it('is tolerant of case, blanks and leading zeros', () => {
    for (const value of ['Bytes=1-2', 'bytes = 1 - 2', 'bytes=01-002']) {
      expect(readRange([value], 100), value).toEqual(part(1, 2));
    }
  });

  it('cannot satisfy a start at or past the end, nor an empty suffix', () => {
    for (const value of ['bytes=100-', 'bytes=100-200', 'bytes=99999999999999999999-', 'bytes=-0']) {
      expect(readRange([value], 100), value).toEqual({ kind: 'unsatisfiable' });
    }
  });

  it('ignores what is malformed, several ranges and other units, OneNET spelling included', () => {
    const odd = [
      'bytes=',
      'bytes=-',
      'bytes=5-2',
      'bytes=a-b',
      'bytes=1-2,4-5',
      'items=1-2',
      '1-2',
      '10-',
      '',
    ];
    for (const value of odd) expect(readRange([value], 100), value).toEqual({ kind: 'ignored' });
    expect(readRange(['bytes=1-2', 'bytes=3-4'], 100)).toEqual({ kind: 'ignored' });
  });

  it('means the whole file without a header', () => {
    expect(readRange([], 100)).toEqual({ kind: 'whole' });
  });
});
