/** The image of the MCU behind a QuecThing module, taken out in the window by the keyboard alone. */

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { cli, demoFolder, type LocalHost, startLocalHost, temporaryHome } from '../support/airdock.ts';
import { choose, expectOneLanguage, type Language, shoot, verdictOf } from '../support/pages.ts';

// Tab goes from stop to stop, and a busy machine takes its time for each.
test.setTimeout(400_000);

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

/** Anything will do for an MCU: one that is read out in seconds, and one long enough for a remaining time to be told. */
const image = readFileSync(join(demoFolder, 'DEMO_1.0.0_LuatOS-SoC_V1120_EC618.soc'));
const largeImage = readFileSync(join(demoFolder, 'AirM2M_780E_V1001_LTE_AT.binpkg'));
const digest = (name: string, bytes: Uint8Array = largeImage) => createHash(name).update(bytes).digest('hex');

function serveImage(bytes: Uint8Array): Promise<string> {
  const made = createServer((_request, response) => response.end(bytes));
  server = made;
  return new Promise((resolve) => {
    made.listen(0, '127.0.0.1', () => {
      const address = made.address();
      resolve(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/mcu.bin`);
    });
  });
}

async function outside(...commands: readonly (readonly string[])[]): Promise<void> {
  for (const command of commands) {
    const { code, stdout, stderr } = await cli(command, home.path);
    expect(code, `${command.join(' ')}\n${stdout}${stderr}`).toBe(0);
  }
}

/** Goes from stop to stop by Tab until the marked element has the focus, then presses a key there. */
async function press(page: Page, testId: string, key: string): Promise<void> {
  await expect(page.getByTestId(testId)).toBeEnabled();
  for (let stop = 0; stop < 120; stop += 1) {
    await page.keyboard.press('Tab');
    if (!(await page.getByTestId(testId).evaluate((element) => element === document.activeElement))) continue;
    await page.keyboard.press(key);
    return;
  }
  throw new Error(`120 presses of Tab did not reach ${testId}`);
}

/** Tab to the group of ways to bring something, then arrows to the one that is meant. */
async function bringImage(page: Page): Promise<void> {
  const wanted = page.getByTestId('bring-image');
  await expect(wanted).toBeVisible();
  for (let stop = 0; stop < 120; stop += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => document.activeElement?.getAttribute('data-testid') ?? '');
    if (!focused.startsWith('bring-')) continue;
    for (let step = 0; step < 6; step += 1) {
      if (await wanted.evaluate((one) => one === document.activeElement)) break;
      await page.keyboard.press('ArrowRight');
    }
    await page.keyboard.press('Space');
    await expect(wanted).toHaveAttribute('aria-pressed', 'true');
    return;
  }
  throw new Error('Tab did not reach what can be brought');
}

async function createModule(page: Page): Promise<void> {
  await press(page, 'create-virtual-menu', 'Enter');
  const item = page.getByRole('menuitem', { name: /QuecThing/ });
  await expect(item).toBeVisible();
  for (let step = 0; step < 20; step += 1) {
    if (await item.evaluate((one) => one === document.activeElement)) break;
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('port-virtual:1')).toHaveAttribute('aria-checked', 'true');
}

interface Wish {
  readonly language: Language;
  readonly theme: 'light' | 'dark';
  readonly knobs?: readonly string[];
  readonly undeclared?: boolean;
  readonly large?: boolean;
}

/** Everything up to the offer of the platform. */
async function startTaking(
  page: Page,
  { language, theme, knobs = [], undeclared, large = false }: Wish,
): Promise<void> {
  await page.setViewportSize({ width: 1280, height: 800 });
  const url = await serveImage(large ? largeImage : image);
  await page.goto(host.url);
  await choose(page, language, theme);
  await page.goto(`${new URL(page.url()).origin}/#/upgrade/3`);
  await press(page, 'other-source-go', 'Enter');
  await createModule(page);
  await outside(
    [
      ...['virtual', 'set', 'virtual:1', 'planKind=sota', `planUrl=${url}`, 'planComponent=MCU1'],
      ...['planTarget=2.0.0', 'networkMs=0', ...knobs],
    ],
    [
      ...['at', '--port', 'virtual:1', 'AT+QIOTCFG="productinfo","p1111a","c2VjcmV0c2VjcmV0"'],
      'AT+QIOTCFG="server",1,"mqtt://iot-south.quectelcn.com:1883"',
    ],
  );
  await bringImage(page);
  await press(page, 'component', 'M');
  await page.keyboard.type('CU1');
  // Half a component is no component, and is said before anything is asked.
  await expect(page.getByTestId('next-step')).toBeDisabled();
  await press(page, 'component-version', '1');
  await page.keyboard.type('.0.0');
  await expect(page.getByTestId('image-place')).toContainText(home.path);
  if (undeclared === true) await press(page, 'image-declare', 'Space');
  await press(page, 'preflight', 'Enter');
  await expect(page.getByTestId('driver-chosen')).toHaveAttribute('data-driver', 'quecthing-sota');
  await expectOneLanguage(page, language);
  await shoot(page, `sota-${language}-1-form`);
  await press(page, 'next-step', 'Enter');
  await expect(page.getByTestId('upgrade-start')).toBeEnabled();
  await expectOneLanguage(page, language);
  await shoot(page, `sota-${language}-2-ready`);
  await press(page, 'upgrade-start', 'Enter');
  await expect(page.getByTestId('offer-accept')).toBeVisible({ timeout: 90_000 });
  await expect(page.getByTestId('offer')).toContainText('2.0.0');
}

const looks = [
  { language: 'zh', theme: 'light', perSecond: /[KM]iB\/s/, left: '剩余' },
  { language: 'en', theme: 'dark', perSecond: /[KM]iB\/s/, left: 'left' },
] as const;

for (const { language, theme, perSecond, left } of looks) {
  test(`the image is read out, checked and saved, and nothing more is claimed (${language})`, async ({
    page,
  }) => {
    await startTaking(page, { language, theme, large: true });
    await press(page, 'offer-accept', 'Enter');
    // One bar: what becomes of the image is not the module's to tell.
    const bar = page.getByTestId('bars').locator('[data-bar]');
    await expect(bar).toHaveCount(1);
    await expect(bar).toContainText(perSecond, { timeout: 90_000 });
    await expect(bar).toContainText(left);
    await expectOneLanguage(page, language);
    await shoot(page, `sota-${language}-3-reading`);
    expect(await verdictOf(page)).toEqual({ outcome: 'unproven', from: '2.0.0', to: '2.0.0' });
    const taken = page.getByTestId('image');
    await expect(taken.locator(`[title="${digest('sha256')}"]`)).toBeVisible();
    await expect(taken.locator(`[title="${digest('md5')}"]`)).toBeVisible();
    await expect(page.getByTestId('remedies').locator('li')).toHaveCount(3);
    await expectOneLanguage(page, language);
    await shoot(page, `sota-${language}-4-verdict`);
    const download = page.waitForEvent('download');
    await press(page, 'image-download', 'Enter');
    const path = await (await download).path();
    expect(digest('sha256', readFileSync(path))).toBe(digest('sha256'));
  });
}

test('reading is cancelled by keyboard, and what was read is not kept', async ({ page }) => {
  // Small reads: there is time enough to walk to the button while it reads.
  await startTaking(page, { language: 'en', theme: 'light', large: true, knobs: ['maxReadBytes=128'] });
  await press(page, 'offer-accept', 'Enter');
  await expect(page.locator('[data-bar="download"]')).toContainText('/s', { timeout: 90_000 });
  await press(page, 'upgrade-cancel', 'Enter');
  await expect(page.getByRole('dialog')).toContainText('What was read is not used');
  await press(page, 'upgrade-cancel-confirm', 'Enter');
  await expect(page.getByTestId('verdict')).toHaveAttribute('data-outcome', 'cancelled', { timeout: 90_000 });
  await expect(page.getByTestId('image')).toBeHidden();
  await shoot(page, 'sota-en-5-cancelled');
});

test('an image that is only looked at leaves the plan open, and says what is left to do', async ({
  page,
}) => {
  await startTaking(page, { language: 'zh', theme: 'dark', undeclared: true });
  await press(page, 'offer-accept', 'Enter');
  expect(await verdictOf(page)).toMatchObject({ outcome: 'unproven', from: '2.0.0', to: '没有声明' });
  await expect(page.getByTestId('remedies')).toContainText('AT+QIOTMCUVER');
  await expectOneLanguage(page, 'zh');
  await shoot(page, 'sota-zh-6-kept');
});

test('an image that is not what the platform announced is not saved', async ({ page }) => {
  await startTaking(page, { language: 'en', theme: 'dark', knobs: ['corruptMd5=true'] });
  await press(page, 'offer-accept', 'Enter');
  await expect(page.getByTestId('verdict')).toHaveAttribute('data-outcome', 'failed', { timeout: 60_000 });
  await expect(page.getByTestId('verdict')).toContainText('MD5');
  await expect(page.getByTestId('image')).toBeHidden();
});
