import { describe, expect, it } from 'vitest';
import {
  commandNames,
  isQuotable,
  parseFinal,
  parseInteger,
  splitFields,
  splitNamed,
  splitRawFields,
} from './atLine.ts';

describe('the grammar of AT lines', () => {
  it.each([
    ['+CREG: 0,1', { name: '+CREG', body: '0,1' }],
    ['^hver:EC618', { name: '^HVER', body: 'EC618' }],
    ['*CSQ : 20', { name: '*CSQ', body: '20' }],
    ['+E_UTRAN Service', null],
    ['Model: Air780E', null],
  ])('names %s', (line, expected) => {
    expect(splitNamed(line)).toEqual(expected);
  });

  it('splits fields outside quotes', () => {
    expect(splitFields('2, 1,"18,63" , "x"')).toEqual(['2', '1', '18,63', 'x']);
    expect(splitRawFields('"1863",7')).toEqual(['"1863"', '7']);
    expect(splitFields('')).toEqual([]);
    expect(splitFields('1,,"open')).toEqual(['1', '', '"open']);
  });

  it.each([
    ['OK', { kind: 'ok' }],
    ['ERROR', { kind: 'error' }],
    ['+CME ERROR: 10', { kind: 'cmeError', code: '10' }],
    ['+CME ERROR:SIM not inserted', { kind: 'cmeError', code: 'SIM not inserted' }],
    ['+CMS ERROR: 305', { kind: 'error', code: 'CMS 305' }],
    ['OKAY', null],
    ['NO ERROR', null],
  ])('knows the last line %s', (line, expected) => {
    expect(parseFinal(line)).toEqual(expected);
  });

  it.each([
    ['AT+CSQ;+CREG?', ['+CSQ', '+CREG']],
    ['at+upgrade="URL","http://a;+FAKE/b"', ['+UPGRADE']],
    ['ATI', []],
    ['AT^HVER', ['^HVER']],
    ['AT*I', ['*I']],
  ])('knows which names answer %s', (command, names) => {
    expect(commandNames(command)).toEqual(names);
  });

  it('reads only plain whole numbers', () => {
    expect(['7', '-1003', '+5'].map(parseInteger)).toEqual([7, -1003, 5]);
    expect(['', '1.5', '0x10', '1e3', undefined].map(parseInteger)).toEqual([null, null, null, null, null]);
  });

  it('lets nothing into a quoted value that would end it or the line', () => {
    expect(isQuotable('http://a/b?x=1,2')).toBe(true);
    for (const bad of ['a"b', 'a\rb', 'a\nb', 'a\0b', 'a\u007fb']) expect(isQuotable(bad)).toBe(false);
  });
});
