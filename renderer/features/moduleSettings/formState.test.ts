import { describe, expect, it } from 'vitest';
import { emptyForm, heldValues, periodInWords, toWrite } from './formState.ts';

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
