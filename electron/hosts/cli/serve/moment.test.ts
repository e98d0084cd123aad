import { describe, expect, test } from 'vitest';
import { moment, showMoment } from './moment.ts';

const read = (at: string) => moment({ positionals: [], options: { at } }, 'at');

describe('a point in time on the command line', () => {
  test('is read by the clock of this computer and shown as it was typed', () => {
    const ms = read('2026-11-22 02:00');
    expect(ms).toBe(new Date(2026, 10, 22, 2).getTime());
    expect(showMoment(ms ?? 0)).toBe('2026-11-22 02:00:00');
  });
  test('without a time of day is the beginning of that day here, not in Greenwich', () => {
    expect(read('2026-11-22')).toBe(new Date(2026, 10, 22).getTime());
  });
  test('with an offset means the same everywhere', () => {
    expect(read('2026-11-22T02:00+08:00')).toBe(Date.UTC(2026, 10, 21, 18));
    expect(read('2026-11-22T02:00:30Z')).toBe(Date.UTC(2026, 10, 22, 2, 0, 30));
  });
  test('that no calendar has is refused, not moved into the next month', () => {
    for (const word of ['2026-02-31', '2026-13-01', '2026-11-22 25:00', 'tomorrow', '', '1700000000'])
      expect(() => read(word), word).toThrow('badMoment');
  });
  test('is absent where the option is', () => {
    expect(moment({ positionals: [], options: {} }, 'at')).toBeUndefined();
  });
});
