import { describe, expect, it } from 'vitest';
import { hexRows } from './atHex.ts';
import { createKeyByteMask, maskKey, maskKeys } from './keyMask.ts';

const key = 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6';

describe('a key on a screen', () => {
  it.each([
    [`AT+UPGRADE="KEY","${key}",1`, 'AT+UPGRADE="KEY","••••o5P6",1'],
    ['+UPGRADE: KEY,abc', '+UPGRADE: KEY,••••'],
    ['AT+UPGRADE="KEY","••••o5P6"', 'AT+UPGRADE="KEY","••••o5P6"'],
    ['GET /upgrade?project_key=0123456789&v=1', 'GET /upgrade?project_key=••••6789&v=1'],
    ['AT+QIOTCFG="productinfo","p1","c2VjcmV0"', 'AT+QIOTCFG="productinfo","••••","••••cmV0"'],
    ['AT+UPGRADE="KEY"', 'AT+UPGRADE="KEY"'],
    ['+CSQ: 24,99', '+CSQ: 24,99'],
  ])('%s', (text, shown) => {
    expect(maskKeys(text)).toBe(shown);
  });

  it('gives nothing of a short one away', () => {
    expect(['', 'abc', 'abcdefg', 'abcdefgh'].map(maskKey)).toEqual(['', '••••', '••••', '••••efgh']);
  });
});

describe('a key in bytes', () => {
  const written = `AT\r\nAT+UPGRADE="KEY","${key}",1\r\nOK\r\n+UPGRADE: KEY,xy\r\n`;
  const hidden = written.replace(key, '*'.repeat(key.length)).replace(',xy', ',**');
  const bytes = new TextEncoder().encode(written);
  const decode = (parts: readonly Uint8Array[]): string =>
    parts.map((part) => new TextDecoder().decode(part)).join('');

  it('is hidden when it comes in two writes, wherever they part, as far as the first one can know it', () => {
    for (let at = 0; at <= bytes.length; at += 1) {
      const mask = createKeyByteMask();
      expect([at, decode([mask(bytes.subarray(0, at)), mask(bytes.subarray(at))])]).toEqual([at, hidden]);
    }
  });

  it('is hidden when it comes byte by byte', () => {
    const mask = createKeyByteMask();
    expect(decode([...bytes].map((byte) => mask(Uint8Array.of(byte))))).toBe(hidden);
  });

  it('is hidden in the hex view, in both of its columns', () => {
    const rows = hexRows(createKeyByteMask()(bytes));
    const shown = rows.map(({ text }) => text).join('');
    expect(shown).not.toContain('a1B2');
    expect(
      rows
        .map(({ hex }) => hex)
        .join(' ')
        .toLowerCase(),
    ).not.toContain('61 31 42 32');
  });

  it('leaves every other byte, and large pieces, as they are', () => {
    const noise = Uint8Array.from({ length: 200_000 }, (_, index) => index & 0xff);
    expect(createKeyByteMask()(noise)).toEqual(noise);
  });
});
