/**
 * A process to be killed: a module that talks without a pause. Appends numbered bytes in both directions, HTTP exchanges and job
 * events to the journal in the folder of its first argument, never asks for a flush, and prints after each append which rows it has
 * handed over and when: `lastSeq monoMs`.
 */
import { writeSync } from 'node:fs';
import { resolveWorkerUrls } from '../../workers.ts';
import { openJournal } from '../openJournal.ts';
import { journalWorkerAt } from '../startWorker.ts';
import { loadEntry } from './loadEntry.ts';
import { realClock } from './realClock.ts';

const [, , folder = ''] = process.argv;
const startWorker = journalWorkerAt(resolveWorkerUrls(import.meta.url).journal);
const journal = await openJournal({ folder, clock: realClock, startWorker, segmentBytes: 1024 * 1024 });
for (;;) {
  for (let count = 0; count < 40; count += 1) journal.append(loadEntry(journal.lastSeq() + 1));
  // Written at once: what a killed process still had in its own buffers would look as if it had never been handed over.
  writeSync(1, `${journal.lastSeq()} ${Date.now()}\n`);
  await new Promise((resolve) => setTimeout(resolve, 4));
}
