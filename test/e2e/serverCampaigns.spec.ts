/** Campaigns: a canary group, batches, lists, and what steers them. */
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

test('the canary group alone gets the package, and its success opens the next batch', async ({ page }) => {
  await buildDemoPackage(page);
  const port = await startServer(page);
  await createCampaign(page, 'Meters', first);
  await expect(page.getByTestId('campaign-stage')).toContainText('Canary group');
  await look(page, 'campaign');
  expect(await sendRaw(port, libfota2(other, '1.0.0'))).toContain('"code": 27');
  expect(await sendRaw(port, libfota2(first, '1.0.0'))).toContain('200 OK');
  await expect(page.getByTestId('count-waiting')).toContainText('1');
  // Its next report is the proof, and the sample is one.
  await sendRaw(port, libfota2(first, '1.0.3'));
  await expect(page.getByTestId('count-succeeded')).toContainText('1');
  await expect(page.getByTestId('campaign-stage')).toContainText('Batch 1 of 2');
  await openServer(page, 'requests');
  await page.getByTestId('requests-search').fill(other);
  await page.getByTestId('request').click();
  await expect(page.getByTestId('rule-audience')).toContainText('Not its turn');
  await openServer(page, 'campaigns');
  await page.getByTestId('campaign-nextStage').click();
  await expect(page.getByTestId('campaign-stage')).toContainText('Batch 2 of 2');
  expect(await sendRaw(port, libfota2(other, '1.0.0'))).toContain('200 OK');
});

test('a campaign is paused, resumed, changed, aborted and removed', async ({ page }) => {
  await buildDemoPackage(page);
  const port = await startServer(page);
  await createCampaign(page, 'Meters', null);
  const card = page.getByTestId('campaign');
  await page.getByTestId('campaign-pause').click();
  await expect(card).toContainText('paused');
  expect(await sendRaw(port, libfota2(first, '1.0.0'))).toContain('"code": 27');
  await page.getByTestId('campaign-resume').click();
  await expect(card).toContainText('running');
  await page.getByTestId('campaign-edit').click();
  await page.getByTestId('campaign-deny').fill(`name,imei\npump,${first}\nnot an identity`);
  await expect(page.getByText('Lines without an identity: 3')).toBeVisible();
  await expect(page.getByTestId('campaign-save')).toBeDisabled();
  await page.getByTestId('campaign-deny').fill(`name,imei\npump,${first}`);
  await look(page, 'campaign-editor');
  await page.getByTestId('campaign-save').click();
  await expect(card).toContainText('1 listed');
  expect(await sendRaw(port, libfota2(first, '1.0.0'))).toContain('"code": 27');
  await page.getByTestId('campaign-abort').click();
  await page.getByTestId('campaign-abort-yes').click();
  await expect(card).toContainText('aborted');
  await page.getByTestId('campaign-remove').click();
  await page.getByTestId('campaign-remove-yes').click();
  await expect(page.getByText('No campaign yet')).toBeVisible();
});
