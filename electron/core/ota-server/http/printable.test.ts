import { describe, expect, it } from 'vitest';
import { printable } from './printable.ts';

/** The way back, written apart from the way there. */
function bytesOf(text: string): Buffer {
  const parts = text.split(/(\\x[0-9a-f]{2})/).map((part) => {
    return /^\\x/.test(part) ? Buffer.from(part.slice(2), 'hex') : Buffer.from(part);
  });
  return Buffer.concat(parts);
}

describe('printable', () => {
  it('shows UTF-8 and line ends as they are and everything else as hexadecimal', () => {
    expect(printable(Buffer.from('é 项目 🚀\r\n\t'))).toBe('é 项目 🚀\r\n\t');
    expect(printable(Uint8Array.of(0x41, 0, 0x1b, 0x7f, 0xc3, 0x28, 0xff))).toBe(
      'A\\x00\\x1b\\x7f\\xc3(\\xff',
    );
  });

  it('escapes control characters that hide in valid UTF-8, overlong forms and surrogates', () => {
    expect(printable(Uint8Array.of(0xc2, 0x9b))).toBe('\\xc2\\x9b');
    expect(printable(Uint8Array.of(0xc0, 0xaf))).toBe('\\xc0\\xaf');
    expect(printable(Uint8Array.of(0xed, 0xa0, 0x80))).toBe('\\xed\\xa0\\x80');
  });

  it('can be turned back into the same bytes, whatever they are', () => {
    let state = 7;
    for (let round = 0; round < 300; round++) {
      const bytes = Uint8Array.from({ length: 40 }, () => {
        state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
        return state >>> 16;
      });
      expect(bytesOf(printable(bytes)).equals(bytes)).toBe(true);
    }
    expect(bytesOf(printable(Buffer.from('\\x41'))).toString()).toBe('\\x41');
  });
});
