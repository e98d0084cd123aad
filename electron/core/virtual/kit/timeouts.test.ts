import { expect, test } from 'vitest';
import { onemoLwm2m } from '../onemo/dialect.ts';
import { silentConnect } from '../testing/fakeServer.ts';
import { createKitBench, type KitBenchOptions } from '../testing/kitBench.ts';
import { buildSimulatorImage } from '../testing/simulatorPackage.ts';

/** Simulated milliseconds from the start of a download to its end. */
async function timeOf(knobs: Record<string, number>, more: Partial<KitBenchOptions>): Promise<number> {
  const bench = await createKitBench({
    dialect: onemoLwm2m,
    firmware: buildSimulatorImage({ version: 'A' }),
    knobs: { planUrl: 'http://a/b', brokenEvent: 41, ...knobs },
    ...more,
  });
  bench.ask('AT+MIPLCREATEEX="a:1",1');
  bench.ask('AT+MIPLOPEN=0,300000');
  bench.waitFor('0,40');
  const start = bench.clock.now();
  bench.waitFor('0,41');
  return bench.clock.now() - start;
}

/** What the scripted server takes to accept. */
const connectMs = 6;
const limits = { connectTimeoutMs: 5000, firstByteTimeoutMs: 7000, idleTimeoutMs: 9000 };

test('a server that does not accept, does not answer or stops costs the time-out of that', async () => {
  const stopping: KitBenchOptions['serve'] = (exchange) =>
    exchange.send('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc');
  expect(await timeOf(limits, { connect: () => silentConnect })).toBe(5000);
  expect(await timeOf(limits, { serve: () => {} })).toBe(7000 + connectMs);
  const idle = await timeOf({ ...limits, linkBytesPerSecond: 0 }, { serve: stopping });
  expect(idle).toBeGreaterThanOrEqual(9000);
  expect(idle).toBeLessThan(9050);
});
