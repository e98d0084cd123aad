/** 10,000 decisions per second on a ledger of 100,000 modules: the rules, the counters and the log on SQLite in a file. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPublications } from '../../electron/core/ota-server/publications.ts';
import { createUpdates } from '../../electron/core/ota-server/updates.ts';
import { openStore } from '../../electron/core/store/openStore.ts';
import { systemClock } from '../../electron/core/systemClock.ts';

const modules = 100_000;
const decisions = 50_000;
const wantedPerSecond = 10_000;

export async function benchDecisions(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'airdock-bench-decisions-'));
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
    for (let module = 0; module < modules; module++) ask(module);
    const startMs = performance.now();
    let served = 0;
    // A step that is coprime with the number of modules visits all of them in a mixed order.
    for (let n = 0; n < decisions; n++) if (ask((n * 7919) % modules) === 'serve') served++;
    const perSecond = decisions / ((performance.now() - startMs) / 1000);
    const good = perSecond >= wantedPerSecond;
    console.log(
      `decisions on ${updates.modules({ limit: 1 }).total} modules: ${perSecond.toFixed(0)} per second (wanted ${wantedPerSecond}), ${served} of ${decisions} served  ${good ? 'good' : 'NOT GOOD'}`,
    );
    if (!good) process.exitCode = 1;
  } finally {
    updates.close();
    store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
