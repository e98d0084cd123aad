/** Rules of the OTA server, the key of a saved project, and one module in both its places. */
import { expect, test } from '@playwright/test';
import { type LocalHost, startLocalHost, temporaryHome } from '../support/airdock.ts';
import { buildDemoPackage, libfota2, look, openServer, sendRaw, startServer } from '../support/otaPages.ts';
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

test('the loop ban and the codes of refusals are set by keyboard, and hold from the next request on', async ({
  page,
}) => {
  await openServer(page, 'rules');
  await expect(page.getByTestId('rules')).toBeVisible();
  await look(page, 'rules');
  const lines = page.getByTestId('loop-line');
  await expect(lines).toHaveCount(2);
  await lines.first().getByRole('textbox').first().focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('1');
  await expect(page.getByTestId('rules')).toContainText('2 to 1000');
  await expect(page.getByTestId('rules-save')).toBeDisabled();
  await page.keyboard.press('Backspace');
  await page.keyboard.type('2');
  await page.keyboard.press('Tab');
  await page.keyboard.type('0.5');
  await page.getByTestId('table-shifted').focus();
  await page.keyboard.press('Space');
  await page.getByTestId('rules-save').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Rules saved')).toBeVisible();
  await page.reload();
  await expect(lines.first().getByRole('textbox').first()).toHaveValue('2');
  const port = await startServer(page);
  // Nothing is offered: invalid project, which the shifted table numbers 26.
  expect(await sendRaw(port, libfota2(imei, '1.0.0'))).toContain('"code": 26');
});

test('a campaign takes the key of a saved project, and a module that nothing was for is known all the same', async ({
  page,
}) => {
  await buildDemoPackage(page);
  await page.keyboard.press('Alt+1');
  await page.getByTestId('project-create').click();
  await page.getByTestId('project-name').fill('Meters');
  await page.getByTestId('project-key').fill('oEt3ZbyWNpQmRkKu7XvYhT2sLdC9aB4f');
  await page.getByTestId('project-save').click();
  await openServer(page, 'campaigns');
  await page.getByTestId('campaign-new').click();
  await page.locator('[data-testid^=campaign-package-]').first().click();
  await page.getByTestId('campaign-name').fill('Spring');
  await page.getByTestId('campaign-names').fill('METER_A');
  await page.getByTestId('campaign-sources').fill('1.0.0');
  await page.getByTestId('campaign-target').fill('1.0.3');
  await page.getByTestId('campaign-saved').click();
  await expect(page.getByTestId('campaign-save')).toBeDisabled();
  await page.getByTestId('campaign-project').click();
  await page.getByRole('option', { name: 'Meters' }).click();
  await look(page, 'campaign-project');
  await page.getByTestId('campaign-save').click();
  await expect(page.getByTestId('campaign')).toContainText('…aB4f');
  const port = await startServer(page);
  const key = 'oEt3ZbyWNpQmRkKu7XvYhT2sLdC9aB4f';
  expect(await sendRaw(port, libfota2(imei, '1.0.0', 'METER_A', key))).toContain('200 OK');
  const stranger = '862061048023674';
  expect(await sendRaw(port, libfota2(stranger, '1.0.0', 'METER_A', 'TYPO'))).toContain('"code": 25');
  await openServer(page, 'modules');
  await expect(page.locator(`#module-${stranger}`)).toBeVisible();
});

test('a module at a port and at the server is one: each place leads to the other', async ({ page }) => {
  await page.getByTestId('nav-ports').click();
  await page.getByTestId('create-virtual').click();
  await page.getByTestId('port-virtual:1').click();
  await page.getByTestId('identify').click();
  const imeiText = page.locator('code').filter({ hasText: /^\d{15}$/ });
  await expect(imeiText).toBeVisible();
  const id = await imeiText.innerText();
  const port = await startServer(page);
  await sendRaw(port, libfota2(id, '1.0.0'));
  await openServer(page, 'modules');
  await page.getByTestId('module').click();
  await expect(page.getByTestId('module-detail')).toContainText('Seen at a port');
  await look(page, 'module-at-port');
  await page.getByTestId('to-device').click();
  await expect(page.getByTestId('own-server')).toContainText('1.0.0');
  await look(page, 'device-at-server');
  await page.getByTestId('to-server-module').click();
  await expect(page.getByTestId('module-detail')).toContainText(id);
});
