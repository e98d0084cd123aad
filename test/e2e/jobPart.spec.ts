/** A job without a page of its own is shown by its part of the record. */
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { cli, demoNew, demoOld, type LocalHost, startLocalHost, temporaryHome } from '../support/airdock.ts';

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

test('a check from the command line opens at its own part of the record', async ({ page }) => {
  test.setTimeout(120_000);
  const packed = join(home.path, 'a.bin');
  const built = await cli(['delta', demoOld, demoNew, '-o', packed], home.path);
  expect(built.code, built.stderr).toBe(0);
  expect((await cli(['verify', demoOld, demoNew, packed], home.path)).code).toBe(0);
  await page.goto(host.url);
  await page.getByTestId('lang-en').click();
  // A build has its own page, so of the whole record only the check's rows are left here.
  await page.getByRole('button', { name: /^Check package/ }).click();
  await expect(page).toHaveURL(/#\/timeline\/[^?]+/);
  await expect(page.getByText('The package rebuilds the new firmware').first()).toBeVisible();
  await expect(page.getByRole('combobox')).toContainText('Check package');
});
