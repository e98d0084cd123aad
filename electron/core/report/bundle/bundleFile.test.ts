import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { openBundle, writeBundle } from './bundleFile.ts';
import { linesToRows } from './bundleRows.ts';

const about = {
  ...{ appVersion: '1', createdAtMs: 5, redacted: true, withFirmware: false, sessions: [], jobs: [] },
};
const text = (words: string): Uint8Array => new TextEncoder().encode(words);
const parts = [
  { path: 'sessions/001.jsonl', bytes: text('b') },
  { path: 'environment.json', bytes: text('{}') },
];
const codeOf = (bytes: Uint8Array): string => {
  try {
    openBundle(bytes, 'x.zip');
    return 'opened';
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  }
};

describe('a bundle', () => {
  it('is the same file for the same content, whatever the order it was given in', () => {
    expect(writeBundle(about, parts)).toEqual(writeBundle(about, [...parts].reverse()));
  });

  it('opens with every part as it was', () => {
    const opened = openBundle(writeBundle(about, parts), 'x.zip');
    expect(opened.parts()).toEqual(['environment.json', 'sessions/001.jsonl']);
    expect(Buffer.from(opened.part('sessions/001.jsonl')).toString()).toBe('b');
  });

  it('is refused where it is none, newer, damaged or cut at any place', () => {
    expect(codeOf(text('[10:00] log'))).toBe('report.notABundle');
    expect(codeOf(zipSync({ 'a.txt': text('x') }))).toBe('report.notABundle');
    expect(codeOf(zipSync({ 'bundle.json': text('{"format":"airdock-report","version":9}') }))).toBe(
      'report.newerBundle',
    );
    const good = writeBundle(about, parts);
    for (let size = 4; size < good.length; size += 1)
      expect(codeOf(good.subarray(0, size))).not.toBe('opened');
  });

  it('is refused where a flipped bit changed a part', () => {
    const good = writeBundle(about, parts);
    const at = Buffer.from(good).indexOf('sessions/001.jsonl') + 'sessions/001.jsonl'.length;
    const bad = good.slice();
    bad[at + 1] = (bad[at + 1] ?? 0) ^ 0xff;
    expect(codeOf(bad)).toBe('report.damagedBundle');
  });

  it.each([
    ['../x', 'report.hostileBundle'],
    ['/etc/x', 'report.hostileBundle'],
    ['a\\b', 'report.hostileBundle'],
    ['C:/x', 'report.hostileBundle'],
    ['unlisted.json', 'report.hostileBundle'],
  ])('is refused with a part named %s', (name, code) => {
    const index = text(JSON.stringify({ format: 'airdock-report', version: 1, ...about, parts: [] }));
    expect(codeOf(zipSync({ 'bundle.json': index, [name]: text('x') }))).toBe(code);
  });

  it('is refused unread where it would unpack to more than there is room for', () => {
    const bomb = zipSync({ 'bundle.json': new Uint8Array(5 * 1024 * 1024) });
    expect(bomb.length).toBeLessThan(20_000);
    expect(codeOf(bomb)).toBe('report.hostileBundle');
  });

  it('is refused where its sizes lie', () => {
    const bomb = Buffer.from(zipSync({ 'bundle.json': new Uint8Array(5 * 1024 * 1024) }));
    const central = bomb.indexOf(Buffer.from('504b0102', 'hex'));
    bomb.writeUInt32LE(100, central + 24);
    expect(codeOf(bomb)).toMatch(/^report\.(damagedBundle|notABundle)$/);
  });

  it('has rows that are rows, in order', () => {
    const row = (seq: number) =>
      JSON.stringify({ kind: 'appEvent', event: 'x', params: {}, seq, wallMs: 1, monoMs: 1 });
    expect([...linesToRows(text(`${row(1)}\n${row(9)}\n`), 'm')].flat()).toHaveLength(2);
    expect(() => [...linesToRows(text(`${row(2)}\n${row(1)}\n`), 'm')]).toThrow('report.damagedBundle');
    expect(() => [...linesToRows(text('{"kind":"x"}\n'), 'm')]).toThrow('report.damagedBundle');
    expect(() => [...linesToRows(text('x'.repeat(2_000_000)), 'm')]).toThrow('report.hostileBundle');
  });
});
