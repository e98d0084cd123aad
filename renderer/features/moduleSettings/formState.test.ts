import { describe, expect, it } from 'vitest';
import { emptyForm, heldValues, periodInWords, shownLines, toWrite } from './formState.ts';

describe('the settings form', () => {
  it('writes nothing while nothing was entered', () => {
    expect(toWrite(emptyForm)).toBeNull();
    expect(toWrite({ ...emptyForm, url: '  ', keyFrom: 'typed', save: true })).toBeNull();
  });

  it('writes what was entered and leaves the rest alone', () => {
    expect(toWrite({ ...emptyForm, url: ' http://a/ ', auto: '0' })).toEqual({
      ...{ values: { URL: 'http://a/', AUTO: '0' }, save: false },
    });
  });

  it('names the project whose key is written, and never the key', () => {
    expect(toWrite({ ...emptyForm, keyFrom: 'p1', key: 'left over', save: true })).toEqual({
      ...{ values: {}, keyOf: 'p1', save: true },
    });
  });

  it('tells rules only what was read back', () => {
    expect(
      heldValues([
        { name: 'KEY', value: '••••x7Qf', source: 'readBack' },
        { name: 'URL', value: '', source: 'readBack' },
        { name: 'PERIOD', value: '60', source: 'sentOnly' },
        { name: 'AUTO', value: null, source: 'unknown' },
      ]),
    ).toEqual({ URL: '' });
  });

  it.each([
    ['86400', { unit: 'days', count: 1 }],
    ['129600', { unit: 'days', count: 1.5 }],
    ['14400', { unit: 'hours', count: 4 }],
    ['90', { unit: 'minutes', count: 1.5 }],
    ['59', null],
    ['1e3', null],
    ['', null],
  ])('says a period of %j as %j', (text, words) => {
    expect(periodInWords(text)).toEqual(words);
  });
});

describe('the lines as the screen shows them', () => {
  const lines = ['AT+UPGRADE="KEY","oEt3ZbyWNpQmRkKu7XvYhT2sLdC9aB4f",1', 'AT+UPGRADE="AUTO",0,1'];

  it('cover a key that is typed until somebody asks to see it', () => {
    expect(shownLines(lines, emptyForm)).toEqual(['AT+UPGRADE="KEY","••••aB4f",1', lines[1]]);
    expect(shownLines(lines, { ...emptyForm, keyVisible: true })).toEqual(lines);
  });
});
