import { createOtaServer, type OtaServer } from '../../electron/core/ota-server/otaServer.ts';
import { openMemoryStore } from '../../electron/core/store/openStore.ts';
import type { Store } from '../../electron/core/store/store.ts';
import type { CampaignInput } from '../../shared/contract/otaCampaign.ts';
import type { Clock } from '../../shared/domain/clock.ts';
import { firmware, sha256 } from './answers.ts';

/** The project key of every openLuat row, and one of somebody else. */
export const ownKey = 'b0wlT3yrmIpTSPLi3e7Fob5nvBJxO6pM';
export const otherKey = 'QzTnPsSkL2mV8xYd4RgWc6uJh9aEfB1i';

/** A server at a port of its own with one package in its library. */
export interface Shelf {
  readonly server: OtaServer;
  readonly port: number;
  /** The one campaign of the row; called again, it is changed. */
  offer(input: Partial<CampaignInput>): Promise<void>;
  /** Moves the time that rules look at. */
  wait(ms: number): void;
  close(): Promise<void>;
}

/** @param store of a server that was there before: what a restart finds */
export async function openShelf(store: Store = openMemoryStore()): Promise<Shelf> {
  let waitedMs = 0;
  const clock: Clock = {
    wallMs: () => 1_790_000_000_000 + waitedMs,
    monoMs: () => waitedMs,
    after(delayMs, callback) {
      const timer = setTimeout(callback, delayMs);
      timer.unref();
      return () => clearTimeout(timer);
    },
  };
  let rows = 0;
  const server = createOtaServer({
    store,
    journal: { append: (entry) => ({ ...entry, seq: ++rows, wallMs: clock.wallMs(), monoMs: waitedMs }) },
    packages: { open: async () => ({ bytes: firmware, fileName: 'fw.bin' }) },
    clock,
    interfaces: () => ({}),
  });
  await server.updates.loaded();
  const status = await server.start({ host: '127.0.0.1' });
  if (status.state !== 'running') throw new Error('the server did not start');
  let campaign: CampaignInput = {
    name: 'row',
    projectKey: ownKey,
    firmwareNames: ['x'],
    targetVersion: '1.0.1',
    packages: [{ kind: 'full', sha256 }],
  };
  return {
    server,
    port: status.port,
    async offer(input) {
      campaign = { ...campaign, ...input };
      const { id } = await server.updates.saveCampaign(campaign);
      campaign = { ...campaign, id };
    },
    wait(ms) {
      waitedMs += ms;
    },
    async close() {
      server.updates.close();
      await server.stop();
    },
  };
}
