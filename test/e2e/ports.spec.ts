/** Ports and the modules behind them, as a person names, labels, adds and finds them again. */
import { createServer } from 'node:net';
import { expect, type Page, test } from '@playwright/test';
import { cli, type LocalHost, startLocalHost, temporaryHome } from '../support/airdock.ts';
import { choose, expectOneLanguage, shoot } from '../support/pages.ts';

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

/** Goes to a page by its entry in the rail. */
async function openPage(page: Page, name: 'ports' | 'devices'): Promise<void> {
  await page.getByTestId(`nav-${name}`).click();
}

const imeiOf = async (page: Page): Promise<string> => {
  await page.getByTestId('identify').click();
  const imei = page.locator('code').filter({ hasText: /^\d{15}$/ });
  await expect(imei).toBeVisible();
  return (await imei.textContent()) ?? '';
};

for (const [language, theme] of [
  ['zh', 'light'],
  ['en', 'dark'],
] as const) {
  test(`a module gets a name at its port and keeps it in the list of modules, ${language}`, async ({
    page,
  }) => {
    await page.goto(host.url);
    await choose(page, language, theme);
    await openPage(page, 'ports');
    // With or without ports of its own: the computer of the test may have some.
    await page.getByTestId('ports-doctor').click();
    await expect(page.getByTestId('check-ports')).toBeVisible();
    await expectOneLanguage(page, language);
    await shoot(page, `ports-doctor-${language}`);

    await page.getByTestId('create-virtual').first().click();
    await expect(page.getByTestId('port-virtual:1')).toBeVisible();
    const imei = await imeiOf(page);
    await page.getByTestId('nickname').fill('bench-7');
    await page.getByTestId('nickname').press('Enter');
    await expect(page.getByTestId('port-virtual:1')).toContainText('bench-7');
    await page.getByTestId('role').click();
    await page.getByRole('option').nth(2).click();
    await expect(page.getByTestId('port-virtual:1')).toContainText(
      language === 'zh' ? '由你指定' : 'you said so',
    );
    await expectOneLanguage(page, language);
    await shoot(page, `ports-named-${language}`);

    await openPage(page, 'devices');
    const row = page.getByTestId(`device-${imei}`);
    await expect(row).toContainText('bench-7');
    await page.getByTestId('device-notes').fill('2026-11');
    await page.getByTestId('save-device').click();
    await expectOneLanguage(page, language);
    await shoot(page, `devices-${language}`);
    await page.reload();
    await expect(page.getByTestId('device-notes')).toHaveValue('2026-11');

    const listed = await cli(['devices', '--imeis'], home.path);
    expect(listed.stdout.trim()).toBe(imei);
    const named = await cli(['ports', '--json'], home.path);
    expect(JSON.parse(named.stdout)).toMatchObject({
      ports: expect.arrayContaining([
        expect.objectContaining({ id: 'virtual:1', nickname: 'bench-7', deviceId: imei }),
      ]),
    });
    await page.getByTestId('forget').click();
    await page.getByTestId('forget-yes').click();
    await expect(row).toHaveCount(0);
  });
}

test('a serial line on the network is added, kept over a restart, and says what to check when nobody answers', async ({
  page,
}) => {
  const server = createServer((socket) => socket.pipe(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  await new Promise((resolve) => server.close(resolve));

  await page.goto(host.url);
  await choose(page, 'en');
  await openPage(page, 'ports');
  await page.getByTestId('add-path').click();
  await page.getByTestId('path').fill('tcp://nowhere');
  await page.getByTestId('add').click();
  await expect(page.getByRole('alert')).toContainText('expected tcp://HOST:PORT');
  await page.getByTestId('path').fill(`tcp://127.0.0.1:${port}`);
  await page.getByTestId('add').click();
  const row = page.getByTestId(`port-tcp://127.0.0.1:${port}`);
  await expect(row).toBeVisible();
  await row.click();
  await page.getByTestId('identify').click();
  await expect(page.getByRole('alert').first()).toContainText('refused the connection');
  await expect(row).toContainText('Not opened');

  await host.stop('SIGTERM');
  host = await startLocalHost(home.path);
  await page.goto(host.url);
  await openPage(page, 'ports');
  await row.click();
  await page.getByTestId('remove-path').click();
  await expect(row).toHaveCount(0);
});

test('naming and labelling needs no mouse', async ({ page }) => {
  await page.goto(host.url);
  await choose(page, 'en');
  await openPage(page, 'ports');
  await page.getByTestId('create-virtual').first().click();
  await expect(page.getByTestId('port-virtual:1')).toBeVisible();
  const tabTo = async (testId: string) => {
    for (let stop = 0; stop < 60; stop += 1) {
      await page.keyboard.press('Tab');
      const there = await page.evaluate(() => document.activeElement?.getAttribute('data-testid'));
      if (there === testId) return;
    }
    throw new Error(`Tab did not reach ${testId}`);
  };
  await tabTo('port-virtual:1');
  await page.keyboard.press('Enter');
  await tabTo('nickname');
  await page.keyboard.type('bench');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('port-virtual:1')).toContainText('bench');
  await tabTo('role');
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('port-virtual:1')).toContainText('you said so');
  await tabTo('reopen');
  await page.keyboard.press('Space');
  await expect(page.getByTestId('reopen')).toHaveAttribute('aria-checked', 'false');
});
