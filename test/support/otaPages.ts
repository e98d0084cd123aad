/** The server's page as a person uses it, and a module as a raw socket. */
import { connect } from 'node:net';
import { expect, type Page } from '@playwright/test';
import { choose, expectOneLanguage, shoot } from './pages.ts';

/** Opens a part of the server's page. */
export async function openServer(page: Page, section: string): Promise<void> {
  await page.getByTestId('nav-server').click();
  await page.getByTestId(`server-tab-${section}`).click();
}

/** Starts the server where it is off, and says at which port it listens. */
export async function startServer(page: Page): Promise<number> {
  await openServer(page, 'overview');
  await page.getByTestId('server-start').click();
  await expect(page.getByTestId('server-stop')).toBeVisible();
  return Number(/\d+/.exec(await page.getByTestId('server-state').innerText())?.[0]);
}

/** Builds the package of the demo firmware, so that the library has one. */
export async function buildDemoPackage(page: Page): Promise<void> {
  await page.getByTestId('try-virtual').click();
  await page.getByTestId('next-step').click();
  await page.getByTestId('build-start').click();
  await expect(page.getByTestId('proof-ok')).toBeVisible({ timeout: 60_000 });
}

/** Sends bytes as they are and reads until the other side closes. */
export function sendRaw(port: number, text: string, timeoutMs = 60_000): Promise<string> {
  return new Promise((done, failed) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(Buffer.from(text, 'latin1')));
    let got = '';
    socket.setTimeout(timeoutMs, () => socket.destroy(new Error(`no end within ${timeoutMs} ms`)));
    socket.on('data', (chunk) => {
      got += chunk.toString('latin1');
    });
    socket.on('error', failed);
    socket.on('close', () => done(got));
  });
}

/** A request of libfota2; bare LF and odd bytes are the caller's. */
export function libfota2(imei: string, version: string, firmware = 'METER_A', key = 'KEY'): string {
  const query = `imei=${imei}&project_key=${key}&firmware_name=${firmware}&version=${version}`;
  return `GET /upgrade${query} HTTP/1.1\r\nConnection: Close\r\nHost: x:80\r\n\r\n`;
}

/** A campaign over the package of the library, from 1.0.0 to 1.0.3, as typed. */
export async function createCampaign(page: Page, name: string, canary: string | null): Promise<void> {
  await openServer(page, 'campaigns');
  await page.getByTestId('campaign-new').click();
  await page.locator('[data-testid^=campaign-package-]').first().click();
  await page.getByTestId('campaign-name').fill(name);
  await page.getByTestId('campaign-names').fill('METER_A\nMETER_B');
  await page.getByTestId('campaign-sources').fill('1.0.0');
  await page.getByTestId('campaign-target').fill('1.0.3');
  if (canary !== null) {
    await page.getByTestId('campaign-rolled').click();
    await page.getByTestId('campaign-canary').fill(canary);
    await page.getByTestId('campaign-batches').fill('50, 100');
    await page.getByTestId('campaign-sample').fill('1');
  }
  await page.getByTestId('campaign-save').click();
  await expect(page.getByTestId('campaign')).toContainText(name);
}

/** The page as it stands, Chinese in the dark and English in the light. */
export async function look(page: Page, name: string): Promise<void> {
  await choose(page, 'zh', 'dark');
  await expectOneLanguage(page, 'zh');
  await shoot(page, `zh-server-${name}-dark`);
  await choose(page, 'en', 'light');
  await expectOneLanguage(page, 'en');
  await shoot(page, `en-server-${name}`);
}
