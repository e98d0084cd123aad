import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  makeBinpkg,
  newAp,
  newCp,
  newVersion,
  oldAp,
  oldCp,
} from '../../electron/core/virtual/testing/fixture.ts';
import type { Job } from '../../shared/contract/job.ts';
import { openTestCore, type TestCore } from '../support/openTestCore.ts';

/** A campaign of the server and a module that asks for it, over real sockets and through nothing but the contract. */

let core: TestCore;
let folder: string;
let port: number;
let packageBytes: number;
beforeAll(async () => {
  core = await openTestCore();
  folder = mkdtempSync(join(tmpdir(), 'airdock-campaign-'));
  const write = (name: string, bytes: Uint8Array) => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return { kind: 'path', path } as const;
  };
  const { jobId } = await core.client.delta.build({
    old: write('old.binpkg', makeBinpkg(oldAp, oldCp)),
    new: write('new.binpkg', makeBinpkg(newAp, newCp)),
    format: 'ec618-at',
  });
  const { result } = await core.ended(jobId);
  if (result?.kind !== 'delta' || result.packageSha256 === undefined) throw new Error('nothing was built');
  const sha256 = result.packageSha256;
  packageBytes = (await core.client.packages.get({ sha256 })).sizeBytes;
  await core.client.otaServer.saveCampaign({
    ...{ name: 'spring', firmwareNames: ['AirM2M_780E_LTE_AT'], targetVersion: '0.0.1002' },
    packages: [{ kind: 'delta', sha256, sourceVersions: ['0.0.1001'] }],
  });
  const status = await core.client.otaServer.start({ host: '127.0.0.1', port: 0 });
  port = status.state === 'running' ? status.port : 0;
});
afterAll(async () => {
  await core.close();
  rmSync(folder, { recursive: true });
});

async function askCloud(knobs = {}): Promise<{ readonly job: Job; readonly id: string }> {
  const { id: portId } = await core.client.virtual.create({
    dialect: 'ec618-at',
    firmware: { kind: 'path', path: join(folder, 'old.binpkg') },
    knobs: {
      ...{ speed: 20, linkBytesPerSecond: 0, ...knobs },
      cloudUrl: `http://127.0.0.1:${port}/api/site/firmware_upgrade`,
    },
  });
  const source = { kind: 'plan', newVersion } as const;
  const { jobId } = await core.client.upgrade.start({ portId, way: 'cloud', source });
  const job = await core.ended(jobId);
  const { imei } = await core.client.modem.identify({ portId });
  return { job, id: imei ?? '' };
}

it('upgrades a module that asks, and device and ledger know it as one', async () => {
  const { job, id } = await askCloud();
  expect(job.state).toMatchObject({ phase: 'ended', verdict: { code: 'upgrade.succeeded' } });
  expect(await core.client.otaServer.module({ id })).toMatchObject({
    device: { id, version: newVersion },
    offers: [{ source: '0.0.1001', target: '0.0.1002', servings: 1, state: 'waiting' }],
    loops: [{ windows: [{ count: 1, limit: 6 }, { count: 1 }] }],
  });
});

it('gives a module that was cut at 60 % the rest, in one download', async () => {
  const afterBytes = Math.floor(packageBytes * 0.6);
  await core.client.otaServer.setFault({ effect: { kind: 'cut', afterBytes }, times: 1 });
  const { job, id } = await askCloud({ resumeAttempts: 3 });
  expect(job.state).toMatchObject({ phase: 'ended', verdict: { code: 'upgrade.succeeded' } });
  const [rest, first] = await core.client.otaServer.listDecisions({ moduleId: id, limit: 2 });
  expect([first?.claim.startByte, rest?.claim.startByte, rest?.resume]).toEqual([0, afterBytes, true]);
  expect(await core.client.otaServer.module({ id })).toMatchObject({ offers: [{ servings: 1 }] });
});
