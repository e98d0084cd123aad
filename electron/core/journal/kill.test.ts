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
});
