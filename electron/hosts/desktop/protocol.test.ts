import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Session } from 'electron';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { StubSession, schemes } from './testing/electronStub.ts';

vi.mock('electron', () => import('./testing/electronStub.ts'));
const { registerAppScheme, servePage } = await import('./protocol.ts');

let base: string;
let ask: (url: string, method?: string) => Promise<Response>;

beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'airdock-protocol-'));
  mkdirSync(join(base, 'renderer', 'assets'), { recursive: true });
  writeFileSync(join(base, 'renderer', 'index.html'), '<!doctype html>page');
  writeFileSync(join(base, 'renderer', 'assets', 'a.js'), 'run()');
  writeFileSync(join(base, 'secret.js'), 'secret');
  const session = new StubSession();
  servePage(session as unknown as Session, join(base, 'renderer'));
  const handler =
    session.handler<(request: { url: string; method: string }) => Promise<Response>>('protocol app');
  // Not a Request: its constructor tidies the URL up, and the handler must not rely on that.
  ask = (url, method = 'GET') => handler({ url, method });
});
afterAll(() => rmSync(base, { recursive: true }));

describe('the scheme', () => {
  test('is standard and secure and has no more rights than it needs', () => {
    registerAppScheme();
    expect(schemes).toEqual([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
    ]);
  });
});

describe('app://airdock', () => {
  test('serves the page with its policy', async () => {
    const response = await ask('app://airdock/');
    expect([response.status, await response.text()]).toEqual([200, '<!doctype html>page']);
    expect(response.headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'",
    );
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('serves its files by type, with or without a query', async () => {
    const response = await ask('app://airdock/assets/a.js?v=1#x');
    expect([response.status, await response.text()]).toEqual([200, 'run()']);
    expect(response.headers.get('content-type')).toContain('text/javascript');
  });

  test('serves files from inside of an archive-like folder only by GET', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'HEAD']) {
      expect((await ask('app://airdock/', method)).status, method).toBe(405);
    }
  });

  const escaping = [
    'app://airdock/../../etc/passwd',
    'app://airdock/../secret.js',
    'app://airdock/%2e%2e/secret.js',
    'app://airdock/%2e%2e%2fsecret.js',
    'app://airdock/..%2fsecret.js',
    'app://airdock/..%5csecret.js',
    'app://airdock/assets/..%2f..%2fsecret.js',
    'app://airdock/assets/%252e%252e/secret.js',
    'app://airdock//etc/passwd',
    'app://airdock/%2fetc%2fpasswd',
    'app://airdock/C:%5CWindows%5Cwin.ini',
    'app://airdock/index.html%00.js',
    'app://airdock\\..\\secret.js',
    'app://airdock',
    'app://evil/index.html',
    'app://evilone/index.html',
    'app://airdock.evil/index.html',
    'app://airdock:80/index.html',
    'app://user@airdock/index.html',
    'file:///etc/passwd',
  ];
  for (const url of escaping) {
    test(`${url} is not found, and even that answer carries the policy`, async () => {
      const response = await ask(url);
      expect([response.status, await response.text()]).toEqual([404, '']);
      expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    });
  }
});
