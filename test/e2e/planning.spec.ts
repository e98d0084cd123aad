/** The pages beside the package library: the way over several packages, names, the vendor's tool as a second check. */
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { cli, demoNew, demoOld, type LocalHost, startLocalHost, temporaryHome } from '../support/airdock.ts';
import { writeRelease } from '../support/noisyReleases.ts';
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

/** Drops files where a page takes them. */
async function give(page: Page, testId: string, paths: string | readonly string[]): Promise<void> {
  const files = typeof paths === 'string' ? paths : [...paths];
  await page.getByTestId(testId).locator('input[type=file]').setInputFiles(files);
}

/** Builds the package of the demo firmware on the guided path. */
async function buildDemo(page: Page): Promise<void> {
  await page.getByTestId('try-virtual').click();
  await page.getByTestId('next-step').click();
  await page.getByTestId('build-start').click();
  await expect(page.getByTestId('proof-ok')).toBeVisible({ timeout: 90_000 });
}

/** Three releases of which the first and the last are too far apart for one package. */
function threeReleases() {
  const folder = join(home.path, 'releases');
  mkdirSync(folder);
  return {
    old: writeRelease(folder, '780E', 1001, 0),
    between: writeRelease(folder, '780E', 1002, 1),
    fresh: writeRelease(folder, '780E', 1003, 2),
    other: writeRelease(folder, '780EX', 1002, 1),
  };
}

/** Half a megabyte of noise takes the writer its time, and other tests may run beside. */
const longMs = 240_000;
const languages = ['zh', 'en'] as const satisfies readonly Language[];

/** The same page in both languages and both themes. */
async function look(page: Page, name: string): Promise<void> {
  for (const language of languages) {
    await choose(page, language, 'dark');
    await shoot(page, `${language}-planning-${name}-dark`);
    await choose(page, language);
    await expectOneLanguage(page, language);
    await shoot(page, `${language}-planning-${name}`);
  }
}

test('a package that does not fit leads to a way over a release between', async ({ page }) => {
  test.setTimeout(2 * longMs);
  const { old, between, fresh, other } = threeReleases();
  await page.goto(host.url);
  await choose(page, 'en');
  await page.goto(`${new URL(page.url()).origin}/#/upgrade/2?project=none`);
  await give(page, 'drop-old', old);
  await give(page, 'drop-new', fresh);
  await expect(page.getByTestId('delta-possible')).toBeVisible();
  await page.getByTestId('next-step').click();
  await page.getByTestId('build-start').click();
  await expect(page.getByTestId('what-else')).toBeVisible({ timeout: longMs });
  await look(page, '1-too-large');
  await page.getByTestId('plan-hops').click();
  // The pair comes along.
  await expect(page.getByTestId('hops-from-chosen')).toContainText('V1001');
  await expect(page.getByTestId('hops-to-chosen')).toContainText('V1003');
  await give(page, 'hops-releases', [between, other]);
  await expect(page.getByTestId('hops-release-list').getByRole('listitem')).toHaveCount(2);
  await page.getByTestId('hops-start').click();
  await expect(page.getByTestId('hops-chain')).toBeVisible({ timeout: longMs });
  await expect(page.getByTestId('hop')).toHaveCount(2);
  for (const hop of await page.getByTestId('hop').all()) await expect(hop).toContainText(/ of 480 KiB/);
  await page.getByTestId('hops-skipped').locator('summary').click();
  await expect(page.getByTestId('hops-skipped')).toContainText('780EX');
  await look(page, '2-way');
  // A reload ends nothing and forgets nothing.
  await page.reload();
  await expect(page.getByTestId('hop')).toHaveCount(2);
});

test('a search that finds nothing says what else could help', async ({ page }) => {
  test.setTimeout(longMs);
  const { old, fresh } = threeReleases();
  await page.goto(host.url);
  await choose(page, 'en');
  await page.getByTestId('nav-packages').click();
  await page.getByTestId('to-hops').click();
  await expect(page.getByTestId('hops-start')).toBeDisabled();
  await give(page, 'hops-from', old);
  await give(page, 'hops-to', fresh);
  await page.getByTestId('hops-start').click();
  const none = page.getByTestId('hops-none');
  await expect(none).toBeVisible({ timeout: longMs });
  await expect(none).toContainText('no release between');
  await expect(none).toContainText('by cable');
  await expect(page.getByTestId('hops-tried')).toContainText('Too large');
});

test('the forms keep the keyboard where it was', async ({ page }) => {
  await page.goto(host.url);
  await choose(page, 'en');
  await page.getByTestId('nav-packages').focus();
  await page.keyboard.press('Enter');
  await page.getByTestId('to-hops').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Plan hops' })).toBeVisible();
  const held = () => page.evaluate(() => document.activeElement?.tagName);
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    (async () => {
      await page.getByTestId('hops-from').getByRole('button', { name: 'Choose file' }).focus();
      await page.keyboard.press('Enter');
    })(),
  ]);
  await chooser.setFiles(demoOld);
  await expect(page.getByTestId('hops-from-chosen')).toContainText('V1001');
  await expect.poll(held).not.toBe('BODY');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Old firmware: Change' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('hops-from')).toBeVisible();
  await expect.poll(held).not.toBe('BODY');
});

test('a pair that no hop can help is refused at once, in words', async ({ page }) => {
  await page.goto(host.url);
  await choose(page, 'en');
  await page.goto(`${new URL(page.url()).origin}/#/hops`);
  await give(page, 'hops-from', demoNew);
  await give(page, 'hops-to', demoNew);
  await page.getByTestId('hops-start').click();
  await expect(page.getByRole('alert')).toContainText('identical');
});

