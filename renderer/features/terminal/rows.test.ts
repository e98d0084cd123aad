import { describe, expect, it } from 'vitest';
import type { TerminalLine } from '../../../shared/contract/terminal.ts';
import { toRows } from './rows.ts';
import { findRows, splitAtHits, stepHit } from './search.ts';

const line = (seq: number, role: 'echo' | 'text', text: string): TerminalLine => ({
  ...{ kind: 'line', seq, wallMs: seq, direction: 'rx', role, text },
});

describe('rows of a terminal', () => {
  const entries = [line(1, 'text', 'one'), line(2, 'echo', 'AT'), line(3, 'text', 'three')];

  it('leave the echo out unless it is wanted, and everything before a place', () => {
    const seqs = (options: Parameters<typeof toRows>[1]) =>
      toRows(entries, options).map((row) => (row.kind === 'line' ? row.line.seq : row.kind));
    expect(seqs({ showEcho: false, fromSeq: 0 })).toEqual([1, 3]);
    expect(seqs({ showEcho: true, fromSeq: 2 })).toEqual([2, 3]);
  });

  it('show bytes in rows of sixteen, with keys of their own', () => {
    const bytes = Array.from({ length: 40 }, (_, index) => index + 40);
    const rows = toRows(
      [
        {
          kind: 'bytes',
          seq: 7,
          wallMs: 1,
          direction: 'rx',
          bytes: btoa(String.fromCharCode(...bytes, 0, 255)),
        },
        { kind: 'bytes', seq: 8, wallMs: 1, direction: 'tx', bytes: btoa('AT\r') },
      ],
      { showEcho: false, fromSeq: 0 },
    );
    expect(rows.map((row) => (row.kind === 'hex' ? `${row.hex} ${row.text}` : row.kind))).toEqual([
      '28 29 2A 2B 2C 2D 2E 2F 30 31 32 33 34 35 36 37 ()*+,-./01234567',
      '38 39 3A 3B 3C 3D 3E 3F 40 41 42 43 44 45 46 47 89:;<=>?@ABCDEFG',
      '48 49 4A 4B 4C 4D 4E 4F 00 FF HIJKLMNO..',
      '41 54 0D AT.',
    ]);
    expect(new Set(rows.map(({ key }) => key)).size).toBe(4);
  });

  it('hide a key in text and in bytes, one in several writes too, until a person asks for it', () => {
    const parts = ['AT+UPGRADE="KEY","a', 'b', 'c123",1\r\n'];
    const lines: TerminalLine[] = [
      line(1, 'text', '+UPGRADE: KEY,abc123'),
      ...parts.map(
        (part, index): TerminalLine => ({
          ...{ kind: 'bytes', seq: 2 + index, wallMs: 1, direction: 'tx' },
          bytes: btoa(part),
        }),
      ),
    ];
    const shown = (revealed: boolean) =>
      toRows(lines, { showEcho: true, fromSeq: 0, revealed })
        .map((row) => (row.kind === 'hex' ? row.text : row.kind === 'line' ? row.line.text : ''))
        .join('');
    expect(shown(false)).toBe('+UPGRADE: KEY,••••AT+UPGRADE="KEY","******",1..');
    expect(shown(true)).toBe('+UPGRADE: KEY,abc123AT+UPGRADE="KEY","abc123",1..');
    expect(shown(false)).not.toContain('123');
  });

  it('are made once per line', () => {
    const options = { showEcho: false, fromSeq: 0 };
    expect(toRows(entries, options)[0]).toBe(toRows(entries, options)[0]);
  });
});

describe('searching in the view', () => {
  const rows = ['OK', '+CSQ: 24,0', 'ok then', 'ERROR'].map((text, index) => ({ key: index + 1, text }));
  const hits = (text: string) =>
    findRows(
      rows,
      text,
      (row) => row.text,
      (row) => row.key,
    );

  it('finds rows whatever the case, and none for nothing', () => {
    expect(hits('ok')).toEqual([1, 3]);
    expect(hits('')).toEqual([]);
    expect(hits('nowhere')).toEqual([]);
  });

  it('goes from hit to hit and round at the ends, from the newest at first', () => {
    expect(stepHit([1, 3, 9], null, -1)).toBe(9);
    expect(stepHit([1, 3, 9], 9, 1)).toBe(1);
    expect(stepHit([1, 3, 9], 1, -1)).toBe(9);
    expect(stepHit([1, 3, 9], 3, 1)).toBe(9);
    expect(stepHit([5, 9], 3, 1)).toBe(5);
    expect(stepHit([], 3, 1)).toBeNull();
  });

  it('cuts a text at every hit', () => {
    expect(splitAtHits('OK ok', 'ok').map(({ text, hit }) => (hit ? `<${text}>` : text))).toEqual([
      '<OK>',
      ' ',
      '<ok>',
    ]);
    expect(splitAtHits('abc', '')).toEqual([{ text: 'abc', hit: false, at: 0 }]);
    expect(splitAtHits('', 'x')).toEqual([{ text: '', hit: false, at: 0 }]);
  });
});
