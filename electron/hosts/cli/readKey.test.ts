import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { readKey } from './readKey.ts';

const options = (key: string | undefined) => ({ positionals: [], options: { key } });

it('a key is the word that was given', async () => {
  expect(await readKey(options('abc'), Readable.from([]))).toBe('abc');
  expect(await readKey(options(undefined), Readable.from([]))).toBeUndefined();
});

it('a key comes from standard input for a hyphen, without the end of the line', async () => {
  expect(await readKey(options('-'), Readable.from(['ab', 'c\r\n']))).toBe('abc');
});
