/** 10,000 decisions per second on a ledger of 100,000 modules: the rules, the counters and the log on SQLite in a file. */
import { createHash } from 'node:crypto';
import { createPublications } from '../../electron/core/ota-server/publications.ts';
import { createUpdates } from '../../electron/core/ota-server/updates.ts';
import { openStore } from '../../electron/core/store/openStore.ts';
import { systemClock } from '../../electron/core/systemClock.ts';
import { createScratch } from './scratch.ts';
import { judgeGoal, median } from './verdicts.ts';

const modules = 100_000;
const decisions = 10_000;
const rounds = 5;
/** So many modules ask in one turn of the event loop. */
const atOnce = 50;
const wantedPerSecond = 10_000;

export async function benchDecisions(): Promise<void> {
  const scratch = createScratch('decisions');
  const { folder } = scratch;
  const store = openStore({ folder, wallMs: Date.now });
  const bytes = Buffer.alloc(4096, 7);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  let ids = 0;
  const updates = createUpdates({
    store,
    clock: systemClock,
    random: (count) => Uint8Array.from({ length: count }, () => ids++),
    publications: createPublications(
      { open: async () => ({ bytes, fileName: 'a.bin' }) },
      () => `pub${ids++}`,
    ),
    reportFailure: (error) => {
      throw error;
    },
  });
  try {
    await updates.saveCampaign({
      name: 'bench',
      projectKey: null,
      firmwareNames: ['lamp'],
      targetVersion: '2.0.0',
      packages: [{ kind: 'full', sha256 }],
    });
    let asked = 0;
    const ask = (module: number): string => {
      const identity = { kind: 'imei', value: String(862_000_000_000_000 + module) };
      // Half of them have the newest version already.
      const version = module % 2 === 0 ? '1.0.0' : '2.0.0';
      const request = {
        dialect: 'openluat',
        identity,
        project: 'k',
        firmwareName: 'lamp',
        version,
        coreVersion: null,
        startByte: 0,
      };
      return updates.decide(request, `x${++asked}`).outcome;
    };
    for (let module = 0; module < modules; module++) {
      ask(module);
      if (module % atOnce === 0) await updates.settled();
    }
    await updates.settled();
    const rates: number[] = [];
    const before = process.cpuUsage();
    let served = 0;
    for (let round = 0; round < rounds; round++) {
      const startMs = performance.now();
      for (let n = 0; n < decisions; n++) {
        // A step that is coprime with the number of modules visits all of them in a mixed order.
        if (ask(((round * decisions + n) * 7919) % modules) === 'serve') served++;
        if (n % atOnce === atOnce - 1) await updates.settled();
      }
      await updates.settled();
      rates.push(decisions / ((performance.now() - startMs) / 1000));
    }
    const perSecond = median(rates);
    const { user, system } = process.cpuUsage(before);
    const ownTime = (rounds * decisions * 1e6) / (user + system);
    judgeGoal(
      `${wantedPerSecond} decisions per second with ${updates.modules({ limit: 1 }).total} modules known`,
      perSecond >= wantedPerSecond,
      `${perSecond.toFixed(0)} (${ownTime.toFixed(0)} per second of its own CPU time), ${served} of ${rounds * decisions} served`,
    );
  } finally {
    updates.close();
    store.close();
    scratch.dispose();
  }
}
