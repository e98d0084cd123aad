/** A OneMO module and its platform's task in the window: its events 40 to 51, in both languages. */
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { cli, demoFolder, type LocalHost, startLocalHost, temporaryHome } from '../support/airdock.ts';
import { choose, expectOneLanguage, next, shoot, verdictOf } from '../support/pages.ts';

let home: ReturnType<typeof temporaryHome>;
let host: LocalHost;
let server: Server;
let url: string;
test.beforeEach(async () => {
  home = temporaryHome();
  host = await startLocalHost(home.path);
  const bytes = readFileSync(join(demoFolder, 'SIMULATOR_V1-SIMULATOR_V2.simpkg'));
  server = createServer((_request, response) => response.end(bytes));
  url = await new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/a.bin`);
    });
  });
});
test.afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await host.stop('SIGKILL');
  home.remove();
});

const looks = [
  ['zh', 'light'],
  ['en', 'dark'],
] as const;

for (const [language, theme] of looks) {
  test(`logs in, takes its task and says its new version (${language})`, async ({ page }) => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto(host.url);
    await choose(page, language, theme);
    await page.goto(`${new URL(page.url()).origin}/#/upgrade/3`);
    await page.getByTestId('other-source-go').click();
    await page.getByTestId('create-virtual-menu').click();
    await page.getByRole('menuitem', { name: /OneMO/ }).click();
    await expect(page.getByTestId('port-virtual:1')).toHaveAttribute('aria-checked', 'true');
    const { code, stderr } = await cli(
      ['virtual', 'set', 'virtual:1', `planUrl=${url}`, 'networkMs=0', 'interruptAt=50'],
      home.path,
    );
    expect(code, stderr).toBe(0);
    await page.getByTestId('bring-plan').click();
    await page.getByTestId('preflight').click();
    await expect(page.getByTestId('driver-chosen')).toHaveAttribute('data-driver', 'onemo-lwm2m');
    await expectOneLanguage(page, language);
    await shoot(page, `onemo-${language}-1-plan`);
    await next(page);
    await page.getByTestId('upgrade-start').click();
    await expect(page.getByTestId('running-driver')).toBeVisible();
    await expectOneLanguage(page, language);
    await shoot(page, `onemo-${language}-2-running`);
    const { to } = await verdictOf(page);
    expect(to).toBe('SIMULATOR_V2');
    await expectOneLanguage(page, language);
    await shoot(page, `onemo-${language}-3-verdict`);
  });
}
