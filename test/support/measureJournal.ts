/**
 * Measures the index of a big journal and prints a table: `node test/support/measureJournal.ts [LINES] [FOLDER]`. No test: it says
 * what this computer does at this moment.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createJournalIndex, type JournalIndex } from '../../electron/core/journal/search/journalIndex.ts';
import { indexWorkerAt } from '../../electron/core/journal/search/startIndexWorker.ts';
import { realClock } from '../../electron/core/journal/testing/realClock.ts';
import { resolveWorkerUrls } from '../../electron/core/workers.ts';
import type { LineQuery } from '../../shared/contract/journalLine.ts';
import { sampleLog, writeSegments } from './bigJournal.ts';

const lines = Number(process.argv[2] ?? 10_000_000);
const folder = process.argv[3] ?? mkdtempSync(join(tmpdir(), 'airdock-measure-'));
const say = (name: string, value: string): void => void process.stdout.write(`${name.padEnd(46)} ${value}\n`);
let cpuBefore = process.cpuUsage();
/** With the CPU time of all threads since the last look: on a busy computer that is the number that means something. */
const seconds = (sinceMs: number): string => {
  const { user, system } = process.cpuUsage(cpuBefore);
  cpuBefore = process.cpuUsage();
  return `${((performance.now() - sinceMs) / 1000).toFixed(2)} s (CPU ${((user + system) / 1e6).toFixed(2)} s)`;
};

let startedMs = performance.now();
const { bytes } = writeSegments(folder, sampleLog(lines));
say('written', `${lines} lines, ${(bytes / 1e6).toFixed(0)} MB, ${seconds(startedMs)}`);

const { index: workerUrl } = resolveWorkerUrls(import.meta.url);
const open = (): JournalIndex =>
  createJournalIndex({
    folder,
    clock: realClock,
    journal: { lastSeq: () => 0, onWritten: () => () => undefined },
    startWorker: indexWorkerAt(workerUrl),
  });
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const first = (index: JournalIndex) => index.ask('lines', { filter: {}, from: 0, count: 50 });

let index = open();
startedMs = performance.now();
await first(index);
say('first page without an index', seconds(startedMs));
while ((await first(index)).state.rebuilding !== undefined) await pause(200);
const lineMs = performance.now() - startedMs;
say('lines of all segments', `${seconds(startedMs)}, ${Math.round(lines / (lineMs / 1000))} lines/s`);

async function count(query: LineQuery): Promise<string> {
  const begun = performance.now();
  let from: number | null = 0;
  let hits = 0;
  let firstMs: number | null = null;
  while (from !== null) {
    const asked = { filter: {}, query, from, direction: 'forward' as const, give: 'positions' as const };
    const answer: { hits: unknown[]; next: number | null } = await index.ask('search', {
      ...asked,
      limit: 20_000,
    });
    if (answer.hits.length > 0) firstMs ??= performance.now() - begun;
    hits += answer.hits.length;
    from = answer.next;
  }
  return `${hits} hits, first after ${firstMs?.toFixed(0) ?? '-'} ms, all after ${seconds(begun)}`;
}

for (const share of [0.5, 0.99, 0.01]) {
  startedMs = performance.now();
  await index.ask('lines', { filter: {}, from: Math.floor(lines * share), count: 50 });
  say(`50 lines at ${share * 100} %`, `${(performance.now() - startedMs).toFixed(1)} ms`);
}
startedMs = performance.now();
const errors = await index.ask('lines', { filter: { levels: ['error'] }, from: 1000, count: 50 });
say(
  'a filter over all lines, first time',
  `${(performance.now() - startedMs).toFixed(0)} ms, ${errors.state.total} lines`,
);
startedMs = performance.now();
await index.ask('lines', {
  filter: { levels: ['error'] },
  from: Math.floor(errors.state.total / 2),
  count: 50,
});
say('50 lines in the middle of it', `${(performance.now() - startedMs).toFixed(1)} ms`);

startedMs = performance.now();
while ((await index.ask('waiting', {})).blocks > 0) await pause(200);
say('words of all lines', seconds(startedMs));
say('index on disk', `${((await index.ask('storage', {})).indexBytes / 1e6).toFixed(0)} MB`);

say('search: a rare text', await count({ text: `step ${Math.floor(lines / 2) - 3} rssi` }));
say('search: a text that is not there', await count({ text: 'never said' }));
say('search: Chinese, one line in 1000', await count({ text: '块已写入' }));
say('search: two characters, every line read', await count({ text: '升级' }));
say('search: a pattern, every line read', await count({ text: 'rssi -6[0-3] .*id=ff', regex: true }));
say('memory of the process', `${(process.memoryUsage().rss / 1e6).toFixed(0)} MB`);

await index.close();
startedMs = performance.now();
index = open();
await first(index);
say('first page with an index', seconds(startedMs));
await index.close();
if (process.argv[3] === undefined) rmSync(folder, { recursive: true, force: true });
