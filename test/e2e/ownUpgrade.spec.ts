/** A module that begins an upgrade by itself while somebody only listens: said on every page, locked, followed to its verdict. */
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { cli, demoFolder, type LocalHost, startLocalHost, temporaryHome } from '../support/airdock.ts';
import { choose, expectOneLanguage, type Language, shoot, verdictOf } from '../support/pages.ts';

let home: ReturnType<typeof temporaryHome>;
let host: LocalHost;
let server: Server | undefined;
test.beforeEach(async () => {
  home = temporaryHome();
  host = await startLocalHost(home.path);
});
test.afterEach(async () => {
  server?.closeAllConnections();
  server?.close();
  server = undefined;
  await host.stop('SIGKILL');
  home.remove();
});

async function outside(...command: readonly string[]): Promise<void> {
  const { code, stdout, stderr } = await cli(command, home.path);
  expect(code, `${command.join(' ')}\n${stdout}${stderr}`).toBe(0);
}

/** A platform that has the package from the demo's old version to its new one. */
async function openPlatform(): Promise<string> {
  const path = join(home.path, 'platform.bin');
  const [old, fresh] = ['V1001', 'V1002'].map((name) =>
    join(demoFolder, `AirM2M_780E_${name}_LTE_AT.binpkg`),
  );
  await outside('delta', old ?? '', fresh ?? '', '--format', 'ec618-at', '-o', path);
  const bytes = readFileSync(path);
  const made = createServer((_request, response) => response.end(bytes));
  server = made;
  return new Promise((resolve) => {
    made.listen(0, '127.0.0.1', () => {
      const address = made.address();
      resolve(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/a.bin`);
    });
  });
}

async function press(page: Page, testId: string): Promise<void> {
  await page.getByTestId(testId).focus();
  await page.keyboard.press('Enter');
}

/** A module of the family in the terminal's port list. */
async function createModule(page: Page, family: RegExp): Promise<void> {
  await page.goto(`${new URL(page.url()).origin}/#/upgrade/3`);
  await page.getByTestId('other-source-go').click();
  await page.getByTestId('create-virtual-menu').click();
  await page.getByRole('menuitem', { name: family }).click();
  await expect(page.getByTestId('port-virtual:1')).toHaveAttribute('aria-checked', 'true');
}

const looks = [
  ['zh', 'dark'],
  ['en', 'light'],
] as const satisfies readonly (readonly [Language, 'light' | 'dark'])[];

for (const [language, theme] of looks) {
  test(`is followed from the banner, by keyboard (${language})`, async ({ page }) => {
    await page.setViewportSize({ width: 1280, height: 800 });
    const url = await openPlatform();
    await page.goto(host.url);
    await choose(page, language, theme);
    await createModule(page, language === 'zh' ? /演示固件/ : /demo firmware/);
    // Slow enough to be watched. AUTO is on as it comes: after its next start the module asks its platform.
    await outside(
      ...['virtual', 'set', 'virtual:1', `cloudUrl=${url}`, 'askAfterBootSec=3'],
      ...['linkBytesPerSecond=5000', 'applyMs=4000'],
    );
    await page.getByTestId('nav-terminal').click();
    await page.getByTestId('terminal-port').click();
    await page.getByRole('option').filter({ hasText: 'virtual:1' }).click();
    const line = page.getByTestId('terminal-input');
    await line.pressSequentially('AT+RESET');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('own-upgrade')).toBeVisible({ timeout: 90_000 });
    await expect(page.getByTestId('terminal-input')).toBeDisabled();
    await expectOneLanguage(page, language);
    await shoot(page, `own-upgrade-${language}-1-banner`);
    await page.getByTestId('nav-ports').click();
    await page.getByTestId('port-virtual:1').click();
    for (const button of ['release', 'open-settings', 'identify'])
      await expect(page.getByTestId(button)).toBeDisabled();
    await shoot(page, `own-upgrade-${language}-2-locked`);
    await page.getByTestId('nav-moduleSettings').click();
    await expect(page.getByTestId('settings-write')).toBeDisabled();
    await page.getByRole('tab').nth(1).click();
    // The terminal holds the port, but what locks it is said.
    await expect(page.getByTestId('choose-virtual:1')).toBeDisabled();
    await expect(page.getByTestId('choose-virtual:1')).toHaveAccessibleDescription(
      language === 'zh' ? /模块正在自行升级/ : /upgrade that it began by itself/,
    );
    await shoot(page, `own-upgrade-${language}-3-locked-preset`);
    await press(page, 'own-upgrade-follow');
    await expect(page.getByTestId('own-upgrade')).toBeHidden();
    expect(await verdictOf(page)).toMatchObject({
      from: 'AirM2M_780E_V1001_LTE_AT',
      to: 'AirM2M_780E_V1002_LTE_AT',
    });
    await expectOneLanguage(page, language);
    await shoot(page, `own-upgrade-${language}-4-verdict`);
    await page.getByTestId('nav-ports').click();
    await expect(page.getByTestId('port-lock')).toBeHidden();
  });
}
