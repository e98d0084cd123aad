import { expect, test } from '@playwright/test';
import { type LocalHost, startLocalHost, temporaryHome } from '../support/airdock.ts';
import {
  choose,
  expectOneLanguage,
  type Language,
  prepareDemoUpgrade,
  shoot,
  verdictOf,
} from '../support/pages.ts';

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

for (const language of ['zh', 'en'] as const satisfies readonly Language[]) {
  test(`a newcomer finishes the whole upgrade without hardware (${language})`, async ({ page }) => {
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    await page.goto(host.url);
    await choose(page, language);
    await expectOneLanguage(page, language);
    await shoot(page, `${language}-1-home`);
    await prepareDemoUpgrade(page, async (step) => {
      await expectOneLanguage(page, language);
      await shoot(page, `${language}-${step}`);
    });
    await page.getByTestId('upgrade-start').click();
    await expect(page.getByTestId('timeline-row').first()).toBeVisible();
    await shoot(page, `${language}-6-running`);
    expect(await verdictOf(page)).toEqual({
      outcome: 'succeeded',
      from: 'AirM2M_780E_V1001_LTE_AT',
      to: 'AirM2M_780E_V1002_LTE_AT',
    });
    await expectOneLanguage(page, language);
    await shoot(page, `${language}-7-verdict`);
    await choose(page, language, 'dark');
    await shoot(page, `${language}-7-verdict-dark`);
    expect(errors).toEqual([]);
  });
}

test('a reload during the upgrade ends nothing, and the view comes back whole', async ({ page }) => {
  await page.goto(host.url);
  await prepareDemoUpgrade(page, async () => {});
  await page.getByTestId('upgrade-start').click();
  await expect(page.getByTestId('timeline-row').first()).toBeVisible();
  page.on('dialog', (dialog) => void dialog.accept());
  await page.reload();
  expect(await verdictOf(page)).toMatchObject({ outcome: 'succeeded', to: 'AirM2M_780E_V1002_LTE_AT' });
  await expect(page.getByTestId('timeline-row').first()).toBeVisible();
});

test('a cut socket ends nothing: the page says so, reconnects and shows the verdict', async ({ page }) => {
  const sockets: { close(): Promise<void> }[] = [];
  await page.routeWebSocket('**/rpc', (socket) => {
    const server = socket.connectToServer();
    sockets.push({
      close: async () => {
        await Promise.all([server.close(), socket.close()]);
      },
    });
  });
  await page.goto(host.url);
  await prepareDemoUpgrade(page, async () => {});
  await page.getByTestId('upgrade-start').click();
  await expect(page.getByTestId('timeline-row').first()).toBeVisible();
  await sockets.at(-1)?.close();
  await expect.poll(() => sockets.length).toBeGreaterThan(1);
  expect((await verdictOf(page)).outcome).toBe('succeeded');
});

test('a closed window ends nothing: another one shows the job', async ({ page, context }) => {
  await page.goto(host.url);
  await prepareDemoUpgrade(page, async () => {});
  await page.getByTestId('upgrade-start').click();
  await expect(page.getByTestId('timeline-row').first()).toBeVisible();
  const address = page.url();
  const other = await context.newPage();
  await page.close();
  await other.goto(address);
  expect((await verdictOf(other)).outcome).toBe('succeeded');
});

test('after the core was killed the job is interrupted and says what to do', async ({ page }) => {
  await page.goto(host.url);
  await choose(page, 'en');
  await prepareDemoUpgrade(page, async () => {});
  await page.getByTestId('upgrade-start').click();
  await expect(page.getByTestId('timeline-row').first()).toBeVisible();
  await host.stop('SIGKILL');
  await shoot(page, 'en-8-disconnected');
  host = await startLocalHost(home.path);
  await page.goto(host.url);
  await page.getByRole('button', { name: 'See what to do' }).click();
  await expect(page.getByTestId('verdict')).toHaveAttribute('data-outcome', 'interrupted');
  // The rows of the life before are still in the journal.
  await expect(page.getByTestId('timeline-row').first()).toBeVisible();
  await shoot(page, 'en-8-interrupted');
});
