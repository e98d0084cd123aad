/** Our server in a process of its own, with the real journal on disk: `FILE FOLDER`. Prints its port and path, ends with its input. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { openJournal } from '../../electron/core/journal/openJournal.ts';
import { journalWorkerAt } from '../../electron/core/journal/startWorker.ts';
import { createOtaServer } from '../../electron/core/ota-server/otaServer.ts';
import { openMemoryStore } from '../../electron/core/store/openStore.ts';
import { systemClock } from '../../electron/core/systemClock.ts';
import { resolveWorkerUrls } from '../../electron/core/workers.ts';

const [file = '', folder = ''] = process.argv.slice(2);
const bytes = readFileSync(file);
const sha256 = createHash('sha256').update(bytes).digest('hex');
const journal = await openJournal({
  folder: join(folder, 'journal'),
  clock: systemClock,
  startWorker: journalWorkerAt(resolveWorkerUrls(import.meta.url).journal),
});
const server = createOtaServer({
  journal,
  packages: { open: async () => ({ bytes, fileName: 'pack.bin' }) },
  store: openMemoryStore(),
  clock: systemClock,
  interfaces: networkInterfaces,
  // All modules of the bench have one address, and come again in every round.
  limits: { remotePace: { burst: 1e6, perSecond: 1e6 } },
});
const status = await server.start({ host: '127.0.0.1' });
const { path } = await server.publish(sha256, { limit: { count: 1e6, windowMs: 1 } });
console.log(JSON.stringify({ port: status.state === 'running' ? status.port : 0, path }));
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
