/** Settings in the window: read, written with read-back, and taken back; by keyboard alone, in both languages. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { type LocalHost, startLocalHost, temporaryHome } from '../support/airdock.ts';
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

/** More stops than any page has. */
const mostStops = 120;

/** Presses Tab until the marked element has the focus; what is disabled is waited for. */
async function tabTo(page: Page, testId: string): Promise<void> {
  await expect(page.getByTestId(testId).first()).toBeEnabled();
  for (let stop = 0; stop < mostStops; stop += 1) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => document.activeElement?.getAttribute('data-testid'));
    if (at === testId) return;
  }
  throw new Error(`${mostStops} presses of Tab did not reach ${testId}`);
}

async function press(page: Page, testId: string, key: 'Enter' | 'Space' = 'Enter'): Promise<void> {
  await tabTo(page, testId);
  await page.keyboard.press(key);
}

async function type(page: Page, testId: string, text: string): Promise<void> {
  await tabTo(page, testId);
  await page.keyboard.type(text);
}

/** A virtual module in the fourth step of the guided path, and from there to its settings. */
async function openSettings(page: Page): Promise<void> {
  await page.keyboard.press('Alt+4');
  await press(page, 'create-virtual');
  await press(page, 'open-settings');
  await expect(page.getByTestId('settings-read')).toBeEnabled();
}

/** A question, and not a passing note, which has the same role. */
const dialog = (page: Page) => page.getByRole('dialog').filter({ has: page.getByRole('list') });

const url = 'http://ota.example.com/a.bin';
const words: Readonly<Record<Language, { stored: string; readBack: string }>> = {
  zh: { stored: '已写入并回读一致', readBack: '已回读' },
  en: { stored: 'written and read back the same', readBack: 'read back' },
};

for (const language of ['zh', 'en'] as const) {
  test(`a setting goes to the module and back by keyboard alone (${language})`, async ({ page }) => {
    await page.goto(host.url);
    await choose(page, language, language === 'zh' ? 'light' : 'dark');
    // From here on no mouse, and nothing left of where it was.
    await page.reload();
    await openSettings(page);
    await press(page, 'settings-read');
    await expect(page.getByTestId('held-PERIOD')).toHaveText('86400');
    await expect(page.getByTestId('setting-row-PERIOD')).toContainText(words[language].readBack);

    // Not saved: shown to the byte, sent at once.
    await type(page, 'setting-period', '3600');
    await expect(page.getByText('AT+UPGRADE="PERIOD",3600,1')).toBeVisible();
    await shoot(page, `settings-${language}-1-preview`);
    await expectOneLanguage(page, language);
    await press(page, 'settings-write');
    await expect(page.getByTestId('written-PERIOD')).toContainText(words[language].stored);
    await expect(page.getByTestId('held-PERIOD')).toHaveText('3600');

    // Saved: asked for first, with what it means in the field.
    await type(page, 'setting-url', url);
    await press(page, 'settings-save', 'Space');
    await press(page, 'settings-write');
    await expect(dialog(page)).toContainText(`AT+UPGRADE="URL","${url}"`);
    await shoot(page, `settings-${language}-2-save`);
    await expectOneLanguage(page, language);
    await press(page, 'confirm-save');
    await expect(page.getByTestId('held-URL')).toHaveText(url);
    await expect(page.getByTestId('change-URL')).toHaveAttribute('data-undo', 'emptyBefore');

    // Undo survives a reload of the window: it is the core's.
    await page.reload();
    await press(page, 'undo-PERIOD');
    await expect(dialog(page)).toContainText('AT+UPGRADE="PERIOD",86400,1');
    await press(page, 'undo-confirm');
    await expect(page.getByTestId('change-PERIOD').first()).toContainText('3600 → 86400');
    await expect(page.getByTestId('change-PERIOD').last()).toHaveAttribute('data-undo', 'undone');
    await press(page, 'settings-read');
    await expect(page.getByTestId('held-PERIOD')).toHaveText('86400');
    await shoot(page, `settings-${language}-3-undone`);
    await expectOneLanguage(page, language);
  });
}

