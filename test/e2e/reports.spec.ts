/** Handing over in the window: a customer's log comes in, a bundle leaves and comes back, upgrades are counted and certified. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { cli, type LocalHost, startLocalHost, temporaryHome } from '../support/airdock.ts';
import {
  choose,
  expectOneLanguage,
  type Language,
  next,
  prepareDemoUpgrade,
  shoot,
  verdictOf,
} from '../support/pages.ts';

const logs = resolve(import.meta.dirname, '../fixtures/logs');
const imei = '862991000000018';
let home: ReturnType<typeof temporaryHome>;
let host: LocalHost;
test.beforeEach(async () => {
  home = temporaryHome();
  host = await startLocalHost(home.path);
});
test.afterEach(async () => {
  await host.stop('SIGKILL');
  home.remove();
});

/** The same page in both languages and both themes; the page is left in English. */
async function look(page: Page, name: string): Promise<void> {
  // A notice stays in the language in which it was said, and goes by itself.
  await expect(page.locator('[class*=_toast_]')).toHaveCount(0);
  for (const language of ['zh', 'en'] as const satisfies readonly Language[]) {
    await choose(page, language, 'dark');
    await shoot(page, `${language}-reports-${name}-dark`);
    await choose(page, language);
    await expectOneLanguage(page, language);
    await shoot(page, `${language}-reports-${name}`);
  }
}

async function take(page: Page, file: string | { name: string; mimeType: string; buffer: Buffer }) {
  await page.getByTestId('nav-recordings').focus();
  await page.keyboard.press('Enter');
  await page.getByTestId('recording-file').locator('input[type=file]').setInputFiles(file);
}

