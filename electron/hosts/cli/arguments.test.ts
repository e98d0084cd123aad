import { describe, expect, it } from 'vitest';
import { choice, flag, integer, parseVerbArguments, text, texts } from './arguments.ts';
import { UsageError } from './usage.ts';

const specs = {
  out: { type: 'string', short: 'o' },
  force: { type: 'boolean' },
  port: { type: 'string' },
} as const;
const parse = (...words: string[]) => parseVerbArguments(words, specs, [1, 2]);

describe('words of a verb', () => {
  it('are positionals and options in any order', () => {
    const args = parse('OLD', '-o', 'x.bin', 'NEW', '--force');
    expect(args.positionals).toEqual(['OLD', 'NEW']);
    expect(text(args, 'out')).toBe('x.bin');
    expect(flag(args, 'force')).toBe(true);
    expect(flag(args, 'json')).toBe(false);
  });

  it('may be a dash that stands for nothing', () => {
    expect(parse('-', 'NEW').positionals).toEqual(['-', 'NEW']);
  });

  it.each([
    [['--nonsense', 'OLD'], 'badOption'],
    [['OLD', '--out'], 'badOption'],
    [['OLD', '--force=1'], 'badOption'],
    [[], 'tooFew'],
    [['A', 'B', 'C'], 'tooMany'],
  ])('that do not fit are refused: %j', (words, key) => {
    expect(() => parse(...words)).toThrow(expect.objectContaining({ name: 'UsageError', key }));
  });

  it('name only the word in question, not the English sentence about it', () => {
    for (const [words, reason] of [
      [['--nonsense', 'OLD'], '--nonsense'],
      [['OLD', '--out'], '-o, --out <value>'],
    ] as const) {
      expect(() => parse(...words)).toThrow(expect.objectContaining({ params: { reason } }));
    }
  });

  it('need no positionals when help is asked for', () => {
    expect(parse('--help').options['help']).toBe(true);
  });
});

describe('values of options', () => {
  it('are whole numbers within their range or refused with it', () => {
    expect(integer(parse('A', '--port', '8080'), 'port', 0, 65_535)).toBe(8080);
    expect(integer(parse('A'), 'port', 0, 65_535)).toBeUndefined();
    for (const value of ['-1', '65536', '80.5', 'http', '']) {
      expect(() => integer(parse('A', `--port=${value}`), 'port', 0, 65_535), value).toThrow(UsageError);
    }
  });

  it('are one of the allowed words', () => {
    expect(choice(parse('A', '--port', 'serial'), 'port', ['http', 'serial'], 'http')).toBe('serial');
    expect(choice(parse('A'), 'port', ['http', 'serial'], 'http')).toBe('http');
    expect(() => choice(parse('A', '--port', 'usb'), 'port', ['http', 'serial'], 'http')).toThrow(
      expect.objectContaining({
        key: 'badChoice',
        params: { name: 'port', value: 'usb', allowed: 'http, serial' },
      }),
    );
  });
});

describe('an option that may be given more than once', () => {
  const many = { file: { type: 'string', multiple: true } } as const;

  it('keeps every value in order', () => {
    expect(texts(parseVerbArguments(['--file', 'a', '--file', 'b'], many, [0, 0]), 'file')).toEqual([
      'a',
      'b',
    ]);
  });

  it('is empty where it was not given', () => {
    expect(texts(parseVerbArguments([], many, [0, 0]), 'file')).toEqual([]);
  });
});
