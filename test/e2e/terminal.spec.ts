/** The terminal as a person works in it, with a virtual module: by keyboard, in both languages, beside an upgrade, and piped. */
import { expect, type Page, test } from '@playwright/test';
import {
  cli,
  demoOld,
  type Finished,
  type LocalHost,
  startCli,
  startLocalHost,
  temporaryHome,
} from '../support/airdock.ts';
import { choose, expectOneLanguage, prepareDemoUpgrade, shoot, verdictOf } from '../support/pages.ts';

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

const output = (page: Page) => page.getByTestId('terminal-output');
const input = (page: Page) => page.getByTestId('terminal-input');
const link = (page: Page) => page.getByTestId('terminal-link');

/** A virtual module, and its terminal. */
async function openTerminal(
  page: Page,
  language: 'zh' | 'en',
  theme: 'light' | 'dark' = 'light',
): Promise<void> {
  await page.goto(host.url);
  await choose(page, language, theme);
  await page.getByTestId('nav-ports').click();
  await page.getByTestId('create-virtual').first().click();
  await expect(page.getByTestId('port-virtual:1')).toBeVisible();
  await page.getByTestId('nav-terminal').click();
  // The computer of the test may have ports of its own.
  await page.getByTestId('terminal-port').click();
  await page.getByRole('option').filter({ hasText: 'virtual:1' }).click();
  await expect(input(page)).toBeVisible();
}

async function type(page: Page, text: string): Promise<void> {
  await input(page).pressSequentially(text);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
}

for (const [language, theme] of [
  ['zh', 'light'],
  ['en', 'dark'],
] as const) {
  test(`lines, completion, corrections, bytes and sequences by keyboard alone, ${language}`, async ({
    page,
  }) => {
    await openTerminal(page, language, theme);
    await expect(link(page)).toHaveAttribute('data-state', 'closed');
    await expectOneLanguage(page, language);
    await shoot(page, `terminal-empty-${language}`);

    // A command by its beginning: Tab takes the first completion, and its meaning stands below.
    await input(page).focus();
    await page.keyboard.type('AT+CS');
    await expect(page.getByTestId('terminal-completions')).toContainText('AT+CSQ');
    await expectOneLanguage(page, language);
    await page.keyboard.press('Tab');
    await expect(input(page)).toHaveValue('AT+CSQ');
    await expect(page.getByTestId('terminal-meaning')).toContainText('dBm');
    await page.keyboard.press('Enter');
    await expect(output(page)).toContainText('+CSQ: 24,0');
    await expect(link(page)).toHaveAttribute('data-state', 'open');
    await expect(input(page)).toHaveValue('');

    // History survives a reload, because the core keeps it.
    await type(page, 'ATI');
    await expect(output(page)).toContainText('AirM2M_780E_V1001_LTE_AT');
    await page.reload();
    await expect(output(page)).toContainText('+CSQ: 24,0');
    await input(page).focus();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await expect(input(page)).toHaveValue('AT+CSQ');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await expect(input(page)).toHaveValue('');

    // What a vendor page prints is offered as corrected and sent only when it was seen.
    await page.keyboard.insertText('AT+UPGRADE=“URL”');
    await expect(page.getByTestId('terminal-full-width')).toBeVisible();
    await expectOneLanguage(page, language);
    await shoot(page, `terminal-full-width-${language}`);
    await page.keyboard.press('Enter');
    await expect(input(page)).toHaveValue('AT+UPGRADE="URL"');
    await expect(page.getByTestId('terminal-full-width')).toBeHidden();
    await page.keyboard.press('Enter');
    await expect(output(page)).toContainText('+UPGRADE:URL');

    // Bytes as bytes.
    await page.getByTestId('terminal-mode-hex').focus();
    await page.keyboard.press('Space');
    await input(page).fill('41 54 0');
    await expect(input(page)).toHaveAttribute('aria-invalid', 'true');
    await input(page).fill('41 54 2B 56 45 52 0D');
    await page.keyboard.press('Enter');
    await page.getByTestId('terminal-view-hex').focus();
    await page.keyboard.press('Space');
    await expect(output(page)).toContainText('41 54 2B 56 45 52 0D');
    await shoot(page, `terminal-hex-${language}`);
    await page.getByTestId('terminal-view-text').focus();
    await page.keyboard.press('Space');

    // A favourite with a wait, written and run.
    await page.getByTestId('favourite-new').focus();
    await page.keyboard.press('Enter');
    await page.getByTestId('favourite-name').fill('Net');
    await page.getByTestId('favourite-lines').fill('AT+CEREG?\n@wait 20\n@nonsense');
    await expect(page.getByTestId('favourite-save')).toBeDisabled();
    await expectOneLanguage(page, language);
    await page.getByTestId('favourite-lines').fill('@repeat 2\nAT+CEREG?\n@wait 20');
    await page.getByTestId('favourite-save').focus();
    await page.keyboard.press('Enter');
    const favourite = page.getByTestId('terminal-favourites').getByRole('button', { name: /Net/ }).first();
    await favourite.focus();
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('terminal-run')).toHaveAttribute('data-state', 'done');
    await expect(output(page)).toContainText('+CEREG: 0,1');
    await expectOneLanguage(page, language);
    await shoot(page, `terminal-run-${language}`);
  });
}

