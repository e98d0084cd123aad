/** The whole path by keyboard alone: every button is reached by Tab, and the focus never falls back to the page. */
import { expect, type Page, test } from '@playwright/test';
import { type LocalHost, startLocalHost, temporaryHome } from '../support/airdock.ts';
import { choose, verdictOf } from '../support/pages.ts';

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
const mostStops = 100;

/** Goes from stop to stop until the marked button has the focus. */
async function tabTo(page: Page, testId: string): Promise<void> {
  await expect(page.getByTestId(testId)).toBeEnabled();
  for (let stop = 0; stop < mostStops; stop += 1) {
    await page.keyboard.press('Tab');
    if ((await focused(page)).testId === testId) return;
  }
  throw new Error(`${mostStops} presses of Tab did not reach ${testId}`);
}

/** What has the focus once the browser has drawn: only then does a disabled element lose it. */
function focused(page: Page): Promise<{ tag: string; testId: string | null; text: string }> {
  return page.evaluate(async () => {
    for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
    const active = document.activeElement ?? document.body;
    const text = active === document.body ? '' : (active.textContent ?? '');
    return { tag: active.tagName, testId: active.getAttribute('data-testid'), text };
  });
}

async function press(page: Page, testId: string, key: 'Enter' | 'Space'): Promise<void> {
  await tabTo(page, testId);
  await page.keyboard.press(key);
}

async function expectHeld(page: Page): Promise<void> {
  expect((await focused(page)).tag).not.toBe('BODY');
}

/** A step was entered: its heading speaks first. */
async function expectHeading(page: Page, text: string): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name: text })).toBeVisible();
  expect(await focused(page)).toMatchObject({ tag: 'H1', text });
}

test('a newcomer finishes the whole upgrade with Tab, Enter and Space', async ({ page }) => {
  await page.goto(host.url);
  await choose(page, 'en');
  // From here on no mouse, and nothing left of where it was.
  await page.reload();

  await press(page, 'try-virtual', 'Enter');
  await expectHeading(page, 'Firmware');
  await expect(page.getByTestId('delta-possible')).toBeVisible();
  await expectHeld(page);

  await press(page, 'next-step', 'Space');
  await expectHeading(page, 'Build & proof');
  await press(page, 'build-start', 'Enter');
  await expectHeld(page);
  await expect(page.getByTestId('proof-ok')).toBeVisible({ timeout: 90_000 });
  await expectHeld(page);

  await press(page, 'next-step', 'Enter');
  await expectHeading(page, 'Module & settings');
  await press(page, 'create-virtual', 'Space');
  await expect(page.getByTestId('preflight')).toBeEnabled();
  await expectHeld(page);
  await press(page, 'preflight', 'Enter');
  await expectHeld(page);
  await expect(page.getByTestId('match')).toHaveAttribute('data-state', 'match');
  await expectHeld(page);

  await press(page, 'next-step', 'Space');
  await expectHeading(page, 'Upgrade & watch');
  await press(page, 'upgrade-start', 'Enter');
  await expect(page.getByTestId('timeline-row').first()).toBeVisible();
  await expectHeld(page);
  expect(await verdictOf(page)).toMatchObject({ outcome: 'succeeded', to: 'AirM2M_780E_V1002_LTE_AT' });
  const title = await page.getByTestId('verdict').getByRole('heading', { level: 2 }).innerText();
  expect(await focused(page)).toMatchObject({ tag: 'H2', text: title });
});
