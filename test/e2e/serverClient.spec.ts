/** Requests as modules send them, to the own server; OneNET's plans, steps and tokens; a script. */
import { expect, type Page, test } from '@playwright/test';
import { type LocalHost, startLocalHost, temporaryHome } from '../support/airdock.ts';
import { buildDemoPackage, look, openServer, startServer } from '../support/otaPages.ts';
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

async function fill(page: Page, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [field, value] of Object.entries(values))
    await page.getByTestId(`client-field-${field}`).fill(value);
}

async function chooseForm(page: Page, id: string): Promise<void> {
  await page.getByTestId('client-form').click();
  await page.getByRole('option', { name: new RegExp(`^${id}\\b`) }).click();
}

test("a support desk sends the customer's request and is told what the answer means", async ({ page }) => {
  await startServer(page);
  await openServer(page, 'client');
  await expect(page.getByTestId('client-go')).toBeDisabled();
  await fill(page, { key: 'KEY', imei: '862061048023666', firmware: 'METER_A', version: '1.0.0' });
  await look(page, 'client');
  await page.getByTestId('client-go').click();
  const answer = page.getByTestId('client-answer');
  await expect(answer).toContainText('400 Bad Request');
  await expect(page.getByTestId('findings')).toContainText('25');
  await expect(page.getByTestId('client-raw')).toContainText(
    'GET /api/site/firmware_upgrade?imei=862061048023666',
  );
  // What was sent here has come in there.
  await openServer(page, 'requests');
  await expect(page.getByTestId('request')).toContainText('862061048023666');
});

test('nobody at home is told in words', async ({ page }) => {
  await openServer(page, 'client');
  await chooseForm(page, 'file');
  await page.getByTestId('client-url').fill('http://127.0.0.1:9/x.bin');
  await page.getByTestId('client-go').click();
  await expect(page.getByRole('alert')).toContainText('127.0.0.1:9');
});

test('a OneNET device asks, reports its steps, and its task says what they mean', async ({ page }) => {
  await buildDemoPackage(page);
  await startServer(page);
  await openServer(page, 'onenet');
  await page.getByTestId('plan-new').click();
  await page.getByTestId('plan-name').fill('Meters');
  await page.getByTestId('plan-package').click();
  await page.getByRole('option').first().click();
  await page.getByTestId('plan-target').fill('1.2');
  await page.getByTestId('plan-sources').fill('1.0');
  await page.getByTestId('plan-save').click();
  await expect(page.getByTestId('plan')).toContainText('1.0');
  await look(page, 'onenet-plan');
  await openServer(page, 'client');
  await chooseForm(page, 'onenetCheck');
  await fill(page, { device: 'meter-1', version: '1.0' });
  await page.getByTestId('client-go').click();
  const task = /ota_\w+/.exec(await page.getByTestId('findings').innerText())?.[0] ?? '';
  expect(task).not.toBe('');
  await chooseForm(page, 'onenetDownload');
  await fill(page, { task });
  await page.getByTestId('client-go').click();
  await expect(page.getByTestId('client-answer')).toContainText('200 OK');
  await chooseForm(page, 'onenetProgress');
  await fill(page, { step: '105' });
  await page.getByTestId('client-go').click();
  await expect(page.getByTestId('client-raw')).toContainText('"step":105');
  await openServer(page, 'onenet');
  await page.getByTestId('onenet-tasks').click();
  await expect(page.getByTestId('tasks')).toContainText('battery low');
  await expect(page.getByTestId('tasks')).toContainText('failed');
  await look(page, 'onenet-tasks');
});

test('a token is made, found good, and found wrong where it is wrong', async ({ page }) => {
  const key = 'ZW1iZWRkZWQtb3RhLXNlcnZlci10ZXN0LWtleS0wMDAx';
  await openServer(page, 'onenet');
  await page.getByTestId('onenet-tokens').click();
  await page.getByTestId('token-res').fill('products/123123');
  await page.getByTestId('token-key').fill(key);
  await page.getByTestId('token-make').click();
  const token = await page.getByTestId('token-made').innerText();
  await page.getByTestId('token-text').fill(token);
  await page.getByTestId('token-check').click();
  await expect(page.getByTestId('token-verdict')).toContainText('give the access key');
  await page.getByTestId('token-check-key').fill(key);
  await page.getByTestId('token-check').click();
  await expect(page.getByTestId('token-verdict')).toContainText('right signature');
  await page.getByTestId('token-text').fill(token.replace('method=sha256', 'method=sha512'));
  await page.getByTestId('token-check').click();
  await expect(page.getByTestId('token-verdict')).toContainText('Field method');
  await look(page, 'onenet-tokens');
  await page.getByTestId('onenet-keys').click();
  await page.getByTestId('key-res').fill('products/123123');
  await page.getByTestId('key-key').fill(key);
  await page.getByTestId('key-add').click();
  await expect(page.getByText(`…${key.slice(-4)}`)).toBeVisible();
  await page.getByTestId('token-enforce').click();
  await expect(page.getByTestId('token-enforce')).toBeChecked();
});

test('a package that the own server serves is verified by its URL, and a script asks for it', async ({
  page,
}) => {
  await buildDemoPackage(page);
  await startServer(page);
  await page.getByTestId('nav-packages').click();
  await page.getByRole('button', { name: 'Publish on server', exact: true }).click();
  await openServer(page, 'overview');
  const url = await page
    .getByRole('table', { name: 'Published packages' })
    .locator('code')
    .first()
    .getAttribute('title');
  await openServer(page, 'client');
  await page.getByTestId('client-publish').click();
  await page.getByTestId('verify-url').fill(url ?? '');
  await page.getByTestId('verify-go').click();
  await expect(page.getByTestId('verify-verdict')).toContainText('Modules can upgrade');
  await look(page, 'verify');
  await page.getByTestId('client-lua').click();
  await page.getByTestId('lua-project').fill('METER');
  await page.getByTestId('lua-make').click();
  await expect(page.getByTestId('lua-script')).toContainText('libfota2');
  await expect(page.getByTestId('lua-script')).toContainText('/upgrade?');
});
