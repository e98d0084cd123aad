import { afterEach, describe, expect, it } from 'vitest';
import { createDevices } from '../../electron/core/devices/devices.ts';
import { createMemoryJournal } from '../../electron/core/journal/memoryJournal.ts';
import { createTerminals } from '../../electron/core/modem/terminal/terminals.ts';
import { runUpgrade } from '../../electron/core/modem/upgrade/runUpgrade.ts';
import { createPortRegistry } from '../../electron/core/ports/registry.ts';
import { createFakeClock } from '../../electron/core/ports/testing/fakeClock.ts';
import { refuseBreakingOrder } from '../../electron/core/services/upgrade/ownUpgradeLock.ts';
import { createQuotaGate } from '../../electron/core/services/upgrade/platformQuota.ts';
import { createUnaskedUpgrades } from '../../electron/core/services/upgrade/unaskedUpgrades.ts';
import { createVirtualModules } from '../../electron/core/services/virtualModules.ts';
import { createTerminalKeep } from '../../electron/core/settings/terminalLibrary.ts';
import { openMemoryStore } from '../../electron/core/store/openStore.ts';
import { dialectOf } from '../../electron/core/virtual/dialects.ts';
import type { KnobValues } from '../../electron/core/virtual/knobs/store.ts';
import {
  createFakeServer,
  type FakeExchange,
  serveFile,
} from '../../electron/core/virtual/testing/fakeServer.ts';
import {
  newVersion,
  oldBinpkg,
  oldVersion,
  pairPackage,
} from '../../electron/core/virtual/testing/fixture.ts';
import { clockOfModule, until } from './bench.ts';

/**
 * A module that asks its platform by itself while a person only listens: AUTO of the virtual module on one side, an open terminal
 * on the other, on one clock that stands still.
 */
const imei = '866250060000017';
const periodMs = 60_000;
const platform: KnobValues = { factoryPeriodSec: 60, cloudUrl: 'http://platform.example.com/p.bin' };

const cleanups: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function listen(
  knobs: KnobValues,
  serve: (exchange: FakeExchange) => void = (exchange) => serveFile(exchange, pairPackage),
) {
  const clock = createFakeClock();
  const moduleClock = clockOfModule(clock);
  const server = createFakeServer(moduleClock, serve);
  const modules = createVirtualModules();
  cleanups.push(() => modules.dispose());
  const module = await modules.add((id) =>
    dialectOf('ec618-at').create({
      ...{ id, imei, firmware: oldBinpkg, fileName: 'old.binpkg', knobs, clock: moduleClock },
      ...{ random: () => 0.5, http: { connect: server.connect } },
    }),
  );
  const journal = createMemoryJournal(clock);
  const store = openMemoryStore();
  cleanups.push(() => store.close());
  const devices = createDevices({ store, clock });
  const ports = createPortRegistry({ providers: [modules.provider], journal, clock });
  cleanups.push(() => ports.dispose());
  const unasked = createUnaskedUpgrades({ journal, clock, devices, ports });
  cleanups.push(() => unasked.dispose());
  const { settings } = createTerminalKeep(store);
  const terminals = createTerminals({
    ...{ ports, journal, clock, settings },
    checkOrder: (portId, text) => refuseBreakingOrder(unasked, portId, text),
  });
  cleanups.push(() => terminals.dispose());
  const advance = until(clock);
  await ports.refresh();
  devices.recordSeen({ id: imei, version: oldVersion, portId: module.id });
  ports.noteDevice(module.id, imei);
  await advance(terminals.session(module.id).open());
  const port = () => ports.list().find(({ id }) => id === module.id);
  const events = async () =>
    (await journal.read({}, 1, 10_000)).flatMap((row) =>
      row.kind === 'appEvent' || row.kind === 'jobEvent' ? [row.event] : [],
    );
  /** Moves on until the port shows what is wanted. */
  const untilPort = async (wanted: (now: ReturnType<typeof port>) => boolean): Promise<void> => {
    for (let step = 0; step < 2000 && !wanted(port()); step++) await clock.advance(250);
    expect(wanted(port())).toBe(true);
  };
  return { clock, module, journal, devices, ports, unasked, terminals, advance, port, events, untilPort };
}