test("names are judged while they are typed, and libfota's are composed", async ({ page }) => {
  await page.goto(host.url);
  await choose(page, 'en');
  await page.getByTestId('nav-packages').click();
  await page.getByTestId('to-names').click();
  await look(page, '3-names-empty');
  const verdict = page.getByTestId('names-verdict');
  await page.getByTestId('names-version').fill('1.1000.2');
  await page.getByTestId('names-sourceVersion').fill('1.0.1');
  await expect(verdict).toHaveAttribute('data-ok', 'false');
  await expect(verdict).toContainText('1000');
  await page.getByTestId('names-version').fill('1.0.2');
  await expect(verdict).toHaveAttribute('data-ok', 'true');
  await page.getByTestId('names-quecthing').click();
  await page
    .getByTestId('names-files')
    .locator('input[type=file]')
    .setInputFiles({
      name: 'update.exe',
      mimeType: 'application/octet-stream',
      buffer: Buffer.from('x'),
    });
  await expect(verdict).toHaveAttribute('data-ok', 'false');
  await expect(verdict).toContainText('update.exe');
  await page.getByTestId('names-onenet').click();
  await expect(verdict).toHaveAttribute('data-ok', 'true');
  for (const [name, text] of Object.entries({ project: 'DEMO', board: 'Air780EHV-1.8V', core: 'V2034' }))
    await page.getByTestId(`libfota-${name}`).fill(text);
  await page.getByTestId('libfota-version').fill('1.2');
  await expect(page.getByTestId('libfota').getByRole('alert')).toContainText('V2034');
  await page.getByTestId('libfota-version').fill('1.2.3');
  await page.getByTestId('libfota-key').fill('K');
  await page.getByTestId('libfota-identity').fill('860000000000000');
  const made = page.getByTestId('libfota-result');
  await expect(made).toContainText('DEMO_LuatOS-SoC_Air780EHV');
  await expect(made).toContainText(
    'firmware_upgrade?imei=860000000000000&project_key=K&firmware_name=DEMO_LuatOS-SoC_Air780EHV&version=2034.1.3',
  );
  await look(page, '4-names');
});

test('a package of the library is inspected from there, and its names are filled in', async ({ page }) => {
  await page.goto(host.url);
  await choose(page, 'en');
  await buildDemo(page);
  await expect(page.getByTestId('limit-gauges')).toContainText(/of 480 KiB/);
  await page.getByTestId('nav-packages').click();
  await page.getByTestId('package-inspect').click();
  await expect(page.getByTestId('inspection')).toContainText('AT update package');
  await page.goBack();
  await page.getByRole('button', { name: 'Check names…' }).last().click();
  await expect(page.getByTestId('names-name')).toHaveValue('AirM2M_780E_LTE_AT');
  await expect(page.getByTestId('names-sourceVersion')).toHaveValue('V1001');
  await expect(page.getByTestId('names-verdict')).toHaveAttribute('data-ok', 'true');
});

test('the comparison tells of zones, and of every kind of package', async ({ page }) => {
  await page.goto(host.url);
  await choose(page, 'en');
  await page.getByTestId('try-virtual').click();
  const card = page.getByTestId('comparison');
  await expect(card.getByRole('columnheader', { name: 'Free' })).toBeVisible();
  await page.getByTestId('format-verdicts').locator('summary').click();
  await expect(card).toContainText('Format xt804-fota is for xt804 only; the chosen firmware is for ec618.');
});

test.describe("the vendor's tool", () => {
  test.skip(process.platform === 'win32', 'the stand-in is a script');

  test('is set outside of the browser, and its result stands beside the proof', async ({ page }) => {
    await page.goto(host.url);
    await choose(page, 'en');
    await buildDemo(page);
    const section = page.getByTestId('second-check');
    // A browser may not name a program to run.
    await expect(section).toContainText('airdock toolkit PROGRAM');
    await expect(page.getByTestId('second-start')).toHaveCount(0);
    const packed = join(home.path, 'up.bin');
    const images = join(home.path, 'images');
    await cli(['delta', demoOld, demoNew, '-o', packed], home.path);
    await cli(['apply', demoOld, packed, '-o', images], home.path);
    const config = join(home.path, 'ec618.json');
    writeFileSync(config, '{}');
    const flag = join(home.path, 'honest');
    const program = join(home.path, 'FotaToolkit');
    writeFileSync(
      program,
      `#!${process.execPath}
const fs = require('node:fs');
const [, , , before, after] = process.argv.slice(2);
const index = Number(/old(\\d)\\.bin$/.exec(before)[1]);
const folder = ${JSON.stringify(images)};
console.log('SUCC: patch');
if (fs.existsSync(${JSON.stringify(flag)})) fs.copyFileSync(folder + '/' + fs.readdirSync(folder).sort()[index], after);
else fs.copyFileSync(before, after);
`,
    );
    chmodSync(program, 0o755);
    const set = await cli(['toolkit', program, '--toolkit-config', config], home.path);
    expect(set.code, set.stderr).toBe(0);
    await page.reload();
    await page.getByTestId('second-start').click();
    await expect(page.getByTestId('second-result')).toHaveAttribute('data-ok', 'false', { timeout: 60_000 });
    await section.locator('summary').first().click();
    await expect(section).toContainText('SUCC: patch');
    await shoot(page, 'en-planning-5-second-bad');
    writeFileSync(flag, readFileSync(config));
    await page.getByTestId('second-start').click();
    await expect(page.getByTestId('second-result')).toHaveAttribute('data-ok', 'true', { timeout: 60_000 });
    await expectOneLanguage(page, 'en');
    await shoot(page, 'en-planning-5-second-good');
  });
});
