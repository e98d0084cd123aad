import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { resolveWorkerUrls } from '../workers.ts';
import { openJournal } from './openJournal.ts';
import { journalWorkerAt } from './startWorker.ts';
import { loadEntry } from './testing/loadEntry.ts';
import { realClock } from './testing/realClock.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'airdock-kill-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const program = fileURLToPath(new URL('./testing/appendForever.ts', import.meta.url));

describe('kill -9', () => {
  it('loses nothing that a flush has acknowledged, three times in a row on the same files', async () => {
    const workerUrl = resolveWorkerUrls(import.meta.url).journal;
    let acknowledged = 0;
    for (const rounds of [3, 7, 12]) {
      const child = spawn(process.execPath, [program, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
      const exited = once(child, 'exit');
      let flushes = 0;
      for await (const line of createInterface({ input: child.stdout })) {
        acknowledged = Math.max(acknowledged, Number(line));
        flushes += 1;
        if (flushes === rounds) child.kill('SIGKILL');
      }
      await exited;
      expect(flushes).toBeGreaterThanOrEqual(rounds);

      const journal = await openJournal({
        folder,
        clock: realClock,
        startWorker: journalWorkerAt(workerUrl),
      });
      const lastSeq = journal.lastSeq();
      expect(lastSeq).toBeGreaterThanOrEqual(acknowledged);
      let next = 1;
      while (next <= lastSeq) {
        const rows = await journal.read({}, next, 5000);
        for (const row of rows) expect(row.seq === next++).toBe(true);
        expect(rows.length).toBeGreaterThan(0);
      }
      await journal.close();
    }
    expect(acknowledged).toBeGreaterThan(10_000 - 1);
  });

  it('at random moments under load loses at most what was handed over in the last 200 ms, byte for byte', async () => {
    const workerUrl = resolveWorkerUrls(import.meta.url).journal;
    const underLoad = fileURLToPath(new URL('./testing/appendUnderLoad.ts', import.meta.url));
    for (const killAfterRows of [700, 1500, 4200, 900]) {
      const child = spawn(process.execPath, [underLoad, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
      const exited = once(child, 'exit');
      const handedOver: { readonly seq: number; readonly atMs: number }[] = [];
      let killedMs = 0;
      for await (const line of createInterface({ input: child.stdout })) {
        const [seq = 0, atMs = 0] = line.split(' ').map(Number);
        handedOver.push({ seq, atMs });
        const first = handedOver[0]?.seq ?? 0;
        if (killedMs > 0 || seq - first < killAfterRows) continue;
        // Not at the edge of a batch: anywhere within the next moments.
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 60));
        child.kill('SIGKILL');
        killedMs = Date.now();
      }
      await exited;

      const journal = await openJournal({
        folder,
        clock: realClock,
        startWorker: journalWorkerAt(workerUrl),
      });
      // What the child itself says was its last moment: a busy computer may kill late.
      const lastMs = handedOver.at(-1)?.atMs ?? 0;
      const promised = handedOver.findLast(({ atMs }) => atMs <= lastMs - 200)?.seq ?? 0;
      const kept = journal.lastSeq();
      expect(kept).toBeGreaterThanOrEqual(promised);
      for (let next = 1; next <= kept; ) {
        const rows = await journal.read({}, next, 5000);
        for (const { seq, wallMs, monoMs, ...entry } of rows) {
          expect(seq).toBe(next);
          next += 1;
          if (entry.kind !== 'appEvent') expect(entry).toEqual(loadEntry(seq));
        }
        expect(rows.length).toBeGreaterThan(0);
      }
      await journal.close();
    }
  }, 60_000);
});
