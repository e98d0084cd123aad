import { describe, expect, it } from 'vitest';
import { checkInput, findingsOf, noEntries, withSuggestion } from './nameEntries.ts';

describe('what the core is asked about names', () => {
  it('is nothing while nothing was entered', () => {
    expect(checkInput(noEntries)).toBeNull();
    expect(checkInput({ ...noEntries, name: '  ' })).toBeNull();
  });

  it('leaves out what was not filled in', () => {
    expect(checkInput({ ...noEntries, name: ' DEMO ' })).toEqual({
      platform: 'openluat',
      naming: { name: 'DEMO' },
    });
  });

  it('speaks of a delta once there is a version, and of a full package without a source', () => {
    expect(checkInput({ ...noEntries, version: '1.0.2', sourceVersion: '1.0.1' })?.naming).toEqual({
      version: '1.0.2',
      sourceVersion: '1.0.1',
      delta: true,
    });
    expect(
      checkInput({ ...noEntries, kind: 'full', version: '1.0.2', sourceVersion: '1.0.1' })?.naming,
    ).toEqual({ version: '1.0.2', delta: false });
  });

  it('takes files alone', () => {
    const files = [{ name: 'a.bin', sizeBytes: 7 }];
    expect(checkInput({ ...noEntries, files })).toEqual({ platform: 'openluat', naming: {}, files });
  });
});

it('a suggestion fills in what it knows and keeps what was typed', () => {
  const typed = { ...noEntries, name: 'mine' };
  expect(withSuggestion(typed, { version: '1.0.2', delta: false })).toMatchObject({
    kind: 'full',
    name: 'mine',
    version: '1.0.2',
  });
});

it('errors stand before warnings', () => {
  const finding = (level: 'error' | 'warning', code: string) =>
    ({ level, code, part: 'name', params: {} }) as const;
  const found = findingsOf([finding('warning', 'a'), finding('error', 'b')], 'name');
  expect(found.map(({ code }) => code)).toEqual(['b', 'a']);
});
