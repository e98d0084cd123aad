import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Job } from '../../../../shared/contract/job.ts';
import { openTestCore, type TestCore } from '../../../../test/support/openTestCore.ts';
import { buildSimulatorImage, buildSimulatorPackage } from '../../virtual/testing/simulatorPackage.ts';

/** Whole upgrades of other families through the core: virtual module, driver and machine know nothing of each other. */

let core: TestCore;
let folder: string;
let server: Server | undefined;
beforeEach(async () => {
  core = await openTestCore();
  folder = mkdtempSync(join(tmpdir(), 'airdock-families-'));
});
afterEach(async () => {
  server?.closeAllConnections();
  server?.close();
  server = undefined;
  await core.close();
  rmSync(folder, { recursive: true });
});

function file(name: string, bytes: Uint8Array) {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return { kind: 'path', path } as const;
}

async function plugIn(dialect: string, version: string, knobs = {}) {
  const firmware = file('old.simfw', buildSimulatorImage({ version }));
  return core.client.virtual.create({ dialect, firmware, knobs: { speed: 50, ...knobs } });
}

function verdictOf(job: Job) {
  if (job.state.phase !== 'ended') throw new Error(`job is ${job.state.phase}`);
  return job.state.verdict;
}

/** An HTTP server of somebody else's. */
function serve(bytes: Uint8Array): Promise<string> {
  const made = createServer((_request, response) => response.end(bytes));
  server = made;
  return new Promise((resolve) => {
    made.listen(0, '127.0.0.1', () => {
      const address = made.address();
      resolve(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/a.bin`);
    });
  });
}

const quectel = { source: 'EC800KCNLCR01A01M04', target: 'EC800KCNLCR01A02M04' };
const simcom = { source: 'A7670C_V1.11.1', target: 'A7670C_V1.11.2' };

describe.each([
  ['quectel-dfota', quectel, 'quectel-dfota', 'quectel-dfota'],
  ['simcom', simcom, 'simcom-cfota', 'simcom-lfota'],
])('a virtual %s', (dialect, versions, overHttp, overSerial) => {
  const dialectId = async (): Promise<string> => {
    const all = await core.client.virtual.dialects({});
    const found = all.find(({ id }) => id.startsWith(dialect));
    if (found === undefined) throw new Error(`no dialect ${dialect}`);
    return found.id;
  };

  it('takes a package from a URL and is followed to its new version by the driver that fits', async () => {
    const url = await serve(buildSimulatorPackage(versions));
    const port = await plugIn(await dialectId(), versions.source);
    const { jobId } = await core.client.upgrade.start({
      portId: port.id,
      source: { kind: 'url', url, newVersion: versions.target },
      way: 'http',
    });
    const job = await core.ended(jobId);
    expect(verdictOf(job)).toMatchObject({
      outcome: 'succeeded',
      code: 'upgrade.succeeded',
      params: { from: versions.source, to: versions.target },
    });
    expect(job.result).toMatchObject({ driver: overHttp });
    const rows = await core.rows(jobId);
    expect(rows.find((row) => row.kind === 'jobEvent' && row.event === 'upgrade.driverChosen')).toBeDefined();
  });

  it('takes a package over its AT port', async () => {
    const bytes = buildSimulatorPackage(versions);
    const port = await plugIn(await dialectId(), versions.source);
    const { jobId } = await core.client.upgrade.start({
      portId: port.id,
      source: { kind: 'raw', file: file('a.bin', bytes), newVersion: versions.target },
      way: 'serial',
    });
    const job = await core.ended(jobId);
    expect(verdictOf(job)).toMatchObject({ outcome: 'succeeded', params: { to: versions.target } });
    expect(job.result).toMatchObject({ driver: overSerial, sentBytes: bytes.length });
    expect(await core.client.virtual.stats({ portId: port.id })).toMatchObject({
      serialPackageBytes: bytes.length,
      httpRequests: 0,
    });
  });

  it('says in the preflight which driver would do it', async () => {
    const port = await plugIn(await dialectId(), versions.source);
    const { identity, ways, settings } = await core.client.upgrade.preflight({ portId: port.id });
    expect(identity).toMatchObject({ dialect: overHttp, version: versions.source });
    expect(settings).toEqual([]);
    expect(ways.find(({ way }) => way === 'http')?.driver).toMatchObject({ id: overHttp, forced: false });
    expect(ways.find(({ way }) => way === 'serial')?.driver?.id).toBe(overSerial);
  });
});

describe('a driver that a person names', () => {
  const start = async (driver: string, way: 'http' | 'serial' | 'cloud') => {
    const port = await plugIn('quectel-dfota', quectel.source);
    const source = { kind: 'raw', file: file('a.bin', buildSimulatorPackage(quectel)) } as const;
    return core.client.upgrade.start({ portId: port.id, source, way, driver });
  };

  it('has to exist and to know the way', async () => {
    await expect(start('nobody', 'serial')).rejects.toMatchObject({ code: 'modem.unknownDriver' });
    await expect(start('luat-at', 'serial')).rejects.toMatchObject({
      code: 'modem.driverWay',
      params: { driver: 'luat-at', way: 'serial' },
    });
    await expect(start('quectel-dfota', 'cloud')).rejects.toMatchObject({ code: 'modem.driverWay' });
  });

  it('is taken although the module answers like another one, and the journal says who chose it', async () => {
    const { jobId } = await start('luat-uart', 'serial');
    const job = await core.ended(jobId);
    expect(verdictOf(job)).toMatchObject({ outcome: 'failed', code: 'upgrade.serialNotOffered' });
    const rows = await core.rows(jobId);
    expect(rows.find((row) => row.kind === 'jobEvent' && row.event === 'upgrade.driverForced')).toBeDefined();
  });
});

describe('a platform', () => {
  it('is asked and counted, and a job that waits with no offer cannot be answered', async () => {
    const demo = { kind: 'demo', name: 'AirM2M_780E_V1001_LTE_AT.binpkg' } as const;
    const port = await core.client.virtual.create({
      dialect: 'ec618-at',
      firmware: demo,
      knobs: { sim: false },
    });
    const { jobId } = await core.client.upgrade.start({
      portId: port.id,
      source: { kind: 'plan' },
      way: 'cloud',
      waitForNetwork: false,
    });
    const job = await core.ended(jobId);
    expect(verdictOf(job)).toMatchObject({ outcome: 'failed', code: 'upgrade.noNetwork' });
    const { requests } = await core.client.upgrade.preflight({ portId: port.id });
    expect(requests).toMatchObject({ lastHour: 1, lastDay: 1, holdMs: 0 });
    await expect(core.client.upgrade.answerOffer({ jobId, answer: 'accept' })).rejects.toMatchObject({
      code: 'modem.noOfferOpen',
    });
  });
});
