import { describe, expect, it } from 'vitest';
import { toggled } from './selection.ts';
import { drawnBars, rangeFrom } from './upgradeView.ts';

describe('the bars of durations', () => {
  it('stand side by side, the highest of them full, successes below the rest', () => {
    const bars = [
      { fromMs: 0, toMs: 1000, succeeded: 3, others: 1 },
      { fromMs: 1000, toMs: 2000, succeeded: 0, others: 1 },
    ];
    expect(drawnBars(bars)).toMatchObject([
      { x: 0, width: 50, good: 75, rest: 25 },
      { x: 50, width: 50, good: 0, rest: 25 },
    ]);
    expect(drawnBars([])).toEqual([]);
  });
});

it('asks for a time back from now, or for everything', () => {
  expect(rangeFrom('week', 1_000_000_000)).toEqual({ fromMs: 395_200_000 });
  expect(rangeFrom('all', 1)).toEqual({});
});

it('puts an entry in and takes it out again', () => {
  expect([...toggled(toggled(new Set([1]), 2), 1)]).toEqual([2]);
});
