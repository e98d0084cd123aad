/** The log on a live line: a pseudo-terminal through serialport, the list followed, searched, copied and exported in Chromium. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, type Page, test } from '@playwright/test';
import { type LocalHost, startLocalHost, temporaryHome } from '../support/airdock.ts';
import { choose, expectOneLanguage, shoot } from '../support/pages.ts';

test.skip(spawnSync('socat', ['-V']).status !== 0, 'socat is not there; it makes the pseudo-terminal');
test.setTimeout(120_000);

let home: ReturnType<typeof temporaryHome>;
let host: LocalHost;
let line: { readonly path: string; readonly far: Socket; readonly socat: ChildProcess };
test.beforeEach(async () => {
  home = temporaryHome();
  host = await startLocalHost(home.path);
  line = await openLine(home.path);
});
test.afterEach(async () => {
  line.far.destroy();
  line.socat.kill();
  await host.stop('SIGKILL');
  home.remove();
});

/** A serial line: what is written at its far end arrives at the port. */
async function openLine(folder: string) {
  const path = join(folder, 'tty');
  const socket = join(folder, 'far');
  const socat = spawn('socat', [`PTY,link=${path},rawer,mode=600`, `UNIX-LISTEN:${socket}`], {
    stdio: 'ignore',
  });
  while (!existsSync(path) || !existsSync(socket)) await delay(20);
  return { path, socat, far: connect(socket) };
}

/** The port opened in the terminal, and the log beside it. */
async function openLog(page: Page, language: 'zh' | 'en', theme: 'light' | 'dark'): Promise<void> {
  await page.goto(host.url);
  await choose(page, language, theme);
  await page.getByTestId('nav-ports').click();
  await page.getByTestId('add-path').click();
  await page.getByTestId('path').fill(line.path);
  await page.getByTestId('add').click();
  await expect(page.getByTestId(`port-pty:${line.path}`)).toBeVisible();
  await page.getByTestId('nav-terminal').click();
  await page.getByTestId('terminal-port').click();
  await page.getByRole('option').filter({ hasText: line.path }).click();
  await page.getByTestId('terminal-input').fill('hello');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('terminal-link')).toHaveAttribute('data-state', 'open');
  await page.getByTestId('nav-log').click();
  await expect(page.getByTestId('log')).toBeVisible();
}

const list = (page: Page) => page.getByTestId('log');
const rows = (page: Page) => page.getByTestId('log-line');

test('a line without an end, colours, both encodings and bytes are seen; the view freezes while recording goes on', async ({
  page,
}) => {
  await openLog(page, 'zh', 'light');
  line.far.write('I/boot unended');
  await expect(rows(page).filter({ hasText: 'unended' })).toBeVisible();
  line.far.write(', and now\r\nE/fota \u001b[31mmd5 \u6821\u9a8c\u5931\u8d25\u001b[0m\r\n');
  // GB18030 for "already the newest", as older firmware says it.
  line.far.write(
    Buffer.concat([Buffer.from([0xd2, 0xd1, 0xca, 0xc7, 0xd7, 0xee, 0xd0, 0xc2]), Buffer.from('\r\n')]),
  );
  // The terminal takes a silence for the end of a prompt; what comes later is the next line.
  await expect(rows(page).filter({ hasText: ', and now' })).toBeVisible();
  await expect(rows(page).filter({ hasText: '校验失败' })).toHaveAttribute('data-level', 'error');
  await expect(rows(page).filter({ hasText: '已是最新' })).toBeVisible();
  await expect(rows(page).locator('[class*=ink1]')).toHaveText('md5 校验失败');
  await expect(page.getByTestId('log-errors')).toContainText('校验失败');
  await shoot(page, 'log-zh');

  await list(page).focus();
  await page.keyboard.press('Space');
  line.far.write('after the pause\r\n');
  await expect(page.getByTestId('log-paused')).toContainText('1');
  await expect(rows(page).filter({ hasText: 'after the pause' })).toHaveCount(0);
  await page.keyboard.press('Space');
  await expect(rows(page).filter({ hasText: 'after the pause' })).toBeVisible();

  await page.getByTestId('log-hex').click();
  await expect(rows(page).filter({ hasText: '61 66 74 65 72' }).first()).toBeVisible();
  await expectOneLanguage(page, 'zh');
});

test('a stream of 1 MB/s is followed, locked, searched, copied and exported, by keyboard', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openLog(page, 'en', 'dark');
  const sent = await stream(3);
  await expect
    .poll(async () => Number(await page.getByTestId('log-total').getAttribute('data-total')), {
      timeout: 60_000,
    })
    .toBeGreaterThanOrEqual(sent);
  // Followed to the last line.
  await expect(rows(page).filter({ hasText: `tick ${sent - 1} ` })).toBeVisible();
  await shoot(page, 'log-stream-en');

  // Locked by a key, and what comes is counted.
  await list(page).focus();
  await page.keyboard.press('PageUp');
  const first = await rows(page).first().getAttribute('data-index');
  line.far.write('one more\r\n');
  await expect(page.getByTestId('log-follow')).toContainText('1');
  expect(await rows(page).first().getAttribute('data-index')).toBe(first);
  await page.getByTestId('log-follow').click();
  await expect(rows(page).filter({ hasText: 'one more' })).toBeVisible();

  // Searched in the whole record.
  await list(page).focus();
  await page.keyboard.press('Control+f');
  await page.keyboard.type('needle');
  await expect(page.getByTestId('log-hits')).toHaveAttribute('data-count', '3', { timeout: 30_000 });
  await page.keyboard.press('Enter');
  await expect(page.locator('mark').filter({ hasText: 'needle' }).first()).toBeVisible();
  await expectOneLanguage(page, 'en');

  // Gone to by number.
  await page.keyboard.press('Control+g');
  await page.getByTestId('log-jump-input').fill('100');
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-testid=log-line][data-index="99"]')).toHaveAttribute(
    'aria-selected',
    'true',
  );

  // Copied and exported from the record, not from the screen.
  await list(page).focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+c');
  await expect(page.getByText(/lines copied/)).toBeVisible({ timeout: 30_000 });
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(ticks(copied)).toEqual(Array.from({ length: sent }, (_, at) => at));
  await page.getByTestId('log-export').click();
  const download = page.waitForEvent('download');
  await page.getByTestId('log-export-start').click();
  const exported = readFileSync(await (await download).path(), 'utf8');
  expect(ticks(exported)).toEqual(Array.from({ length: sent }, (_, at) => at));
});

/** Lines at 1 MB/s for some seconds; three of them hold a needle. */
async function stream(seconds: number): Promise<number> {
  const bytesPerSecond = 1_000_000;
  const startMs = performance.now();
  let bytes = 0;
  let count = 0;
  while (bytes < seconds * bytesPerSecond) {
    const due = Math.min(seconds, (performance.now() - startMs) / 1000) * bytesPerSecond;
    const lines: string[] = [];
    for (; bytes < due; count++) {
      const text = `I/app tick ${count} ${[5, 500, 5000].includes(count) ? 'needle' : 'hay'} ${'x'.repeat(60)}\r\n`;
      bytes += text.length;
      lines.push(text);
    }
    if (!line.far.write(lines.join(''))) await new Promise((resolve) => line.far.once('drain', resolve));
    await delay(5);
  }
  return count;
}

function ticks(text: string): number[] {
  return [...text.matchAll(/tick (\d+) /g)].map((match) => Number(match[1]));
}