test('a log is explained and asked of, leaves as a bundle without identities, comes back and replays', async ({
  page,
}) => {
  await page.goto(host.url);
  await choose(page, 'en');
  await page.getByTestId('nav-recordings').click();
  await look(page, 'empty');
  await take(page, { name: 'x.txt', mimeType: '', buffer: readFileSync(process.execPath).subarray(0, 4096) });
  await expect(page.getByRole('alert')).toContainText('binary data and no text log');
  await expect(page.getByRole('button', { name: 'Open as a bundle' })).toBeVisible();

  await take(page, join(logs, 'sscom-1-rejected.txt'));
  const facts = page.getByTestId('recording-facts');
  await expect(facts).toContainText('log of SSCOM');
  await expect(facts).toContainText('GB18030');
  const meaning = page.getByTestId('recording-meaning');
  await expect(meaning.locator('[data-testid^=finding-]').first()).toContainText('-1003');
  await look(page, 'recording');
  await meaning
    .getByRole('button', { name: /#\d+ of the recording/ })
    .first()
    .press('Enter');
  await expect(page).toHaveURL(/#\/recordings\/[0-9a-f]{16}\?.*seq=\d+/);
  await expect(page.locator('[data-testid=recording-row][aria-selected=true]')).toBeVisible();

  await page.getByTestId('recording-search').fill('IND: -1003');
  await expect(page.getByTestId('recording-hits')).toHaveText('1 rows found');
  await page.getByTestId('recording-rows').focus();
  await page.keyboard.press('Home');
  await expect(page.getByTestId('recorded-chosen')).toContainText('+UPGRADEIND: -1003');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('recording-hits')).toHaveText('');
  await expect(page.locator('[data-testid=recording-row][aria-selected=true]')).toContainText('-1003');

  await page.getByTestId('recording-ask').click();
  await expect(page.getByTestId('conditions')).toContainText('the module refused the package');
  await page.getByTestId('ask-change').click();
  await page.getByRole('option').nth(1).click();
  await shoot(page, 'en-reports-ask');
  await page.getByTestId('ask-start').click();
  await expect(page.getByTestId('port-virtual:1')).toBeVisible();

  await page.getByTestId('nav-reports').click();
  await page.locator('[data-testid^=choose-recording-]').click();
  await page.getByTestId('bundle-preview').click();
  await expect(page.getByTestId('bundle-counts')).toBeVisible();
  await expect(page.getByTestId('bundle-shown')).toContainText(imei);
  await look(page, 'bundle');
  await page.getByTestId('bundle-create').click();
  const download = page.waitForEvent('download');
  await page.getByTestId('bundle-download').click();
  const bundle = join(home.path, 'case.zip');
  await (await download).saveAs(bundle);
  expect((await download).suggestedFilename()).toMatch(/^airdock-report-\d{12}-[0-9a-f]{6}\.zip$/);

  await take(page, bundle);
  await expect(facts).toContainText('Bundle (Airdock');
  await expect(meaning).toContainText('-1003');
  await page.getByTestId('recording-search').fill(imei);
  await expect(page.getByTestId('recording-hits')).toHaveText('0 rows found');
  await page.getByTestId('recording-search').press('Escape');
  await shoot(page, 'en-reports-opened');
  await page.getByTestId('recording-replay').click();
  await page.getByTestId('speed-100').click();
  await page.getByTestId('replay-start').click();
  await expect(page.getByTestId('port-virtual:2')).toBeVisible();

  await page.getByTestId('nav-recordings').click();
  await page.getByRole('button', { name: 'Remove case.zip' }).click();
  await page.getByTestId('recording-remove').click();
  await expect(page.getByTestId('recordings').getByRole('listitem')).toHaveCount(1);
  await shoot(page, 'en-reports-list');
});

test('upgrades are counted with their causes, exported and certified; findings stand beside their timeline', async ({
  page,
  context,
}) => {
  await page.goto(host.url);
  await choose(page, 'en');
  await prepareDemoUpgrade(page, async () => {});
  expect((await cli(['virtual', 'set', 'virtual:1', 'flashWriteFails=true'], home.path)).code).toBe(0);
  await page.getByTestId('upgrade-start').click();
  expect((await verdictOf(page)).outcome).toBe('failed');
  expect((await cli(['virtual', 'set', 'virtual:1', 'flashWriteFails=false'], home.path)).code).toBe(0);
  await page.getByTestId('upgrade-again').click();
  await page.getByTestId('preflight').click();
  await next(page);
  await page.getByTestId('upgrade-start').click();
  expect((await verdictOf(page)).outcome).toBe('succeeded');

  await page.getByTestId('nav-reports').click();
  await page.getByTestId('bundle-sessions').getByText('Upgrade module').first().waitFor();
  await page.locator('[data-testid^=choose-job-]').first().press('Space');
  await page.getByTestId('bundle-preview').press('Enter');
  await expect(page.getByTestId('bundle-shown').getByRole('row', { name: /^IMEI \d+ \d+$/ })).toBeVisible();
  await page.getByRole('tab', { name: 'Upgrades in numbers' }).click();
  await expect(page.getByTestId('upgrade-outcomes')).toContainText('Succeeded 1');
  await expect(page.getByTestId('upgrade-causes').getByRole('listitem')).toHaveCount(1);
  await look(page, 'upgrades');
  const file = page.waitForEvent('download');
  await page.getByTestId('upgrades-csv').click();
  await (await file).saveAs(join(home.path, 'u.csv'));
  expect(readFileSync(join(home.path, 'u.csv'), 'utf8').trim().split('\r\n')).toHaveLength(3);

  await page.locator('[data-testid^=certify-]').first().click();
  await page.getByTestId('certificate-operator').fill('Li Lei <1>');
  await shoot(page, 'en-reports-certificate');
  const opened = context.waitForEvent('page');
  await page.getByTestId('certificate-open').click();
  const certificate = await opened;
  await expect(certificate.getByRole('heading', { level: 1 })).toHaveText('Certificate of a module upgrade');
  await expect(certificate.locator('body')).toContainText('Li Lei <1>');
  await shoot(certificate, 'en-reports-printed');
  await page.getByRole('button', { name: 'Close' }).first().click();

  await page.getByTestId('nav-timeline').click();
  await page.getByRole('combobox').click();
  await page
    .getByRole('option', { name: /Upgrade module/ })
    .last()
    .click();
  await expect(page.getByTestId('job-findings')).toBeVisible();
  await look(page, 'timeline');
  await page.getByTestId('nav-settings').click();
  await page.getByTestId('keep-age').click();
  await page.getByRole('option', { name: '30 days', exact: true }).click();
  await page.getByTestId('keep-save').click();
  await page.getByTestId('keep-less').click();
  await expect(page.getByTestId('keep-save')).toBeDisabled();
  await expect(page.getByTestId('keep-age')).toHaveText('30 days');
  await shoot(page, 'en-reports-retention');
});
