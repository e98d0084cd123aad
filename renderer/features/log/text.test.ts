import { describe, expect, it } from 'vitest';
import { inkedText, maxSpans, withoutAnsi } from './ansi.ts';
import { hexOf, shownBytes } from './hex.ts';
import { cutAtMarks, marksFinder } from './highlight.ts';
import { parseJump } from './jump.ts';

const texts = (line: string) => inkedText(line).map(({ text, ink }) => [text, ink.colour, ink.bold]);

describe('ANSI colours', () => {
  it('become spans', () => {
    expect(texts('a \u001b[1;31mbad\u001b[0m z')).toEqual([
      ['a ', null, false],
      ['bad', 1, true],
      [' z', null, false],
    ]);
    expect(texts('\u001b[93mbright\u001b[39m')).toEqual([['bright', 11, false]]);
  });

  it('are read through the sign that stands for ESC too', () => {
    expect(texts('\u241b[32mok')).toEqual([['ok', 2, false]]);
  });

  it('skip what is not colour, and palette colours with their parameters', () => {
    expect(texts('\u001b[2J\u001b[38;5;31mx\u001b[48;2;30;31;32my\u001b[10;4Hz')).toEqual([
      ['xyz', null, false],
    ]);
  });

  it('leave an escape that never ends as it is', () => {
    expect(texts('x\u001b[31')).toEqual([['x\u001b[31', null, false]]);
  });

  it('cannot make a line into endless spans, and lose no text', () => {
    const line = Array.from({ length: 5000 }, (_, at) => `\u001b[3${at % 8}mx`).join('');
    const spans = inkedText(line);
    expect(spans.length).toBeLessThanOrEqual(maxSpans);
    expect(spans.map(({ text }) => text).join('')).toBe(withoutAnsi(line));
  });
});

describe('marks', () => {
  const cut = (line: string, text: string, more = {}) =>
    cutAtMarks(inkedText(line), marksFinder({ text, ...more })(withoutAnsi(line))).map((piece) => [
      piece.text,
      piece.hit,
      piece.ink.colour,
    ]);

  it('go across colours', () => {
    expect(cut('ab\u001b[31mcd\u001b[0mef', 'bcde')).toEqual([
      ['a', false, null],
      ['b', true, null],
      ['cd', true, 1],
      ['e', true, null],
      ['f', false, null],
    ]);
  });

  it('follow case and patterns as the search does', () => {
    expect(cut('Error error', 'ERROR').filter(([, hit]) => hit)).toHaveLength(2);
    expect(cut('Error error', 'error', { caseSensitive: true }).filter(([, hit]) => hit)).toHaveLength(1);
    expect(cut('a.b axb', 'a.b').filter(([, hit]) => hit)).toHaveLength(1);
    expect(cut('a.b axb', 'a.b', { regex: true }).filter(([, hit]) => hit)).toHaveLength(2);
  });

  it('are none for a pattern that is wrong or matches nothing at all', () => {
    expect(cut('abc', '(', { regex: true })).toEqual([['abc', false, null]]);
    expect(cut('abc', 'x*', { regex: true })).toEqual([['abc', false, null]]);
  });
});

describe('a place to jump to', () => {
  const day = new Date(2026, 10, 20, 9, 0).getTime();
  const local = (...parts: [number, number, number, number?, number?, number?, number?]) =>
    new Date(...parts).getTime();

  it.each([
    ['1234', { kind: 'line', index: 1233 }],
    ['#1', { kind: 'line', index: 0 }],
    ['14:03', { kind: 'time', wallMs: local(2026, 10, 20, 14, 3) }],
    ['14：03：07.25', { kind: 'time', wallMs: local(2026, 10, 20, 14, 3, 7, 250) }],
    ['2026-11-19', { kind: 'time', wallMs: local(2026, 10, 19) }],
    ['2026-11-19 01:02:03', { kind: 'time', wallMs: local(2026, 10, 19, 1, 2, 3) }],
    ['0', null],
    ['24:00', null],
    ['2026-02-30', null],
    ['noon', null],
    ['', null],
  ])('%s', (typed, target) => expect(parseJump(typed, day)).toEqual(target));
});

describe('bytes', () => {
  it('stand as digits beside what can be read', () => {
    expect(hexOf(btoa('AT\r\n\u00ff'))).toEqual({ hex: '41 54 0D 0A FF', text: 'AT···', left: 0 });
  });

  it('are counted beyond what is shown', () => {
    expect(hexOf(btoa('x'.repeat(shownBytes + 3))).left).toBe(3);
  });
});
