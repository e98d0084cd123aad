/** What came to the OTA server and why it was answered so; whom it knows, bans and releases. */
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

const imei = '862061048023666';

test('a request is there at once, with its raw bytes and the reason for its answer', async ({ page }) => {
  await openServer(page, 'requests');
  await expect(page.getByText('The server is off')).toBeVisible();
  const port = await startServer(page);
  await expect(page.getByTestId('reach')).toBeVisible();
  await openServer(page, 'requests');
  const said = await sendRaw(
    port,
    `GET /api/site/firmware_upgrade?project_key=KEY&imei=${imei}&firmware_name=\xc1\xff&version=1.0.0 HTTP/1.1\n\n`,
  );
  expect(said).toContain('"code": 25');
  await page.getByTestId('request').click();
  await expect(page.getByTestId('request-verdict')).toContainText('25');
  await expect(page.getByTestId('rule-project')).toHaveAttribute('data-outcome', 'fail');
  await expect(page.getByTestId('rule-project')).toContainText('no campaign');
  // Odd bytes stay what they were.
  await expect(page.getByTestId('request-raw')).toContainText('firmware_name=\\xc1\\xff');
  await expect(page.getByTestId('request-answer')).toContainText('400 Bad Request');
  await expect(page.getByTestId('request-answer')).toContainText('"code": 25');
  await look(page, 'requests');
  // Another one comes in by itself; the filter finds the first.
  await sendRaw(port, 'GET /f/nothing/x.bin HTTP/1.1\r\nHost: x\r\n\r\n');
  await expect(page.getByTestId('request')).toHaveCount(2);
  await page.getByTestId('requests-search').fill(imei);
  await expect(page.getByTestId('request')).toHaveCount(1);
  await page.getByTestId('requests-earlier').click();
  await expect(page.getByTestId('request')).toHaveCount(1);
});

test('the list is walked by the keyboard alone', async ({ page }) => {
  const port = await startServer(page);
  await sendRaw(port, libfota2(imei, '1.0.0'));
  await sendRaw(port, libfota2('862061048023674', '1.0.0'));
  await openServer(page, 'requests');
  await expect(page.getByTestId('request')).toHaveCount(2);
  await page.getByTestId('requests').focus();
  await page.keyboard.press('ArrowUp');
  await expect(page.getByTestId('request-detail')).toContainText('862061048023674');
  await page.keyboard.press('ArrowUp');
  await expect(page.getByTestId('request-detail')).toContainText(imei);
  await expect(page.getByTestId('requests')).toBeFocused();
});

test('a dry run explains a pasted URL and serves nothing', async ({ page }) => {
  await openServer(page, 'requests');
  await page.getByTestId('requests-dry').click();
  const text = page.getByTestId('dry-text');
  await text.fill(`http://iot.example.com/api/site/firmware_upgrade?imei=${imei}&version=1.0.0`);
  await page.getByTestId('dry-run').click();
  await expect(page.getByTestId('dry-answer')).toContainText('25');
  await expect(page.getByTestId('rules-not-reached')).toContainText('Loop');
  await look(page, 'dry-run');
  await text.fill('what is this');
  await page.getByTestId('dry-run').click();
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.getByTestId('dry-answer')).toHaveCount(0);
  await page.getByTestId('requests-live').click();
  await expect(page.getByText('No request yet')).toBeVisible();
});

test('a module is banned, refused with the reason, and released', async ({ page }) => {
  await buildDemoPackage(page);
  const port = await startServer(page);
  await createCampaign(page, 'Meters', null);
  expect(await sendRaw(port, libfota2(imei, '1.0.0'))).toContain('200 OK');
  await openServer(page, 'modules');
  await page.getByTestId('module').click();
  const detail = page.getByTestId('module-detail');
  await expect(page.getByTestId('loops')).toContainText('1 / 6');
  await expect(page.getByTestId('loops')).toContainText('1 / 10');
  await expect(page.getByTestId('offers')).toContainText('waiting');
  await look(page, 'module');
  await page.getByTestId('ban').click();
  await page.getByTestId('ban-note').fill('back at the factory');
  await page.getByTestId('ban-yes').click();
  await expect(page.getByTestId('ban-state')).toContainText('back at the factory');
  expect(await sendRaw(port, libfota2(imei, '1.0.0'))).toContain('"code": 21');
  await detail.getByRole('button', { name: 'Its requests' }).click();
  await expect(page.getByTestId('requests-search')).toHaveValue(imei);
  await page.getByTestId('request').last().click();
  await expect(page.getByTestId('rule-ban')).toContainText('back at the factory');
  await page.getByTestId('request-detail').getByRole('button', { name: 'Module' }).click();
  await page.getByTestId('release').click();
  await expect(page.getByTestId('ban')).toBeVisible();
  await expect(page.getByTestId('loops')).toContainText('No download');
  expect(await sendRaw(port, libfota2(imei, '1.0.0'))).toContain('200 OK');
  // Only its next report proves the upgrade.
  await sendRaw(port, libfota2(imei, '1.0.3'));
  await expect(page.getByTestId('offers')).toContainText('succeeded');
});

test('a module can be banned before it ever asks, and is found by its beginning', async ({ page }) => {
  await openServer(page, 'modules');
  await page.getByRole('button', { name: 'Ban a module' }).click();
  await page.getByTestId('ban-id').fill('A0:B1:C2:D3');
  await page.getByTestId('ban-yes').click();
  await expect(page.getByTestId('ban-state')).toBeVisible();
  await page.getByTestId('modules-search').fill('86');
  await expect(page.getByText('No module begins like this.')).toBeVisible();
  await page.getByTestId('modules-search').fill('A0');
  await expect(page.getByTestId('module')).toHaveCount(1);
});
