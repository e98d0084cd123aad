import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readPageFile, relativePagePath } from './pageFiles.ts';

let base: string;
let page: string;

beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'airdock-page-'));
  page = join(base, 'page');
  mkdirSync(join(page, 'assets'), { recursive: true });
  writeFileSync(join(page, 'index.html'), '<!doctype html>');
  writeFileSync(join(page, 'assets', 'main-a_B-1.js'), 'run()');
  writeFileSync(join(page, 'assets', 'main.js.map'), '{}');
  writeFileSync(join(base, 'secret.txt'), 'secret');
  mkdirSync(join(base, 'page-2'));
  writeFileSync(join(base, 'page-2', 'near.txt'), 'secret');
  symlinkSync(join(base, 'secret.txt'), join(page, 'link.txt'));
});
afterAll(() => rmSync(base, { recursive: true }));

describe('a file of the page', () => {
  test('is found by its path, with its type', async () => {
    const script = await readPageFile(page, '/assets/main-a_B-1.js');
    expect(script?.contentType).toBe('text/javascript; charset=utf-8');
    expect(Buffer.from(script?.bytes ?? []).toString()).toBe('run()');
  });

  test('is index.html for the root', async () => {
    expect((await readPageFile(page, '/'))?.contentType).toContain('text/html');
  });

  test('is not a folder, a source map, or a file that is not there', async () => {
    for (const path of ['/assets', '/assets/', '/assets/main.js.map', '/none.js']) {
      expect(await readPageFile(page, path), path).toBeNull();
    }
  });

  test('is not what a link points to outside of the folder', async () => {
    expect(await readPageFile(page, '/link.txt')).toBeNull();
  });
});

describe('a path that escapes', () => {
  const escaping = [
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/%2e%2e%2fsecret.txt',
    '/assets/../../secret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/..%5csecret.txt',
    '/..\\secret.txt',
    '/%252e%252e/secret.txt',
    '/../page-2/near.txt',
    '//etc/passwd',
    '/%2fetc/passwd',
    '/C:/Windows/win.ini',
    '/C%3A%5CWindows%5Cwin.ini',
    '/index.html%00.js',
    '/index.html::$DATA',
    '/assets./main-a_B-1.js',
    '/%',
    '/%ff',
    'index.html',
    '',
    '/.',
    '/..',
    '/\u{2024}\u{2024}/secret.txt',
  ];
  for (const path of escaping) {
    test(`${JSON.stringify(path)} names nothing`, async () => {
      expect(relativePagePath(path)).toBeNull();
      expect(await readPageFile(page, path)).toBeNull();
    });
  }
});
