/** Somebody else's package into the library, by the window: proved first, for a reason where an image stays behind. */
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { cli, demoNew, demoOld, type LocalHost, startLocalHost, temporaryHome } from '../support/airdock.ts';
import { corpusPath, hasCorpus } from '../support/corpus.ts';
import { choose, expectOneLanguage, shoot } from '../support/pages.ts';

let home: ReturnType<typeof temporaryHome>;
let maker: ReturnType<typeof temporaryHome>;
let host: LocalHost;
test.beforeEach(async () => {
  home = temporaryHome();
  // Where the package comes from is another computer.
  maker = temporaryHome();
  host = await startLocalHost(home.path);
});
test.afterEach(async () => {
  await host.stop('SIGKILL');
  home.remove();
  maker.remove();
});

async function give(page: Page, testId: string, path: string): Promise<void> {
  await page.getByTestId(testId).locator('input[type=file]').setInputFiles(path);
  await expect(page.getByTestId(`${testId}-chosen`)).toBeVisible();
}

async function openForm(page: Page): Promise<void> {
  await page.goto(host.url);
  await choose(page, 'en');
  await page.getByTestId('nav-packages').click();
  await page.getByTestId('add-package').click();
  await expect(page.getByTestId('add-start')).toBeDisabled();
}

test('a package made elsewhere is proved against its firmwares and then shown', async ({ page }) => {
  test.setTimeout(120_000);
  const packed = join(maker.path, 'theirs.bin');
  expect((await cli(['delta', demoOld, demoNew, '-o', packed], maker.path)).code).toBe(0);
  await openForm(page);
  await give(page, 'add-file', packed);
  await give(page, 'add-old', demoNew);
  await give(page, 'add-new', demoNew);
  await page.getByTestId('add-start').click();
  await expect(page.getByRole('alert')).toContainText('not made for this old firmware', { timeout: 60_000 });
  await expect(page.getByTestId('add-reason')).toHaveCount(0);
  await shoot(page, 'en-add-package');
  await expectOneLanguage(page, 'en');
  await page.getByTestId('add-old-chosen').getByRole('button').click();
  await give(page, 'add-old', demoOld);
  await page.getByTestId('add-start').click();
  await expect(page.getByTestId('add-start')).toHaveCount(0, { timeout: 60_000 });
  await expect(page.getByTestId('package-inspect')).toBeVisible();
  await page.getByTestId('add-package').click();
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('add-start')).toHaveCount(0);
  await choose(page, 'zh', 'dark');
  await page.getByTestId('add-package').click();
  await shoot(page, 'zh-add-package-dark');
  await expectOneLanguage(page, 'zh');
});

test('a package that leaves an image behind asks for a reason [needs corpus]', async ({ page }) => {
  test.skip(!hasCorpus, 'AIRDOCK_CORPUS is not there');
  test.setTimeout(120_000);
  const real = (name: string) => corpusPath(`luat/uis8910/${name}`);
  await openForm(page);
  await give(page, 'add-file', real('fota_20210203_to_20210514.pack'));
  await give(page, 'add-old', real('CSDK_RDA8910_TMP_20210203.pac'));
  await give(page, 'add-new', real('CSDK_RDA8910_20210514.pac'));
  await page.getByTestId('add-start').click();
  await page.getByTestId('add-reason').fill('the modem stays as it is', { timeout: 60_000 });
  await shoot(page, 'en-add-package-reason');
  await page.getByTestId('add-start').click();
  await expect(page.getByTestId('package-inspect')).toBeVisible({ timeout: 60_000 });
});
