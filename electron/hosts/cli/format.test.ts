import { describe, expect, it } from 'vitest';
import { bytes, duration, hex, table } from './format.ts';

describe('numbers and tables', () => {
  it('are exact and easy to read', () => {
    expect(bytes(58_132)).toBe('58,132 B');
    expect(hex(0x24000)).toBe('0x00024000');
    expect(duration(12_300)).toBe('12 s');
    expect(duration(185_000)).toBe('3 min 05 s');
  });

  it('give Chinese characters two columns', () => {
    expect(table(['部分', 'x'], [['ap', '1']])).toEqual(['部分  x', 'ap    1']);
  });
});
