import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../../../shared/errors.ts';
import type { StoredPart } from './readPayload.ts';
import { rebuildPart } from './rebuildPart.ts';

const flash = Uint8Array.of(10, 20, 30, 40, 50, 60);
const everything = { from: 0, to: flash.length };

function part(newBytes: number): StoredPart {
  const stream = new Uint8Array(0);
  return { number: 0, offset: 0, storedBytes: 20, newBytes, marker: 0, stream, streamOffset: 20 };
}

/** Numbers in sign and magnitude, then plain bytes. */
function record(add: number, insert: number, jump: number, ...bytes: number[]): number[] {
  const numbers = [add, insert, jump].flatMap((number) => {
    const magnitude = Math.abs(number);
    const sign = number < 0 ? 0x80 : 0;
    return [magnitude & 0xff, (magnitude >> 8) & 0xff, (magnitude >> 16) & 0xff, sign | (magnitude >> 24)];
  });
  return [...numbers, ...bytes];
}

function refusedCheck(size: number, content: number[]): unknown {
  try {
    rebuildPart(part(size), Uint8Array.from(content), flash, everything, 0);
  } catch (error) {
    if (error instanceof AppError) return error.params['check'];
  }
  return 'none';
}

describe('rebuildPart', () => {
  it('adds differences to OLD, inserts bytes and jumps both ways', () => {
    const content = Uint8Array.from([
      ...record(2, 1, 2, 1, 255, 99),
      ...record(1, 0, -5, 0),
      ...record(1, 0, 0, 7),
    ]);
    expect([...rebuildPart(part(5), content, flash, everything, 0)]).toEqual([11, 19, 99, 50, 17]);
  });

  it('takes 0 for every old byte outside what the module may still read', () => {
    const content = Uint8Array.from(record(4, 0, 0, 1, 1, 1, 1));
    expect([...rebuildPart(part(4), content, flash, { from: 1, to: 3 }, 0)]).toEqual([1, 21, 31, 1]);
    expect([...rebuildPart(part(4), content, flash, everything, -2)]).toEqual([1, 1, 11, 21]);
  });

  it('refuses negative sizes, too much of anything, and content left over', () => {
    expect(refusedCheck(4, record(-1, 5, 0, 1, 2, 3, 4, 5))).toBe('part0.sizes');
    expect(refusedCheck(4, record(5, -1, 0, 1, 2, 3, 4, 5))).toBe('part0.sizes');
    expect(refusedCheck(4, record(0x7fffffff, 0x7fffffff, 0))).toBe('part0.sizes');
    expect(refusedCheck(4, record(4, 0, 0, 1, 2))).toBe('part0.content');
    expect(refusedCheck(4, record(2, 0, 0, 1, 2))).toBe('part0.record');
    expect(refusedCheck(2, record(2, 0, 0, 1, 2, 3))).toBe('part0.content');
    expect(
      refusedCheck(1, [...record(0, 0, 0x7fffffff), ...record(0, 0, 0x7fffffff), ...record(0, 1, 0, 1)]),
    ).toBe('part0.jump');
  });
});
