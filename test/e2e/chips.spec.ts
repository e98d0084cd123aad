/** The main job in the window for the other chips: the format, the virtual module and the way fit the files without a choice. */
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { demoFolder, type LocalHost, startLocalHost, temporaryHome } from '../support/airdock.ts';
import { choose, expectOneLanguage, type Language, next, shoot, verdictOf } from '../support/pages.ts';

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

const drop = (page: Page, side: 'old' | 'new', file: string): Promise<void> =>
  page.getByTestId(`drop-${side}`).locator('input[type=file]').setInputFiles(join(demoFolder, file));

const chips = [
  ['ec7xx', 'zh', 'DEMO_AirM2M_780EP_V1001_LTE_AT.binpkg', 'DEMO_AirM2M_780EP_V1002_LTE_AT.binpkg'],
  ['uis8910', 'en', 'DEMO_AirM2M_720U_V1001_LTE_AT.pac', 'DEMO_AirM2M_720U_V1002_LTE_AT.pac'],
] as const satisfies readonly (readonly [string, Language, string, string])[];

for (const [chip, language, old, fresh] of chips) {
  test(`a person with two files of ${chip} gets to the new version (${language})`, async ({ page }) => {
    await page.goto(host.url);
    await choose(page, language);
    await page.goto(`${new URL(page.url()).origin}/#/upgrade/2?project=none`);
    await drop(page, 'old', old);
    await drop(page, 'new', fresh);
    await expect(page.getByTestId('delta-possible')).toBeVisible();
    await expectOneLanguage(page, language);
    await next(page);
    await page.getByTestId('build-start').click();
    await expect(page.getByTestId('proof-ok')).toBeVisible({ timeout: 90_000 });
    await expectOneLanguage(page, language);
    await shoot(page, `${language}-${chip}-proof`);
    await next(page);
    await page.getByTestId('create-virtual').click();
    await page.getByTestId('preflight').click();
    await expect(page.getByTestId('next-step')).toBeEnabled();
    await expectOneLanguage(page, language);
    await next(page);
    await page.getByTestId('upgrade-start').click();
    expect((await verdictOf(page)).outcome).toBe('succeeded');
    await expectOneLanguage(page, language);
    await shoot(page, `${language}-${chip}-verdict`);
  });
}
