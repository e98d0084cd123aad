/** A support desk sets up a customer's case: in the window by keyboard only, and over TCP from the command line. */
import { expect, type Page, test } from '@playwright/test';
import {
  cli,
  demoOld,
  type LocalHost,
  startCli,
  startLocalHost,
  temporaryHome,
  waitForOutput,
} from '../support/airdock.ts';
import { choose, expectOneLanguage, type Language, shoot } from '../support/pages.ts';

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

async function press(page: Page, testId: string, key: string): Promise<void> {
  const target = page.getByTestId(testId);
  await target.focus();
  await target.press(key);
}

const looks = [
  ['zh', 'light'],
  ['en', 'dark'],
] as const satisfies readonly (readonly [Language, 'light' | 'dark'])[];

for (const [language, theme] of looks) {
  test(`a customer's case is set up and changed by keyboard (${language})`, async ({ page }) => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto(host.url);
    await choose(page, language, theme);
    await page.getByTestId('nav-ports').click();
    await press(page, 'start-virtual', 'Enter');
    await expect(page.getByTestId('virtual-file')).toContainText('AirM2M_780E_V1001');
    await expectOneLanguage(page, language);
    await shoot(page, `virtual-${language}-1-start`);
    await page.getByTestId('case-filter').fill('43');
    await press(page, 'case-cloudBuilding', 'Space');
    await page.getByTestId('virtual-imei').fill('12');
    await expect(page.getByTestId('start-module')).toBeDisabled();
    await page.getByTestId('virtual-imei').fill('123456789012345');
    await page.getByRole('tab').nth(1).focus();
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('knob-cloudVerdictSec')).toBeVisible();
    await page.getByTestId('knob-filter').fill('cloud');
    await shoot(page, `virtual-${language}-2-knobs`);
    await expectOneLanguage(page, language);
    await press(page, 'start-module', 'Enter');
    await expect(page.getByTestId('running-knobs')).toBeVisible();
    await expect(page.getByTestId('case-cloudBuilding')).toHaveAttribute('aria-checked', 'true');
    await press(page, 'case-noSim', 'Space');
    await expect(page.getByTestId('case-noSim')).toHaveAttribute('aria-checked', 'true');
    await press(page, 'attach-tcp', 'Enter');
    await expect(page.getByText(/tcp:\/\/127\.0\.0\.1:\d+/)).toBeVisible();
    await shoot(page, `virtual-${language}-3-running`);
    await expectOneLanguage(page, language);
    const asked = await cli(['at', '--port', 'virtual:1', 'AT+CGSN', 'AT+CPIN?', '--json'], home.path);
    expect(asked.stdout).toContain('123456789012345');
    expect(asked.stdout).toContain('"code":"10"');
  });
}

test('a module on a TCP port speaks to another core, and its knobs are turned from the command line', async () => {
  const module = startCli(['virtual', 'ec618-at', demoOld, '--tcp', '0', '--case', 'noReadback'], home.path);
  const [, address] = await waitForOutput(module.stdout, /(tcp:\/\/127\.0\.0\.1:\d+)/);
  const other = temporaryHome();
  try {
    const set = await cli(['virtual', 'set', 'virtual:1', 'signalRssi=7', '--json'], home.path);
    expect(JSON.parse(set.stdout)).toMatchObject({
      dialect: 'ec618-at',
      values: { signalRssi: 7, readback: 'error' },
    });
    const asked = await cli(['at', '--port', address ?? '', 'ATI', 'AT+CSQ', '--json'], other.path);
    expect(asked.stdout).toContain('AirM2M_780E_V1001_LTE_AT');
    expect(asked.stdout).toContain('+CSQ: 7,0');
    const wrong = await cli(['virtual', 'set', 'virtual:1', 'signalRsi=7', '--json'], home.path);
    expect(wrong.code).toBe(1);
    expect(wrong.stdout + wrong.stderr).toContain('signalRssi');
  } finally {
    module.stop();
    await module.finished;
    other.remove();
  }
});

test('kinds, knobs and cases are listed in both languages', async () => {
  for (const lang of ['zh', 'en']) {
    const kinds = await cli(['virtual', 'kinds', '--lang', lang], home.path);
    expect(kinds.stdout).toContain('ec7xx-at');
    const knobs = await cli(['virtual', 'knobs', 'ec7xx-at', '--lang', lang], home.path);
    expect(knobs.stdout).toContain('wrongBase');
    const cases = await cli(['virtual', 'cases', 'uis8910-at', '--lang', lang], home.path);
    expect(cases.stdout).toContain('cloudBaseJump');
    const unsaid = await cli(['virtual', 'cases', '--lang', lang], home.path);
    expect(unsaid).toMatchObject({ code: 2, stderr: expect.stringContaining('uis8910-at') });
    if (lang === 'en') expect(kinds.stdout + knobs.stdout + cases.stdout).not.toMatch(/\p{Script=Han}/u);
  }
});
