/**
 * The real Electron program, attacked from inside its own window. Runs where there is an Electron binary, a build and a screen;
 * elsewhere it is skipped by name, and the same decisions are tested at the handlers (electron/hosts/desktop/*.test.ts).
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

/** Path of the binary that the `electron` package has fetched, if it has. */
function electronBinary(): string | undefined {
  const name = join(root, 'node_modules/electron/path.txt');
  if (!existsSync(name)) return undefined;
  const path = join(root, 'node_modules/electron/dist', readFileSync(name, 'utf8').trim());
  return existsSync(path) ? path : undefined;
}

const binary = electronBinary();
const needs = [
  binary === undefined ? 'an Electron binary (AIRDOCK_RETRY_ELECTRON=1 npm start fetches it)' : '',
  existsSync(join(root, 'out/main/index.js')) ? '' : 'a build (npm run build)',
  process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']
    ? 'a screen (xvfb-run npm test)'
    : '',
].filter((need) => need !== '');

describe.skipIf(needs.length > 0)(`the desktop program [needs ${needs.join(', ') || 'nothing more'}]`, () => {
  let home: string;
  let program: ElectronApplication;
  let page: Page;

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'airdock-desktop-'));
    program = await _electron.launch({
      ...(binary === undefined ? {} : { executablePath: binary }),
      // A container's root user cannot have Chromium's sandbox; everybody else tests with it.
      args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), root],
      env: { ...strings(process.env), AIRDOCK_HOME: home },
    });
    page = await program.firstWindow();
    await page.waitForSelector('#root > *');
  }, 60_000);
  afterAll(async () => {
    await program?.close();
    rmSync(home, { recursive: true, force: true });
  });

  /** Runs in the page; given as text because it has another world's globals. */
  const inPage = <T>(code: string): Promise<T> => page.evaluate<T>(code);

  test('shows its page from its own scheme, connected to the core', async () => {
    expect(page.url()).toBe('app://airdock/');
    await expect.poll(() => page.locator('body').textContent()).toMatch(/已连接|Connected/);
  });

  test('gives the page one frozen object and nothing of Node or Electron', async () => {
    expect(await inPage('[Object.keys(window.airdock), Object.isFrozen(window.airdock)]')).toEqual([
      ['send', 'onMessage'],
      true,
    ]);
    expect(await inPage('[typeof require, typeof process, typeof module, typeof Buffer]')).toEqual(
      Array.from({ length: 4 }, () => 'undefined'),
    );
  });

  test('stays where it is, whatever is tried', async () => {
    for (const url of ['https://example.com/', 'file:///etc/passwd', 'app://evil/', 'data:text/html,x']) {
      await inPage(`void (location.href = ${JSON.stringify(url)})`);
      await new Promise((done) => setTimeout(done, 200));
      expect(page.url(), url).toBe('app://airdock/');
    }
  });

  test('opens no window', async () => {
    expect(await inPage(`window.open('https://example.com/') === null`)).toBe(true);
    expect(program.windows()).toHaveLength(1);
  });

  test('reaches no network', async () => {
    const attempt = (url: string) => `fetch(${JSON.stringify(url)}).then(() => 'reached', () => 'refused')`;
    for (const url of ['https://example.com/', 'http://127.0.0.1/', 'file:///etc/passwd']) {
      expect(await inPage(attempt(url)), url).toBe('refused');
    }
  });

  test('serves nothing outside of its page', async () => {
    for (const path of ['/..%2f..%2fpackage.json', '/%2e%2e%2fmain%2findex.js', '//etc/passwd']) {
      expect(await inPage(`fetch(${JSON.stringify(path)}).then((answer) => answer.status)`), path).toBe(404);
    }
  });

  test('runs no inline script and no eval', async () => {
    expect(
      await inPage(
        `(() => { const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.head.append(s); return window.ran ?? null; })()`,
      ),
    ).toBeNull();
    expect(
      await inPage(`(() => { try { return new Function('return 1')(); } catch { return 'refused'; } })()`),
    ).toBe('refused');
  });

  test('has no permission but to write to the clipboard', async () => {
    const states = await inPage(
      `Promise.all(['camera', 'microphone', 'geolocation', 'notifications', 'midi'].map((name) => navigator.permissions.query({ name }).then((p) => p.state)))`,
    );
    expect(states).toEqual(Array.from({ length: 5 }, () => 'denied'));
  });

  test('comes back whole after a reload', async () => {
    await page.reload();
    await expect.poll(() => page.locator('body').textContent()).toMatch(/已连接|Connected/);
  });

  test('keeps everything in the data folder', () => {
    expect(existsSync(join(home, 'core.lock'))).toBe(true);
    expect(existsSync(join(home, 'chromium'))).toBe(true);
  });
});

function strings(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
