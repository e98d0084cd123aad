/** How a person moves through the window, by the marks that the page offers. */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, type Page } from '@playwright/test';

export type Language = 'zh' | 'en';

const shots = resolve(import.meta.dirname, '../../test-results/screens');

/** A screenshot of each step stays behind for people. */
export async function shoot(page: Page, name: string): Promise<void> {
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: join(shots, `${name}.png`), animations: 'disabled' });
}

export async function choose(
  page: Page,
  language: Language,
  theme: 'light' | 'dark' = 'light',
): Promise<void> {
  await page.getByTestId(`lang-${language}`).click();
  await page.getByTestId(`theme-${theme}`).click();
  await expect(page.locator('html')).toHaveAttribute('lang', language === 'zh' ? 'zh-CN' : 'en');
}

/** The language switch names each language in itself. */
const withoutSwitch = (text: string): string => text.replace(/^中$/m, '');

/** An English page holds no Chinese, a Chinese page no English sentence (four words of small letters in a row). */
export async function expectOneLanguage(page: Page, language: Language): Promise<void> {
  const text = await page.locator('body').innerText();
  if (language === 'en') expect(withoutSwitch(text).match(/[\u3400-\u9fff]+/g) ?? []).toEqual([]);
  else expect(text.match(/\b[a-z]+ [a-z]+ [a-z]+ [a-z]+\b/g) ?? []).toEqual([]);
}

export async function next(page: Page): Promise<void> {
  await page.getByTestId('next-step').click();
}

/** Steps 1 to 4 with the demo firmware and a virtual module; ends where the upgrade can be started. */
export async function prepareDemoUpgrade(page: Page, onStep: (name: string) => Promise<void>): Promise<void> {
  await page.getByTestId('try-virtual').click();
  await expect(page.getByTestId('delta-possible')).toBeVisible();
  await onStep('2-firmware');
  await next(page);
  await page.getByTestId('build-start').click();
  await expect(page.getByTestId('proof-ok')).toBeVisible({ timeout: 90_000 });
  await onStep('3-proof');
  await next(page);
  await page.getByTestId('create-virtual').click();
  await page.getByTestId('preflight').click();
  await expect(page.getByTestId('next-step')).toBeEnabled();
  await onStep('4-module');
  await next(page);
  await expect(page.getByTestId('upgrade-start')).toBeEnabled();
  await onStep('5-ready');
}

/** Waits for the verdict and reads it. */
export async function verdictOf(page: Page): Promise<{ outcome: string | null; from: string; to: string }> {
  const card = page.getByTestId('verdict');
  await expect(card).toBeVisible({ timeout: 60_000 });
  return {
    outcome: await card.getAttribute('data-outcome'),
    from: await page.getByTestId('verdict-from').innerText(),
    to: await page.getByTestId('verdict-to').innerText(),
  };
}
