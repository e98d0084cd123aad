/**
 * The program of the killed server's test: a whole server on the store of a folder, with a port of its own. It says `port N` when it
 * listens and `banned ID` after it has banned whom its input named, and is otherwise only reached as a module reaches it.
 */
import { createHash } from 'node:crypto';
import { createInterface } from 'node:readline';
import { openStore } from '../../store/openStore.ts';
import { createOtaServer } from '../otaServer.ts';
import { createManualClock } from './manualClock.ts';

const folder = process.argv[2] ?? '';
const bytes = Buffer.alloc(3000, 'firmware');
const sha256 = createHash('sha256').update(bytes).digest('hex');
// Its time stands still: all of its downloads are within one hour, whichever process counted them.
const clock = createManualClock();
let rows = 0;
const server = createOtaServer({
  store: openStore({ folder, wallMs: clock.wallMs }),
  journal: {
    append: (entry) => ({ ...entry, seq: ++rows, wallMs: clock.wallMs(), monoMs: clock.monoMs() }),
  },
  packages: { open: async () => ({ bytes, fileName: 'p.bin' }) },
  clock,
  interfaces: () => ({}),
});
const { updates, onenet } = server;
await updates.loaded();

const both = { projectKey: null, targetVersion: '2.0.0', packages: [{ kind: 'full' as const, sha256 }] };
const known = new Set(updates.campaigns().map(({ name }) => name));
if (!known.has('loop')) await updates.saveCampaign({ ...both, name: 'loop', firmwareNames: ['loop'] });
if (!known.has('lamp')) {
  const rollout = {
    canary: ['lamp0', 'lamp1'],
    batches: [25, 50, 100],
    successPercent: 50,
    errorPercent: 100,
  };
  await updates.saveCampaign({
    ...{ ...both, name: 'lamp', firmwareNames: ['lamp'] },
    rollout: { ...rollout, minSample: 2 },
  });
}
if (onenet.plans().length === 0) {
  const forAll = { sources: null, devices: null, product: null };
  await onenet.savePlan({ ...forAll, name: 'plan', kind: 'sota', sha256, target: 'v2' });
}

const status = await server.start({ host: '127.0.0.1' });
process.stdout.write(`port ${status.state === 'running' ? status.port : 0}\n`);
for await (const id of createInterface(process.stdin)) {
  updates.banModule(id, 'by hand');
  process.stdout.write(`banned ${id}\n`);
}
