import { describe, expect, it } from 'vitest';
import { fillsOf } from './fills.ts';

describe('what is filled', () => {
  const limits = [
    { bytes: 500, source: 'a' },
    { bytes: 300, source: 'b' },
  ];
  const inside = { bytes: 100, source: 'a', part: 'delta' } as const;

  it('is measured against the smallest limit', () => {
    expect(fillsOf(limits, { sizeBytes: 312 })).toEqual([{ part: 'file', limitBytes: 300, sizeBytes: 312 }]);
    expect(fillsOf([], { sizeBytes: 312 })).toEqual([]);
  });

  it('is the core delta where the limit is about it, never the file that it travels in', () => {
    expect(fillsOf([inside], { sizeBytes: 312, deltaSizeBytes: 80 })).toEqual([
      { part: 'delta', limitBytes: 100, sizeBytes: 80 },
    ]);
    expect(
      fillsOf([inside, ...limits], { sizeBytes: 200, deltaSizeBytes: 80 }).map(({ part }) => part),
    ).toEqual(['file', 'delta']);
  });

  it('is not known before the build, nor where nobody measured that part', () => {
    expect(fillsOf(limits)[0]?.sizeBytes).toBeNull();
    expect(fillsOf([inside], { sizeBytes: 312 })[0]?.sizeBytes).toBeNull();
  });
});
