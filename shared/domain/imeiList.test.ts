import { describe, expect, it } from 'vitest';
import { hasLuhnDigit, readImeiList, writeImeiList } from './imeiList.ts';

// Made for tests: TAC 86200000 belongs to nobody's module here.
const good = '862000000000015';
const other = '862000000000023';
const wrongDigit = '862000000000016';

const found = (text: string) => readImeiList(text).imeis.map(({ imei }) => imei);

describe('a list of IMEIs', () => {
  it('is read one per line, with the line of each and whether its check digit holds', () => {
    expect(readImeiList(`${good}\r\n\r\n${wrongDigit}\r\n`)).toEqual({
      imeis: [
        { imei: good, line: 1, luhn: true },
        { imei: wrongDigit, line: 3, luhn: false },
      ],
      duplicates: [],
      bad: [],
    });
  });

  it.each([
    ['a column that the heading names', `no,IMEI,IMSI\n1,${good},460001234567890`],
    ['a heading in Chinese', `设备编号;设备IMEI\n1;${good}`],
    ['a table without heading, where the SIM stands beside', `1\t460001234567890\t${good}\tAir780E`],
    ['the quotes of a spreadsheet', `IMEI\n="${good}"`],
    ['an apostrophe that keeps the digits', `'${good}`],
    ['a byte order mark', `\ufeff${good}`],
    ['its name before it', `IMEI: ${good}`],
    ['blanks or hyphens between the digits', `86-200000-000001-5`],
    ['full-width digits', `８６２００００００００００１５`],
    ['line ends of an old Mac', `\r${good}\r`],
  ])('is read from %s', (_, text) => {
    expect(found(text)).toEqual([good]);
  });

  it('takes several from one line', () => {
    expect(found(`${good}, ${other}`)).toEqual([good, other]);
    expect(found(`${good} ${other}`)).toEqual([good, other]);
  });

  it('names the first line of one that comes again', () => {
    expect(readImeiList(`${good}\n${other}\n${good}`).duplicates).toEqual([
      { imei: good, line: 3, firstLine: 1 },
    ]);
  });

  it.each([
    ['8.62E+14', 'scientific', 0],
    ['86200000000001', 'length', 14],
    ['8620000000000158', 'length', 16],
    ['000000000000000', 'default', 15],
    ['nothing here', 'noDigits', 0],
    ['Air780E', 'noDigits', 0],
  ])('names the line %j: %s', (text, reason, digits) => {
    expect(readImeiList(`${good}\n${text}`).bad).toEqual([{ line: 2, text, reason, found: digits }]);
  });

  it('names a line whose IMEI column is empty although another column has fifteen digits', () => {
    const { imeis, bad } = readImeiList(`imei,imsi\n,460001234567890`);
    expect(imeis).toEqual([]);
    expect(bad).toHaveLength(1);
  });

  it('does not take a list of bad lines for a heading', () => {
    expect(readImeiList('8620\nabc').bad).toHaveLength(2);
  });

  it.each(['txt', 'csv'] as const)('reads back what it wrote as %s', (form) => {
    const text = writeImeiList([good, other], form);
    expect(readImeiList(text)).toMatchObject({ duplicates: [], bad: [] });
    expect(found(text)).toEqual([good, other]);
  });
});

describe('the check digit', () => {
  it('holds for the example of the standard and for no neighbour of it', () => {
    expect(hasLuhnDigit('490154203237518')).toBe(true);
    for (const last of [0, 1, 2, 3, 4, 5, 6, 7, 9]) expect(hasLuhnDigit(`49015420323751${last}`)).toBe(false);
    expect(hasLuhnDigit('49015420323751')).toBe(false);
  });
});
