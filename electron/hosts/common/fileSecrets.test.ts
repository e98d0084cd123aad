import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFileSecrets } from './fileSecrets.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'airdock-secrets-'));
  path = join(folder, 'secrets.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('secrets in a file', () => {
  test('come back after a restart and are gone after their removal', async () => {
    await createFileSecrets(path).set('project:1', 'k3y');
    const again = createFileSecrets(path);
    expect(await again.get('project:1')).toBe('k3y');
    await again.remove('project:1');
    expect(await again.get('project:1')).toBeNull();
  });

  test('changes at the same time are all kept', async () => {
    const secrets = createFileSecrets(path);
    await Promise.all(Array.from({ length: 20 }, (_, i) => secrets.set(`${i}`, `${i}`)));
    expect(await Promise.all(Array.from({ length: 20 }, (_, i) => secrets.get(`${i}`)))).toEqual(
      Array.from({ length: 20 }, (_, i) => `${i}`),
    );
  });

  test('names are data, not properties', async () => {
    const secrets = createFileSecrets(path);
    expect(await secrets.get('constructor')).toBeNull();
    await secrets.set('toString', 'x');
    expect(await createFileSecrets(path).get('toString')).toBe('x');
  });

  test.skipIf(process.platform === 'win32')('nobody but the owner can read the file', async () => {
    await createFileSecrets(path).set('a', 'b');
    expect(statSync(path).mode & 0o077).toBe(0);
  });

  test('a damaged file is left as it is, and its text is not in the error', async () => {
    writeFileSync(path, '{"a":"s3cret');
    const secrets = createFileSecrets(path);
    expect(await secrets.get('a')).toBeNull();
    const error = await secrets.set('b', 'c').then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ code: 'file.notReadable', params: { reason: 'damaged' } });
    expect(String(error)).not.toContain('s3cret');
    expect(readFileSync(path, 'utf8')).toBe('{"a":"s3cret');
  });
});