type Bench = Awaited<ReturnType<typeof listen>>;

async function follow(bench: Bench) {
  const { clock, module, journal, devices, ports, unasked, advance } = bench;
  const lease = await advance(ports.acquire(module.id, 'upgrade', { jobId: 'job-1' }));
  const begun = unasked.take(module.id);
  if (begun === null) throw new Error('nothing had begun');
  const progress: number[] = [];
  const phases: string[] = [];
  let startedByModule = false;
  const source = { imei, sourceVersion: oldVersion, jobId: 'job-1', firstCounted: begun.counted };
  const outcome = await advance(
    runUpgrade({
      ...{ ports, lease, clock, journal, jobId: 'job-1', driver: begun.driver, begun },
      delivery: { kind: 'cloud', asks: false },
      expected: { version: newVersion },
      quota: createQuotaGate(devices, source, () => clock.wallMs()),
      signal: new AbortController().signal,
      onProgress: ({ phase, done }) => {
        if (phase === 'upgrade.downloading') progress.push(done);
      },
      onState: ({ phase }) => phases.push(phase),
      onStartedByModule: () => {
        startedByModule = true;
      },
    }),
  );
  await outcome.lease.release();
  return { ...outcome, begun, progress, phases, startedByModule };
}

describe('a module that begins an upgrade by itself while a person listens', () => {
  it('locks the port, says so in the journal and is counted, at its first line', async () => {
    const bench = await listen(platform);
    expect(bench.port()).not.toHaveProperty('ownUpgrade');
    await bench.clock.advance(periodMs / 2);
    await bench.untilPort((port) => port?.ownUpgrade !== undefined);
    expect(bench.port()).toMatchObject({
      guarded: true,
      lease: { owner: 'terminal' },
      ownUpgrade: { driver: 'luat-at', startedBy: 'module' },
    });
    const [first] = await bench.journal.read({}, bench.port()?.ownUpgrade?.seq ?? 0, 1);
    expect(first).toMatchObject({ kind: 'atLine', direction: 'rx', portId: bench.module.id });
    expect(await bench.events()).toContain('upgrade.unaskedBegan');
    expect(bench.devices.listRequests(imei, 0)).toMatchObject([
      { startedBy: 'module', sourceVersion: oldVersion },
    ]);
    await expect(bench.ports.setLines(bench.module.id, { dtr: true })).rejects.toMatchObject({
      code: 'port.busy',
    });
  });

  it('is followed from its first line to the version that it reports, and counted once', async () => {
    const bench = await listen({ ...platform, linkBytesPerSecond: 40 });
    await bench.untilPort((port) => port?.ownUpgrade !== undefined);
    const { seq } = bench.port()?.ownUpgrade ?? { seq: 0 };
    await bench.clock.advance(15_000);
    const end = await follow(bench);
    expect(end.verdict).toMatchObject({ outcome: 'succeeded', code: 'upgrade.succeeded' });
    expect(end).toMatchObject({ from: oldVersion, to: newVersion, startedByModule: true });
    expect(end.verdict.evidence[0]).toBe(seq);
    // What had been downloaded before anybody followed stands at once.
    expect(end.progress[0]).toBeGreaterThan(0);
    expect(end.progress[0]).toBeLessThan(100);
    expect(bench.devices.listRequests(imei, 0)).toHaveLength(1);
    expect(bench.port()).not.toHaveProperty('ownUpgrade');
  });

  it('is followed to its end also by a job that comes while it is applied and answers nothing', async () => {
    const bench = await listen({ ...platform, applyMs: 60_000 });
    await bench.untilPort(() =>
      (bench.unasked.of(bench.module.id)?.signals ?? []).some(({ signal }) => signal.kind === 'applyStarted'),
    );
    const end = await follow(bench);
    expect(end.verdict).toMatchObject({ outcome: 'succeeded' });
    expect(end).toMatchObject({ from: oldVersion, to: newVersion });
    expect(end.phases).not.toContain('requesting');
  });

  it('unlocks the port when it has restarted and nobody followed', async () => {
    const bench = await listen(platform);
    await bench.untilPort((port) => port?.ownUpgrade !== undefined);
    await bench.untilPort((port) => port?.ownUpgrade === undefined);
    expect(bench.port()?.guarded).toBe(false);
    expect(await bench.events()).toContain('upgrade.unaskedEnded');
    expect(bench.unasked.take(bench.module.id)).toBeNull();
  });

  it('unlocks the port after a quarter of an hour without a word', async () => {
    const half = (exchange: FakeExchange): void => {
      exchange.send(`HTTP/1.1 200 OK\r\nContent-Length: ${pairPackage.length}\r\n\r\n`);
      exchange.send(pairPackage.subarray(0, pairPackage.length / 2));
    };
    const bench = await listen({ ...platform, idleTimeoutMs: 3_600_000 }, half);
    await bench.untilPort((port) => port?.ownUpgrade !== undefined);
    await bench.clock.advance(16 * 60_000);
    expect(bench.port()).not.toHaveProperty('ownUpgrade');
    expect(await bench.events()).toContain('upgrade.unaskedSilent');
  });

  it('counts a request that the platform refuses at once, and locks nothing', async () => {
    const bench = await listen({ ...platform, cloudUrl: null, cloudVerdict: 27 });
    await bench.clock.advance(periodMs + 10_000);
    expect(bench.devices.listRequests(imei, 0)).toMatchObject([{ startedBy: 'module' }]);
    expect(bench.port()).not.toHaveProperty('ownUpgrade');
  });

  it('counts nothing where the module has a URL of somebody’s own', async () => {
    const bench = await listen(platform);
    bench.devices.recordSettings(imei, [{ name: 'URL', value: 'http://10.0.0.1/p.bin', source: 'readBack' }]);
    await bench.untilPort((port) => port?.ownUpgrade !== undefined);
    expect(bench.devices.listRequests(imei, 0)).toEqual([]);
  });

  it('is told nothing that would break it, by line, bytes or sequence, and answers questions', async () => {
    const bench = await listen({ ...platform, linkBytesPerSecond: 40 });
    const terminal = bench.terminals.session(bench.module.id);
    await bench.untilPort((port) => port?.ownUpgrade !== undefined);
    const refused = { code: 'modem.orderBreaksUpgrade', params: { command: 'AT+RESET' } };
    await expect(bench.advance(terminal.sendText('AT+RESET'))).rejects.toMatchObject(refused);
    await expect(
      bench.advance(terminal.sendBytes(new TextEncoder().encode('AT+RESET\r'))),
    ).rejects.toMatchObject(refused);
    await terminal.run({
      ...{ name: 'restart', rounds: 1, onRefusal: 'continue' },
      steps: [{ kind: 'line', text: 'AT+RESET' }],
    });
    await bench.clock.advance(1000);
    expect(terminal.state().run).toMatchObject({ state: 'failed', error: { code: refused.code } });
    expect(await bench.advance(terminal.sendText('AT+UPGRADE?'))).toMatchObject({ final: 'ok' });
    await bench.untilPort((port) => port?.ownUpgrade === undefined);
    const sent = (await bench.journal.read({}, 1, 10_000)).filter(
      (row) => row.kind === 'atLine' && row.direction === 'tx' && row.text.includes('RESET'),
    );
    expect(sent).toEqual([]);
    expect(await bench.advance(terminal.sendText('ATI'))).toMatchObject({ lines: [newVersion] });
  });

  it('knows an order that was typed from a start of the module’s own', async () => {
    const bench = await listen({ ...platform, factoryAuto: 0 });
    await bench.advance(bench.terminals.session(bench.module.id).sendText('AT+UPGRADE'));
    await bench.untilPort((port) => port?.ownUpgrade !== undefined);
    expect(bench.port()?.ownUpgrade?.startedBy).toBe('terminal');
    expect(bench.devices.listRequests(imei, 0)).toMatchObject([{ startedBy: 'host' }]);
  });
});