test('a key that is typed stays covered, in the field and in the lines, until somebody asks to see it', async ({
  page,
}) => {
  await page.goto(host.url);
  await choose(page, 'en', 'dark');
  await openSettings(page);
  await page.getByTestId('settings-read').click();
  await page.getByTestId('setting-key-from').click();
  await page.getByRole('option', { name: 'Type a key' }).click();
  const field = page.getByTestId('setting-key');
  await field.fill('oEt3ZbyWNpQmRkKu7XvYhT2sLdC9aB4f');
  await expect(field).toHaveAttribute('type', 'password');
  await expect(page.getByText('AT+UPGRADE="KEY","••••aB4f",1')).toBeVisible();
  await shoot(page, 'settings-en-7-key-covered');
  await page.getByRole('button', { name: 'Show key' }).click();
  await expect(field).toHaveAttribute('type', 'text');
  await expect(page.getByText('AT+UPGRADE="KEY","oEt3ZbyWNpQmRkKu7XvYhT2sLdC9aB4f",1')).toBeVisible();
  await shoot(page, 'settings-en-8-key-shown');
  await page.getByTestId('settings-write').click();
  await expect(page.getByTestId('held-KEY')).toHaveText('••••aB4f');
});

test('a preset with the key of its project goes to two modules, one row each', async ({ page }) => {
  await page.goto(host.url);
  await choose(page, 'en');
  await page.keyboard.press('Alt+4');
  await page.getByTestId('create-virtual').click();
  await expect(page.getByTestId('port-virtual:1')).toBeVisible();
  await page.getByTestId('create-virtual').click();
  await expect(page.getByTestId('port-virtual:2')).toBeVisible();
  await page.keyboard.press('Alt+1');
  await page.getByTestId('project-create').click();
  await page.getByTestId('project-name').fill('Meters');
  await page.getByTestId('project-key').fill('oEt3ZbyWNpQmRkKu7XvYhT2sLdC9aB4f');
  await shoot(page, 'settings-en-4-project');
  await page.getByTestId('project-save').click();
  await expect(page.getByTestId('project-save')).toBeHidden();

  await page.getByTestId('nav-moduleSettings').click();
  await page.getByRole('tab').nth(1).click();
  await page.getByTestId('preset-create').click();
  await page.getByTestId('preset-name').fill('Field');
  await page.getByTestId('preset-key').click();
  await page.getByTestId('preset-period').fill('43200');
  await page.getByTestId('preset-save').click();
  await expect(page.getByText('AT+UPGRADE="KEY","••••aB4f",1')).toBeVisible();
  await page.getByTestId('choose-all').click();
  await page.getByTestId('preset-apply').click();
  await expect(page.getByTestId('apply-verdict')).toContainText('2 modules');
  for (const id of ['virtual:1', 'virtual:2']) {
    await expect(page.getByTestId(`row-${id}`)).toHaveAttribute('data-state', 'done');
  }
  await shoot(page, 'settings-en-5-many');
  await expectOneLanguage(page, 'en');
});

test('the cloud page names the vendor’s file and keeps a list of IMEIs', async ({ page }) => {
  await page.goto(host.url);
  await choose(page, 'zh');
  await page.getByTestId('try-virtual').click();
  await page.getByTestId('next-step').click();
  await page.getByTestId('build-start').click();
  await expect(page.getByTestId('proof-ok')).toBeVisible({ timeout: 90_000 });
  await page.keyboard.press('Alt+1');
  await page.getByTestId('project-create').click();
  await page.getByTestId('suggest-Air7XXE标准模块').click();
  await page.getByTestId('project-save').click();
  await expect(page.getByTestId('project-save')).toBeHidden();

  await page.getByTestId('nav-cloud').click();
  await expect(page.getByTestId('upload-file')).toContainText('AirM2M_780E_V1002_LTE_AT.dfota.bin');
  await expect(page.getByTestId('entry-name')).toContainText('AirM2M_780E_LTE_AT');
  await expect(page.getByTestId('entry-coreVersion')).toContainText('0.0.1002');
  await page.getByTestId('scope-list').click();
  const list = join(home.path, 'list.csv');
  writeFileSync(list, 'no,imei\n1,862000000000015\n2,8.62E+14\n3,862000000000023\n4,862000000000015\n');
  await page.getByTestId('imei-file').setInputFiles(list);
  await expect(page.getByTestId('imei-list').getByRole('listitem')).toHaveCount(2);
  await expect(page.getByTestId('imei-report')).toContainText('第 3 行');
  await shoot(page, 'settings-zh-6-cloud');
  await expectOneLanguage(page, 'zh');
  await page.reload();
  await expect(page.getByTestId('imei-list').getByRole('listitem')).toHaveCount(2);
});
