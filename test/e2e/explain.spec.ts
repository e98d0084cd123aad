/** Pasting what a support desk is sent, in the window and on the command line. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { cli, type LocalHost, startLocalHost, temporaryHome } from '../support/airdock.ts';
import {
  choose,
  expectOneLanguage,
  type Language,
  prepareDemoUpgrade,
  shoot,
  verdictOf,
} from '../support/pages.ts';

let home: ReturnType<typeof temporaryHome>;
test.beforeEach(() => {
  home = temporaryHome();
});
test.afterEach(() => home.remove());

const languages = ['zh', 'en'] as const satisfies readonly Language[];
const log = [
  '[2026-11-20 10:00:00.000] TX: AT+UPGRADE',
  '[2026-11-20 10:00:00.004] RX: OK',
  '[2026-11-20 10:00:03.100] RX: +UPGRADEIND: -1003',
  '[2026-11-20 10:00:04.000] TX: AT+UPGRADE?',
  '[2026-11-20 10:00:04.010] RX: +UPGRADE: 2,-1003,200,43',
  '[2026-11-20 10:00:04.011] RX: OK',
].join('\r\n');

/** The same page in both languages and both themes. */
async function look(page: Page, name: string): Promise<void> {
  for (const language of languages) {
    await choose(page, language, 'dark');
    await shoot(page, `${language}-explain-${name}-dark`);
    await choose(page, language);
    await expectOneLanguage(page, language);
    await shoot(page, `${language}-explain-${name}`);
  }
}

test.describe('in the window', () => {
  let host: LocalHost;
  test.beforeEach(async () => {
    host = await startLocalHost(home.path);
  });
  test.afterEach(() => host.stop('SIGKILL'));

  test('a pasted code, log and noise are explained, with keys alone', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto(host.url);
    await choose(page, 'en');
    await page.getByTestId('nav-explain').focus();
    await page.keyboard.press('Enter');
    await look(page, 'empty');
    const box = page.getByTestId('explain-text');
    const ask = async (text: string): Promise<void> => {
      await box.fill(text);
      await box.press('Control+Enter');
    };

    await ask('27');
    await expect(page.getByTestId('reading-luatCloud')).toBeVisible();
    await expect(page.getByTestId('reading-luatShifted')).toBeVisible();
    await look(page, 'code');

    await choose(page, 'en');
    await ask(log);
    await expect(page.getByTestId('finding-cloudCode')).toContainText('Symptom 16');
    await expect(page.getByTestId('finding-cloudCode')).toContainText('Line 5');
    await look(page, 'log');

    await choose(page, 'en');
    await page.getByTestId('explain-copy-all').focus();
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('explain-copy-all')).toHaveText('Copied');
    expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(
      /code 43 \(Symptom 16\)\n[\s\S]*5: \+UPGRADE: 2,-1003,200,43/,
    );

    await ask('{"code": 27, "msg": "server words"}');
    await expect(page.getByTestId('server-text')).toContainText('server words');
    await ask('all is well');
    await expect(page.getByTestId('explain-findings')).toContainText('Nothing is known of this');
    await look(page, 'nothing');
  });

  test('an upgrade that failed shows what its rows mean, and leads to them', async ({ page }) => {
    await page.goto(host.url);
    await choose(page, 'en');
    await prepareDemoUpgrade(page, async () => {});
    const set = await cli(['virtual', 'set', 'virtual:1', 'flashWriteFails=true'], home.path);
    expect(set.code).toBe(0);
    await page.getByTestId('upgrade-start').click();
    expect((await verdictOf(page)).outcome).toBe('failed');
    const finding = page.getByTestId('job-findings').getByTestId('finding-flashWrite');
    await expect(finding).toContainText('Symptom 20');
    await finding.scrollIntoViewIfNeeded();
    await look(page, 'job');
    await finding.getByRole('button', { name: /#\d+/ }).first().press('Enter');
    await expect(page).toHaveURL(/#\/timeline\?.*seq=\d+/);
  });
});

test('explain says on the command line what a text, a file and nothing mean', async () => {
  const file = join(home.path, '客户.log');
  writeFileSync(file, log);
  const asked = async (words: readonly string[]) => {
    const { code, stdout } = await cli(['explain', '--json', ...words], home.path);
    const ids = code === 2 ? [] : JSON.parse(stdout).findings.map(({ id }: { readonly id: string }) => id);
    return { code, ids };
  };
  expect(await asked(['27'])).toEqual({ code: 0, ids: ['bareCode'] });
  expect(await asked(['--', '-1003'])).toEqual({ code: 0, ids: ['bareCode'] });
  expect(await asked(['+CME', 'ERROR:', '1005'])).toEqual({ code: 0, ids: ['flashWrite'] });
  expect(await asked([file])).toEqual({ code: 0, ids: ['cloudCode'] });
  expect(await asked(['all is well'])).toEqual({ code: 1, ids: [] });
  expect(await asked(['--job', 'nobody'])).toEqual({ code: 1, ids: [] });
  expect((await asked([])).code).toBe(2);
  const { stdout } = await cli(['explain', 'HTTPEND,702'], home.path);
  expect(stdout).toContain('Try again later');
});
