import { describe, expect, it } from 'vitest';
import { decodeAtBytes, incompleteTail, trimNoise } from './atText.ts';

const utf8 = (text: string): number[] => [...new TextEncoder().encode(text)];
/** 已是最新 */
const inGb = [0xd2, 0xd1, 0xca, 0xc7, 0xd7, 0xee, 0xd0, 0xc2];
const decode = (...bytes: readonly number[]): string => decodeAtBytes(Uint8Array.from(bytes));
const tail = (...bytes: readonly number[]): number => incompleteTail(Uint8Array.from(bytes));

describe('bytes of an AT port as text', () => {
  it('reads UTF-8 first and GB18030 where that is not valid', () => {
    expect(decode(...utf8('已是最新'))).toBe('已是最新');
    expect(decode(...inGb)).toBe('已是最新');
    // U+20087 has four bytes in GB18030.
    expect(decode(0x95, 0x32, 0x90, 0x31)).toBe('\u{20087}');
  });

  it('keeps the words around a byte that fits no encoding', () => {
    expect(decode(0xff, ...utf8('已 ok '), ...inGb, 0x80)).toBe('ÿ已 ok 已是最新\u0080');
    expect(decode(0xff, 0xfe, 0x41)).toBe('ÿþA');
  });

  it('keeps a byte order mark, and shows control bytes as signs', () => {
    expect(decode(0xef, 0xbb, 0xbf, 0x41)).toBe('\ufeffA');
    expect(decode(0x00, 0x41, 0x7f, 0x09)).toBe('␀A␡\t');
    expect(trimNoise(decode(0x00, 0xef, 0xbb, 0xbf, 0x52, 0x44, 0x59, 0x0b))).toBe('RDY');
  });

  it('gives a text for every byte value, whatever follows', () => {
    for (let first = 0; first < 256; first++) {
      for (const second of [0x00, 0x30, 0x41, 0x7f, 0x80, 0xbf, 0xe4, 0xff]) {
        expect(decode(first, second).length).toBeGreaterThan(0);
      }
    }
  });

  it('knows how much of a character is still to come, in both encodings', () => {
    expect(tail()).toBe(0);
    expect(tail(...utf8('ok'))).toBe(0);
    expect(tail(...utf8('已'))).toBe(0);
    expect(tail(...utf8('a已').slice(0, 2))).toBe(1);
    expect(tail(...utf8('a已').slice(0, 3))).toBe(2);
    expect(tail(...utf8('\u{1f680}').slice(0, 3))).toBe(3);
    expect(tail(...inGb)).toBe(0);
    expect(tail(...inGb.slice(0, 7))).toBe(1);
    expect(tail(0x95, 0x32, 0x90)).toBe(3);
    expect(tail(0xff, 0xff)).toBe(0);
  });
});
