import { describe, expect, it } from 'vitest';
import { UsageError } from '../usage.ts';
import { pickNamed } from './find.ts';

const all = [
  { id: 'aaaa1111', name: 'Meters' },
  { id: 'bbbb2222', name: 'Meters' },
  { id: 'bbbb3333', name: 'Lamps' },
];
const idOf = (word: string): string | undefined => pickNamed('project', all, word)?.id;

describe('a project on the command line', () => {
  it('is found by its id, its name, or the beginning of its id', () => {
    expect(idOf('bbbb2222')).toBe('bbbb2222');
    expect(idOf('Lamps')).toBe('bbbb3333');
    expect(idOf('aaaa')).toBe('aaaa1111');
  });

  it('is none where nothing, or a beginning of two ids, is named', () => {
    expect(idOf('Pumps')).toBeUndefined();
    expect(idOf('bbbb')).toBeUndefined();
    expect(idOf('aaa')).toBeUndefined();
  });

  it('is asked for by id where two have the name, instead of being called unknown', () => {
    let thrown: unknown;
    try {
      idOf('Meters');
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(UsageError);
    expect(thrown).toMatchObject({ key: 'badChoice', params: { allowed: 'aaaa1111, bbbb2222' } });
  });
});
