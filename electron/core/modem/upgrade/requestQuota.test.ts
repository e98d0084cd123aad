import { describe, expect, it } from 'vitest';
import { judgeQuota, ownRequestsPerDay } from './requestQuota.ts';

const hourMs = 3_600_000;
const nowMs = 100 * hourMs;
const from = (...agoMs: readonly number[]) =>
  agoMs.map((ago) => ({ sourceVersion: 'V1', atMs: nowMs - ago }));

describe('the quota of a platform', () => {
  it('is free for a module that never asked', () => {
    expect(judgeQuota([], 'V1', nowMs)).toEqual({ lastHour: 0, lastDay: 0, warn: false, holdMs: 0 });
  });

  it('holds the fifth request of an hour until the first of the four is an hour old', () => {
    const minuteMs = 60_000;
    const three = from(50 * minuteMs, 20 * minuteMs, 10 * minuteMs);
    expect(judgeQuota(three, 'V1', nowMs).holdMs).toBe(0);
    const four = [...three, ...from(minuteMs)];
    expect(judgeQuota(four, 'V1', nowMs)).toMatchObject({ lastHour: 4, holdMs: 10 * minuteMs });
    expect(judgeQuota(four, 'V1', nowMs + 10 * minuteMs).holdMs).toBe(0);
    const five = [...four, ...from(30 * minuteMs)];
    expect(judgeQuota(five, 'V1', nowMs).holdMs).toBe(30 * minuteMs);
  });

  it('warns when the next one is the sixth of the day, and forgets what is older', () => {
    const four = from(2 * hourMs, 5 * hourMs, 9 * hourMs, 23 * hourMs);
    expect(judgeQuota(four, 'V1', nowMs)).toMatchObject({ lastDay: 4, warn: false });
    expect(judgeQuota([...four, ...from(3 * hourMs)], 'V1', nowMs).warn).toBe(true);
    expect(judgeQuota([...four, ...from(24 * hourMs)], 'V1', nowMs)).toMatchObject({
      lastDay: 4,
      warn: false,
    });
  });

  it('counts by the version that asked', () => {
    const others = from(1, 2, 3, 4, 5, 6).map((request) => ({ ...request, sourceVersion: 'V0' }));
    expect(judgeQuota(others, 'V1', nowMs)).toEqual({ lastHour: 0, lastDay: 0, warn: false, holdMs: 0 });
  });

  it('counts what the module asks by itself', () => {
    expect(judgeQuota(from(2 * hourMs), 'V1', nowMs, 4).warn).toBe(true);
    expect(judgeQuota(from(2 * hourMs), 'V1', nowMs, 3).warn).toBe(false);
  });
});

describe('the requests of a module’s own', () => {
  it.each([
    [null, null, 1],
    ['1', '86400', 1],
    ['1', '60', 1440],
    ['1', '14400', 6],
    ['0', '60', 0],
    ['1', 'nonsense', 1],
    ['1', '604800', 1],
  ])('with AUTO %s and PERIOD %s are %s a day', (auto, period, count) => {
    expect(ownRequestsPerDay(auto, period)).toBe(count);
  });
});
