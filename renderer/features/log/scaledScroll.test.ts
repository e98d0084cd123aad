import { describe, expect, it } from 'vitest';
import {
  canvasPx,
  isScaled,
  maxCanvasPx,
  maxTopPx,
  type ScrollSpace,
  scrollTopOf,
  seenRows,
  topOfScroll,
  topToShow,
} from './scaledScroll.ts';

const space = (count: number): ScrollSpace => ({ count, rowHeightPx: 20, viewportPx: 610 });
const tenMillion = space(10_000_000);

describe('a list that a browser can be high', () => {
  it('scrolls pixel by pixel', () => {
    expect(isScaled(space(1000))).toBe(false);
    expect(canvasPx(space(1000))).toBe(20_000);
    expect(topOfScroll(space(1000), 1234)).toBe(1234);
    expect(scrollTopOf(space(1000), 1234)).toBe(1234);
  });

  it('has no way to scroll while everything is seen', () => {
    expect(maxTopPx(space(3))).toBe(0);
    expect(seenRows(space(3), 50)).toEqual({ first: 0, count: 3 });
  });
});

describe('ten million rows', () => {
  it('stay below the height that a browser allows', () => {
    expect(canvasPx(tenMillion)).toBe(maxCanvasPx);
    expect(isScaled(tenMillion)).toBe(true);
  });

  it('reach from the first row to the last along the scroll bar', () => {
    expect(topOfScroll(tenMillion, 0)).toBe(0);
    const top = topOfScroll(tenMillion, maxCanvasPx - tenMillion.viewportPx);
    const { first, count } = seenRows(tenMillion, top);
    expect(first + count).toBe(10_000_000);
  });

  it.each([0, 1, 19, 4_999_999 * 20, maxTopPx(tenMillion)])('keep their place %d in the bar', (top) => {
    expect(topOfScroll(tenMillion, scrollTopOf(tenMillion, top))).toBeCloseTo(top, 4);
  });

  it('show any single row', () => {
    for (const index of [0, 1, 4_999_999, 9_999_998, 9_999_999]) {
      const { first, count } = seenRows(tenMillion, topToShow(tenMillion, 0, index, 'middle'));
      expect(index).toBeGreaterThanOrEqual(first);
      expect(index).toBeLessThan(first + count);
    }
  });
});

describe('bringing a row into view', () => {
  it('moves nothing while it is seen, and no further than needed else', () => {
    expect(topToShow(space(1000), 400, 30, 'nearest')).toBe(400);
    expect(topToShow(space(1000), 400, 10, 'nearest')).toBe(200);
    expect(topToShow(space(1000), 0, 31, 'nearest')).toBe(30);
  });
});
