/** Answers that are broken on purpose. */
import { expect, test } from '@playwright/test';
import { type LocalHost, startLocalHost, temporaryHome } from '../support/airdock.ts';
import {
  buildDemoPackage,
  createCampaign,
  libfota2,
  look,
  openServer,
  sendRaw,
  startServer,
} from '../support/otaPages.ts';
import { choose } from '../support/pages.ts';

let home: ReturnType<typeof temporaryHome>;
let host: LocalHost;
test.beforeEach(async ({ page }) => {
  home = temporaryHome();
  host = await startLocalHost(home.path);
  await page.goto(host.url);
  await choose(page, 'en');
});
test.afterEach(async () => {
  await host.stop('SIGKILL');
  home.remove();
});

const first = '862061048023666';
const other = '862061048023674';

test('a fault is shown on every page until one click clears it', async ({ page }) => {
  await buildDemoPackage(page);
  const port = await startServer(page);
  await createCampaign(page, 'Meters', null);
  await openServer(page, 'faults');
  await page.getByTestId('fault-status').click();
  await page.getByTestId('fault-value').fill('302');
  await expect(page.getByTestId('fault-set')).toBeDisabled();
  await page.getByTestId('fault-value').fill('503');
  await page.getByTestId('fault-device').fill(first);
  await page.getByTestId('fault-set').click();
  await expect(page.getByTestId('fault')).toContainText(first);
  await look(page, 'faults');
  expect(await sendRaw(port, libfota2(other, '1.0.0'))).toContain('200 OK');
  expect(await sendRaw(port, libfota2(first, '1.0.0'))).toContain('503');
  await expect(page.getByTestId('fault')).toContainText('Broke 1 of 1');
  await page.getByTestId('nav-home').click();
  await expect(page.getByTestId('faults-banner')).toContainText('Error status');
  await page.getByTestId('faults-clear-all').click();
  await expect(page.getByTestId('faults-banner')).toHaveCount(0);
  expect(await sendRaw(port, libfota2(first, '1.0.0'))).toContain('200 OK');
});
