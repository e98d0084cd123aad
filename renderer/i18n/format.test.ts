import { describe, expect, it } from 'vitest';
import {
  formatAddress,
  formatBytes,
  formatClock,
  formatCount,
  formatDateTime,
  formatDuration,
  formatFill,
  formatOffset,
  formatShare,
  formatTook,
} from './format.ts';

describe('sizes', () => {
  it.each([
    [0, '0 B'],
    [1023, '1023 B'],
    [1024, '1 KiB'],
    [57_812, '56.5 KiB'],
    [480 * 1024, '480 KiB'],
    [1024 * 1024, '1 MiB'],
    [1_806_336, '1.72 MiB'],
  ])('%d bytes read as %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));

  it.each([
    [312 * 1024, 480 * 1024, '312 of 480 KiB'],
    [57_812, 480 * 1024, '56.5 of 480 KiB'],
    [480 * 1024, 480 * 1024, '480 of 480 KiB'],
    [480 * 1024 + 41, 480 * 1024, '480.040 of 480 KiB'],
    [1_500_000, 2 * 1024 * 1024, '1.43 of 2 MiB'],
    [12, 92, '12 of 92 B'],
  ])('%d of %d bytes fill %s', (bytes, limit, text) => {
    const { used, limit: of, unit } = formatFill(bytes, limit);
    expect(`${used} of ${of} ${unit}`).toBe(text);
  });

  it('exact counts have separators', () => expect(formatCount(57_812)).toBe('57,812'));
  it('addresses have eight digits', () => expect(formatAddress(0x824000)).toBe('0x00824000'));
  it('shares lose a trailing zero', () => {
    expect(formatShare(0.966)).toBe('96.6%');
    expect(formatShare(1)).toBe('100%');
  });
});

describe('times', () => {
  it.each([
    [0, '0:00'],
    [7_900, '0:07'],
    [65_000, '1:05'],
    [3_723_000, '1:02:03'],
    [-5, '0:00'],
  ])('%d ms last %s', (ms, text) => expect(formatDuration(ms)).toBe(text));

  it.each([
    [420.4, '420 ms'],
    [3_440, '3.4 s'],
    [125_000, '2:05'],
  ])('%d ms took %s', (ms, text) => expect(formatTook(ms)).toBe(text));

  it('the clock shows local time with milliseconds', () => {
    expect(formatClock(new Date(2026, 10, 20, 4, 3, 7, 50).getTime())).toBe('04:03:07.050');
  });

  it('offsets are signed seconds', () => {
    expect(formatOffset(75_250)).toBe('+75.250');
    expect(formatOffset(-20)).toBe('−0.020');
  });

  it('dates are in ISO order', () => {
    expect(formatDateTime(new Date(2026, 0, 2, 9, 5).getTime())).toBe('2026-01-02 09:05');
  });
});
