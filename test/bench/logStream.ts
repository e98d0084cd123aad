/** Bytes enter through a pseudo-terminal and serialport and leave through the WebSocket into a page that follows them. */
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { openJournal } from '../../electron/core/journal/openJournal.ts';
import { journalWorkerAt } from '../../electron/core/journal/startWorker.ts';
import { systemClock } from '../../electron/core/systemClock.ts';
import { openLogDesk, rendererCpuMs, rendererMiB, watchPage } from './logDesk.ts';
import { createScratch } from './scratch.ts';
import { openLine, readBack, startIdle } from './serialFlood.ts';
import { judgeGoal } from './verdicts.ts';

const bytesPerSecond = 1024 * 1024;
const gib = 1024 ** 3;
const root = join(import.meta.dirname, '../..');

export async function benchLogStream(minutes: number): Promise<void> {
  console.log(
    `${minutes} min of log lines at 1 MiB/s, the list open and following, frozen and released once a second`,
  );
  const scratch = createScratch('log');
  await using cleanup = new AsyncDisposableStack();
  cleanup.defer(() => scratch.dispose());
  const line = await openLine(scratch.folder, cleanup);
  const desk = await openLogDesk(join(scratch.folder, 'home'), cleanup);
  const { page, core } = desk;
  const { id: portId } = await core.ports.addPath({ path: line.path, remember: false });
  await core.terminal.setSettings({ releaseAfterMin: null });
  await core.terminal.open({ portId });
  await page.getByTestId('log').focus();
  const figures = await watchPage(page);
  const idle = await startIdle(cleanup);
  const workedBefore = await rendererCpuMs(desk.browser);
  let over = false;
  const startMs = performance.now();
  const flooded = line.flood({ seconds: minutes * 60, bytesPerSecond, maxBytes: null }).then(() => {
    over = true;
  });
  let peakMiB = 0;
  let keys = 0;
  while (!over) {
    for (let press = 0; press < 2; press++, keys++) await page.keyboard.press('Space');
    peakMiB = Math.max(peakMiB, await rendererMiB(desk.browser));
    await delay(1000);
  }
  await flooded;
  const seconds = (performance.now() - startMs) / 1000;
  const sent = await line.report();
  const total = await settled(async () => {
    const { state } = await core.journal.lines({ filter: { portIds: [portId] }, from: 0, count: 1 });
    return state.total + state.indexedSeq;
  });
  const { longestTaskMs, longTasks, inputMs } = await figures();
  const worked = (await rendererCpuMs(desk.browser)) - workedBefore;
  const { longestMs } = await idle.report();
  const following = (await page.getByTestId('log-follow').count()) === 0;
  await core.terminal.release({ portId });
  await desk.stop();
  const held = await heldBytes(desk.journalFolder, portId);
  const input = Math.max(16, ...inputMs);
  console.log(
    `  sent ${sent.bytes} bytes, ${sent.lines} lines in ${seconds.toFixed(0)} s; ${total} in the index and its rows`,
  );
  console.log(
    `  page: ${(worked / seconds).toFixed(0)} ms of its process's own time per second; an idle process beside it was up to ${longestMs.toFixed(0)} ms late`,
  );
  const same = sent.sha256 === held.sha256 && sent.bytes === held.bytes;
  judgeGoal(
    "the journal has the sender's bytes",
    same,
    `${held.bytes} bytes, sha256 ${held.sha256.slice(0, 16)}…`,
  );
  judgeGoal(
    'no task over 100 ms in the renderer',
    longestTaskMs <= 100,
    `longest ${longestTaskMs.toFixed(0)} ms, ${longTasks} over 50 ms`,
  );
  judgeGoal('input latency under 50 ms', input < 50, `worst of ${keys} keys ${input.toFixed(0)} ms`);
  judgeGoal('renderer memory under 200 MiB', peakMiB < 200, `${peakMiB.toFixed(0)} MiB at most`);
  judgeGoal('still at the end of the log', following, following ? 'yes' : 'no');
}

/** Waits until a figure has stood still for a second; a minute at most. */
async function settled(read: () => Promise<number>): Promise<number> {
  let last = -1;
  for (let tries = 0; tries < 60; tries++) {
    const now = await read();
    if (now === last) break;
    last = now;
    await delay(1000);
  }
  return last;
}

/** What the segment files hold, read after the core has ended. */
async function heldBytes(folder: string, portId: string) {
  const worker = new URL(`file://${root}/electron/core/journal/worker.ts`);
  const retention = { totalBytes: 64 * gib, maxAgeMs: 24 * 3600 * 1000 };
  const journal = await openJournal({
    folder,
    clock: systemClock,
    startWorker: journalWorkerAt(worker),
    retention,
  });
  try {
    return await readBack(journal, portId);
  } finally {
    await journal.close();
  }
}
