import { defineConfig } from '@playwright/test';

const executablePath = process.env.AIRDOCK_CHROMIUM || undefined;

export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results/browser',
  timeout: 240_000,
  expect: { timeout: 30_000 },
  // Every file has hosts and folders of its own, so three run beside each other (they wait more than they compute); within a
  // file in order.
  fullyParallel: false,
  workers: 3,
  retries: 0,
  // The JSON report goes to the file that PLAYWRIGHT_JSON_OUTPUT_NAME names; scripts/test.mjs counts from it.
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ? [['list'], ['json']] : [['list']],
  use: {
    viewport: { width: 1280, height: 800 },
    trace: 'retain-on-failure',
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      // Chromium refuses its sandbox to root, which is who CI is.
      args: [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
});
