/** A record of very many lines: written first, then opened by the built core, scrolled and searched in the page. */
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { openJournal } from '../../electron/core/journal/openJournal.ts';
import { journalWorkerAt } from '../../electron/core/journal/startWorker.ts';
import { systemClock } from '../../electron/core/systemClock.ts';
import { openLogDesk, rendererMiB, watchPage } from './logDesk.ts';
import { createScratch } from './scratch.ts';
import { judgeGoal } from './verdicts.ts';

const root = join(import.meta.dirname, '../..');
const gib = 1024 ** 3;
const linesPerRow = 200;
const portId = 'serial:/dev/bench';

export async function benchLogLines(count: number): Promise<void> {
  const scratch = createScratch('log-lines');
  await using cleanup = new AsyncDisposableStack();
  cleanup.defer(() => scratch.dispose());
  const home = join(scratch.folder, 'home');
  const wroteMs = await timedAsync(() => writeRecord(join(home, 'journal'), count));
  console.log(`${count} lines written in ${(wroteMs / 1000).toFixed(0)} s`);
  const startMs = performance.now();
  const desk = await openLogDesk(home, cleanup);
  const { page, core } = desk;
  for (;;) {
    const { state } = await core.journal.lines({ filter: {}, from: 0, count: 1 });
    if (state.rebuilding === undefined && state.indexedSeq >= state.lastSeq) break;
    await delay(500);
  }
  console.log(`  index built in ${((performance.now() - startMs) / 1000).toFixed(0)} s`);
  const { state } = await core.journal.lines({ filter: {}, from: 0, count: 1 });
  judgeGoal('every line has a position', state.total >= count, `${state.total} lines`);
  const figures = await watchPage(page);
  const middle = Math.floor(state.total / 2);
  const shown = async (index: number) =>
    page.locator(`[data-testid=log-line][data-index="${index}"][data-level]`).waitFor({ timeout: 60_000 });
  await page.getByTestId('log').focus();
  const jumpMs = await timedAsync(async () => {
    await page.keyboard.press('Control+g');
    await page.getByTestId('log-jump-input').fill(String(middle + 1));
    await page.keyboard.press('Enter');
    await shown(middle);
  });
  console.log(`  to the middle by its number: ${jumpMs.toFixed(0)} ms, typing included`);
  const dragMs = await timedAsync(async () => {
    await page.getByTestId('log').evaluate((list) => {
      list.scrollTop = list.scrollHeight / 4;
    });
    await page.locator('[data-testid=log-line][data-level]').first().waitFor({ timeout: 60_000 });
  });
  console.log(`  a quarter by the scroll bar: ${dragMs.toFixed(0)} ms`);
  const searchMs = await timedAsync(async () => {
    let from: number | null = 0;
    let hits = 0;
    const query = { text: `needle ${count - 1} `, regex: false };
    while (from !== null) {
      const piece: { hits: unknown[]; next: number | null } = await core.journal.search({
        ...{ filter: {}, query, from, direction: 'forward', give: 'positions', limit: 1000 },
      });
      hits += piece.hits.length;
      from = piece.next;
    }
    judgeGoal('a line that is there once is found', hits === 1, `${hits} hits`);
  });
  console.log(`  the whole record searched: ${(searchMs / 1000).toFixed(1)} s`);
  const { longestTaskMs } = await figures();
  judgeGoal(
    'no task over 100 ms in the renderer',
    longestTaskMs <= 100,
    `longest ${longestTaskMs.toFixed(0)} ms`,
  );
  const held = await rendererMiB(desk.browser);
  judgeGoal('renderer memory under 200 MiB', held < 200, `${held.toFixed(0)} MiB`);
}

async function writeRecord(folder: string, count: number): Promise<void> {
  const worker = new URL(`file://${root}/electron/core/journal/worker.ts`);
  const retention = { totalBytes: 64 * gib, maxAgeMs: 24 * 3600 * 1000 };
  const journal = await openJournal({
    folder,
    clock: systemClock,
    startWorker: journalWorkerAt(worker),
    retention,
  });
  for (let at = 0, rows = 0; at < count; rows++) {
    const lines: string[] = [];
    for (let n = 0; n < linesPerRow && at < count; n++, at++) lines.push(`I/app needle ${at} tick\r\n`);
    const bytes = Buffer.from(lines.join('')).toString('base64');
    journal.append({ kind: 'serialBytes', direction: 'rx', bytes, portId });
    if (rows % 500 === 0) await journal.flush();
  }
  await journal.close();
}

async function timedAsync(work: () => Promise<unknown>): Promise<number> {
  const startMs = performance.now();
  await work();
  return performance.now() - startMs;
}
