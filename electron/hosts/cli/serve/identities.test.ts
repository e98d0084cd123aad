import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { identities } from './identities.ts';

const folder = mkdtempSync(join(tmpdir(), 'airdock-identities-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const read = (...allow: string[]) =>
  identities({ args: { positionals: [], options: { allow } }, path: (word) => join(folder, word) }, 'allow');

function list(content: string): string {
  writeFileSync(join(folder, 'list'), content);
  return '@list';
}

describe('identities on the command line', () => {
  test('come as words, each once', async () => {
    expect(await read('861111111111111', 'A0B1C2', '861111111111111')).toEqual(['861111111111111', 'A0B1C2']);
  });
  test('come from a list with empty lines, comments and any line end', async () => {
    expect(await read(list('861111111111111\r\n\r\n# spare\r862222222222222\n'))).toEqual([
      '861111111111111',
      '862222222222222',
    ]);
  });
  test('come from the column that a heading names, in the CSV of any country', async () => {
    expect(await read(list('\ufeffsite;IMEI\nnorth;"861111111111111"'))).toEqual(['861111111111111']);
    expect(await read(list('name,mac\na,A0B1C2D3E4F5'))).toEqual(['A0B1C2D3E4F5']);
  });
  test('come from the first column where no heading names one', async () => {
    expect(await read(list('861111111111111\tnorth'))).toEqual(['861111111111111']);
  });
  test('that a spreadsheet rounded are refused with their line', async () => {
    await expect(read(list('imei\n8.61234E+14'))).rejects.toThrow('list:2');
    await expect(read('8,61E+14')).rejects.toThrow('badIdentity');
  });
  test('with a blank or nothing in the named column are refused', async () => {
    await expect(read('86 11')).rejects.toThrow('badIdentity');
    await expect(read(list('site,imei\nnorth'))).rejects.toThrow('list:2');
  });
  test('are not an empty list by mistake', async () => {
    await expect(read(list('imei\n'))).rejects.toThrow('emptyList');
    expect(
      await identities({ args: { positionals: [], options: {} }, path: String }, 'allow'),
    ).toBeUndefined();
  });
});
