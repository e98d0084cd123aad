import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Job } from '../../shared/contract/job.ts';
import { openTestCore, type TestCore } from '../support/openTestCore.ts';

/** A LuatOS module that only its log speaks for, and our own server as its platform: over real sockets, through nothing but the contract. */

const old = { kind: 'demo', name: 'DEMO_1.0.0_LuatOS-SoC_V1120_EC618.soc' } as const;
const fresh = { kind: 'demo', name: 'DEMO_1.0.1_LuatOS-SoC_V1120_EC618.soc' } as const;

let core: TestCore;
let port: number;
beforeAll(async () => {
  core = await openTestCore();
  const { jobId } = await core.client.delta.build({ old, new: fresh, format: 'luatos-script' });
  const { result } = await core.ended(jobId);
  if (result?.kind !== 'delta' || result.packageSha256 === undefined) throw new Error('nothing was built');
  await core.client.otaServer.saveCampaign({
    ...{ name: 'spring', firmwareNames: ['DEMO_LuatOS-SoC_Air780E'], targetVersion: '1120.1.1' },
    packages: [{ kind: 'delta', sha256: result.packageSha256, sourceVersions: ['1120.1.0'] }],
  });
  const status = await core.client.otaServer.start({ host: '127.0.0.1', port: 0 });
  port = status.state === 'running' ? status.port : 0;
});
afterAll(() => core.close());

async function follow(knobs = {}): Promise<{ readonly job: Job; readonly imei: string }> {
  const imei = '867567040000017';
  const { id: portId } = await core.client.virtual.create({
    ...{ dialect: 'luatos-log', firmware: old, imei },
    knobs: {
      ...{ speed: 60, networkMs: 0, linkBytesPerSecond: 0, checkAfterMs: 120_000, refusalForm: 'status' },
      ...{ platformHost: `127.0.0.1:${port}`, ...knobs },
    },
  });
  const source = { kind: 'plan', newVersion: '1.0.1' } as const;
  const { jobId } = await core.client.upgrade.start({ portId, way: 'cloud', source });
  return { job: await core.ended(jobId), imei };
}

it('follows the module from its request to the version that it runs, and sends nothing', async () => {
  const { job, imei } = await follow();
  expect(job.state).toMatchObject({ phase: 'ended', verdict: { code: 'upgrade.succeeded' } });
  expect(job.result).toMatchObject({ driver: 'luatos-log', to: '1.0.1' });
  const [decision] = await core.client.otaServer.listDecisions({ moduleId: imei, limit: 1 });
  expect(decision).toMatchObject({ cause: 0, claim: { firmwareName: 'DEMO_LuatOS-SoC_Air780E' } });
  const sent = (await core.rows(job.id)).filter((row) => row.kind === 'atLine' && row.direction === 'tx');
  expect(sent).toEqual([]);
});

it('says what the server refused, in the words of both', async () => {
  const { job } = await follow({ library: 'libfota2', firmwareName: 'another' });
  expect(job.state).toMatchObject({
    phase: 'ended',
    verdict: { outcome: 'failed', code: 'upgrade.cloudFirmwareInvalid', params: { cause: 26 } },
  });
  const [decision] = await core.client.otaServer.listDecisions({ limit: 1 });
  expect(decision).toMatchObject({ cause: 26, claim: { firmwareName: 'another' } });
});
