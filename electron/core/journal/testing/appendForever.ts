/**
 * A process to be killed: appends to the journal in the folder of its first argument without end and prints the last sequence
 * number after each flush.
 */
import { resolveWorkerUrls } from '../../workers.ts';
import { openJournal } from '../openJournal.ts';
import { journalWorkerAt } from '../startWorker.ts';
import { realClock } from './realClock.ts';

const [, , folder = ''] = process.argv;
const startWorker = journalWorkerAt(resolveWorkerUrls(import.meta.url).journal);
const journal = await openJournal({ folder, clock: realClock, startWorker, segmentBytes: 256 * 1024 });
for (;;) {
  for (let index = 0; index < 500; index += 1) {
    journal.append({
      kind: 'atLine',
      direction: 'rx',
      role: 'urc',
      text: `+UPGRADEIND: ${index}`,
      portId: 'p',
    });
  }
  const seq = journal.lastSeq();
  await journal.flush();
  process.stdout.write(`${seq}\n`);
}
