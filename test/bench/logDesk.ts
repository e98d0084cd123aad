/** The built local host with a browser on its log page, and a second door for the bench itself. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import { WebSocket } from 'ws';
import { contract } from '../../shared/contract/index.ts';
import { createRpcClient } from '../../shared/rpc/client.ts';
import { createWebSocketTransport } from '../../shared/rpc/webSocketTransport.ts';
import { startLocalHost } from '../support/airdock.ts';

export async function openLogDesk(home: string, cleanup: AsyncDisposableStack) {
  const host = await startLocalHost(home);
  cleanup.defer(() => host.stop('SIGKILL'));
  const executablePath = process.env['AIRDOCK_CHROMIUM'] ?? '/usr/bin/chromium';
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  cleanup.defer(() => browser.close());
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(host.url);
  await page.getByTestId('nav-log').click();
  const origin = new URL(host.url).origin;
  const cookies = await page.context().cookies(origin);
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/rpc`, {
    headers: { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; '), origin },
  });
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  const core = createRpcClient(contract, createWebSocketTransport(socket));
  cleanup.defer(() => core.close());
  return { page, browser, core, journalFolder: join(home, 'journal'), stop: () => host.stop('SIGTERM') };
}

export interface PageFigures {
  /** Longest task of the page's main thread, ms; 0 where none was over 50. */
  readonly longestTaskMs: number;
  readonly longTasks: number;
  /** From a key to the picture that shows it, ms, in steps of 8; keys below 16 ms are not told by the browser and count as 16. */
  readonly inputMs: readonly number[];
}

/** Starts watching; what the page did before does not count. */
export async function watchPage(page: Page): Promise<() => Promise<PageFigures>> {
  await page.evaluate(() => {
    const figures = { longestTaskMs: 0, longTasks: 0, inputMs: [] as number[] };
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) {
        figures.longTasks += 1;
        figures.longestTaskMs = Math.max(figures.longestTaskMs, duration);
      }
    }).observe({ type: 'longtask' });
    new PerformanceObserver((list) => {
      for (const { name, duration } of list.getEntries())
        if (name === 'keydown') figures.inputMs.push(duration);
    }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
    Object.assign(window, { benchFigures: figures });
  });
  return () =>
    page.evaluate((): PageFigures => (window as unknown as { benchFigures: PageFigures }).benchFigures);
}

/** What the page's process holds for itself, MiB: its anonymous memory, as the browser's own task manager counts it. */
export async function rendererMiB(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const held = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => anonymousMiB(id));
  return Math.max(0, ...held);
}

function anonymousMiB(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/RssAnon:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
  } catch {
    // It ended meanwhile.
    return 0;
  }
}

/** Processor time that the page's process has used, ms. */
export async function rendererCpuMs(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const used = processInfo.filter(({ type }) => type === 'renderer').map(({ cpuTime }) => cpuTime * 1000);
  return Math.max(0, ...used);
}