test('the view is searched, cleared, copied and shown again, and the port released', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openTerminal(page, 'en');
  await type(page, 'ATI');
  await type(page, 'AT+CSQ');
  await expect(output(page)).toContainText('+CSQ: 24,0');
  await page.getByTestId('terminal-search').fill('csq');
  await page.keyboard.press('Enter');
  await expect(output(page).locator('mark')).toHaveText(['CSQ', 'CSQ']);
  await expect(page.getByText('2 of 2')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(output(page).locator('mark')).toHaveCount(0);

  await page.getByTestId('terminal-copy').click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(/\d\d:\d\d:\d\d\.\d{3} > ATI\n.*AirM2M_780E_V1001_LTE_AT/);

  await page.getByTestId('terminal-clear').click();
  await expect(page.getByText('View cleared')).toBeVisible();
  await page.getByRole('button', { name: 'Show again' }).click();
  await expect(output(page)).toContainText('+CSQ: 24,0');

  await page.getByTestId('terminal-release').click();
  await expect(link(page)).toHaveAttribute('data-state', 'closed');
});

test('a refused line, a silent module and a module that restarts are told', async ({ page }) => {
  await openTerminal(page, 'en');
  await type(page, 'AT+NOPE');
  await expect(output(page)).toContainText('+CME ERROR: 58');
  await cli(['virtual', 'set', 'virtual:1', 'usbDrop=true', 'portBackMs=3000'], home.path);
  await type(page, 'AT+RESET');
  await expect(link(page)).toHaveAttribute('data-state', 'lost');
  await expect(link(page)).toContainText('waiting for it');
  await shoot(page, 'terminal-lost-en');
  await expect(link(page)).toHaveAttribute('data-state', 'open', { timeout: 60_000 });
  await type(page, 'ATI');
  await expect(output(page)).toContainText('AirM2M_780E_V1001_LTE_AT');
});

test('an upgrade gets the port of an open terminal and gives it back', async ({ page }) => {
  await page.goto(host.url);
  await choose(page, 'en');
  await prepareDemoUpgrade(page, async () => {});
  const upgradeUrl = page.url();
  await page.getByTestId('nav-terminal').click();
  await type(page, 'ATI');
  await expect(link(page)).toHaveAttribute('data-state', 'open');
  await page.goto(upgradeUrl);
  await page.getByTestId('upgrade-start').click();
  await page.getByTestId('nav-terminal').click();
  await expect(link(page)).toHaveAttribute('data-state', 'lent');
  await expect(link(page)).toContainText('upgrade');
  await shoot(page, 'terminal-lent-en');
  await expect(link(page)).toHaveAttribute('data-state', 'open', { timeout: 90_000 });
  await type(page, 'ATI');
  await expect(output(page)).toContainText('AirM2M_780E_V1002_LTE_AT');
  await page.getByTestId('nav-upgrade').click();
  expect((await verdictOf(page)).outcome).toBe('succeeded');
});

test('the command line talks through the terminal that the window has open', async ({ page }) => {
  await openTerminal(page, 'en');
  await type(page, 'AT+CSQ');
  await expect(link(page)).toHaveAttribute('data-state', 'open');
  const asked = await cli(['at', '-p', 'virtual:1', 'ATI'], home.path);
  expect(asked.stdout).toContain('AirM2M_780E_V1001_LTE_AT');
  await expect(output(page)).toContainText('AirM2M_780E_V1001_LTE_AT');
  await expect(link(page)).toHaveAttribute('data-state', 'open');
});

/** The verb `terminal` with lines on its standard input. */
function piped(lines: string, args: readonly string[], folder: string): Promise<Finished> {
  const { child, finished } = startCli(['terminal', ...args], folder);
  child.stdin.end(lines);
  return finished;
}

test('lines that are piped are sent one after the other, with directives; a refusal is the exit code', async () => {
  const own = temporaryHome();
  const module = ['-p', 'virtual:ec618-at', '--firmware', demoOld];
  try {
    const good = await piped(
      'ATI\n# remark\n@wait 20\n@hex 41 54 0D\n@expect 2000 OK\nAT+CSQ\n',
      module,
      own.path,
    );
    expect(good).toMatchObject({ code: 0, stderr: '' });
    expect(good.stdout).toMatch(
      /> ATI\n.*AirM2M_780E_V1001_LTE_AT\n.*OK\n.*> AT␍\n[\s\S]*> AT\+CSQ\n.*\+CSQ: 24,0/,
    );
    const bad = await piped('AT+NOPE\n@sleep 5\nATI\n', module, own.path);
    expect(bad.code).toBe(1);
    expect(bad.stderr).toContain('no such directive');
    expect(bad.stdout).toContain('AirM2M_780E_V1001_LTE_AT');
    const none = await piped('', module, own.path);
    expect(none.code).toBe(0);
  } finally {
    own.remove();
  }
});
