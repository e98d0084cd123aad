import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Job } from '../../shared/contract/job.ts';
import { corpusPath, hasCorpus } from '../../test/support/corpus.ts';
import { openTestCore, type TestCore } from '../../test/support/openTestCore.ts';
import { startTamperingProxy } from '../../test/support/tamperingProxy.ts';
import { makeBinpkg, newAp, newCp, oldAp, oldCp } from './virtual/testing/fixture.ts';

const demo = (version: string) => ({ kind: 'demo', name: `AirM2M_780E_${version}_LTE_AT.binpkg` }) as const;
/** What Airdock brings along: half a megabyte, so building for it takes its time. */
const shipped = { kind: 'files', old: demo('V1001'), new: demo('V1002'), format: 'ec618-at' } as const;
/** Everything but the network runs twenty times faster. */
const fast = { speed: 20, linkBytesPerSecond: 0 };
/** A module that runs so fast has no second restart to come: an old version is soon believed. */
const upgradeTimeouts = { settleMs: 300 };

/** One core for all: each test has a module of its own, and the packages are built once. */
let core: TestCore;
let folder: string;
let packed: { readonly at: string; readonly par: string; readonly back: string };
beforeAll(async () => {
  core = await openTestCore({ upgradeTimeouts });
  folder = mkdtempSync(join(tmpdir(), 'airdock-main-'));
  writeFileSync(join(folder, 'old.binpkg'), makeBinpkg(oldAp, oldCp));
  writeFileSync(join(folder, 'new.binpkg'), makeBinpkg(newAp, newCp));
  packed = {
    at: await build({ old: small('old'), new: small('new'), format: 'ec618-at' }),
    par: await build({ old: small('old'), new: small('new'), format: 'ec618-par' }),
    back: await build({ old: small('new'), new: small('old'), format: 'ec618-at', allowOlder: true }),
  };
});
afterAll(async () => {
  await core.close();
  rmSync(folder, { recursive: true });
});

/** The same module's firmware in a hundred kilobytes. */
function small(name: 'old' | 'new') {
  return { kind: 'path', path: join(folder, `${name}.binpkg`) } as const;
}

async function build(request: Parameters<TestCore['client']['delta']['build']>[0]): Promise<string> {
  const { jobId } = await core.client.delta.build(request);
  const { result } = await core.ended(jobId);
  if (result?.kind !== 'delta' || result.packageSha256 === undefined) throw new Error('nothing was built');
  return result.packageSha256;
}

const ready = (format: keyof typeof packed) => ({ kind: 'package', sha256: packed[format] }) as const;

async function plugIn(
  knobs = {},
  firmware: Parameters<TestCore['client']['virtual']['create']>[0]['firmware'] = small('old'),
) {
  return core.client.virtual.create({ dialect: 'ec618-at', firmware, knobs: { ...fast, ...knobs } });
}

function verdictOf(job: Job) {
  if (job.state.phase !== 'ended') throw new Error(`job is ${job.state.phase}`);
  return job.state.verdict;
}

function resultOf(job: Job) {
  if (job.result?.kind !== 'upgrade') throw new Error('no upgrade result');
  return job.result;
}

describe('the main job', () => {
  it('ends in success only by the module’s own word, and server, module and package count the same bytes', async () => {
    const port = await plugIn({}, shipped.old);
    const { jobId } = await core.client.upgrade.start({ portId: port.id, source: shipped, way: 'http' });
    const job = await core.ended(jobId);
    const verdict = verdictOf(job);
    expect(verdict).toMatchObject({ outcome: 'succeeded', code: 'upgrade.succeeded' });
    const result = resultOf(job);
    expect(result).toMatchObject({ from: 'AirM2M_780E_V1001_LTE_AT', to: 'AirM2M_780E_V1002_LTE_AT' });
    const counted = await core.client.virtual.stats({ portId: port.id });
    expect(result.servedBytes).toBe(result.packageBytes);
    expect(counted).toMatchObject({ httpRequests: 1, httpBodyBytes: result.packageBytes, boots: 2 });
    expect(result.settings).toMatchObject([{ name: 'URL', before: '', restored: 'gone' }]);
    const rows = await core.rows(jobId);
    const quoted = rows.filter(({ seq }) => verdict.evidence.includes(seq));
    expect(quoted.length).toBe(verdict.evidence.length);
    expect(quoted.some((row) => row.kind === 'atLine' && row.text === 'AirM2M_780E_V1002_LTE_AT')).toBe(true);
    expect(rows.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['atLine', 'httpRequest', 'httpResponse', 'jobEvent', 'jobEnded']),
    );
  });

  it('goes over the AT port without any server', async () => {
    const port = await plugIn();
    const { jobId } = await core.client.upgrade.start({
      portId: port.id,
      source: ready('par'),
      way: 'serial',
    });
    const job = await core.ended(jobId);
    expect(verdictOf(job).outcome).toBe('succeeded');
    const counted = await core.client.virtual.stats({ portId: port.id });
    const { packageBytes = 0, sentBytes } = resultOf(job);
    expect(sentBytes).toBe(packageBytes);
    // The last block is padded to a multiple of four.
    expect(counted).toMatchObject({ httpRequests: 0, serialPackageBytes: Math.ceil(packageBytes / 4) * 4 });
    expect((await core.rows(jobId)).some(({ kind }) => kind === 'serverEvent')).toBe(false);
  });

  it('unwraps an AT package for the AT port', async () => {
    const port = await plugIn();
    const { jobId } = await core.client.upgrade.start({
      portId: port.id,
      source: ready('at'),
      way: 'serial',
    });
    expect(verdictOf(await core.ended(jobId)).outcome).toBe('succeeded');
  });

  it('refuses a module on a third firmware before anything is sent', async () => {
    const path = join(folder, 'third.binpkg');
    writeFileSync(path, thirdFirmware());
    const port = await plugIn({}, { kind: 'path', path });
    const { jobId } = await core.client.upgrade.start({
      portId: port.id,
      source: ready('at'),
      way: 'http',
    });
    const job = await core.ended(jobId);
    expect(verdictOf(job)).toMatchObject({
      outcome: 'failed',
      code: 'upgrade.baseMismatch',
      stage: 'preflight',
    });
    const rows = await core.rows(jobId);
    const sent = rows.flatMap((row) => (row.kind === 'atLine' && row.direction === 'tx' ? [row.text] : []));
    expect(sent.filter((line) => /UPGRADE/.test(line))).toEqual([]);
    expect(rows.some(({ kind }) => kind === 'serverEvent')).toBe(false);
    expect(await core.client.virtual.stats({ portId: port.id })).toMatchObject({
      httpRequests: 0,
      boots: 1,
    });
  });

  it('says that a module already runs the new version instead of upgrading it', async () => {
    const port = await plugIn({}, small('new'));
    const { jobId } = await core.client.upgrade.start({ portId: port.id, source: ready('at'), way: 'http' });
    expect(verdictOf(await core.ended(jobId))).toMatchObject({
      outcome: 'failed',
      code: 'upgrade.alreadyThere',
    });
  });

  it('is no success when one byte changes on the way', async () => {
    const verdict = await upgradeThroughProxy((body) => {
      const middle = Math.floor(body.length / 2);
      body.writeUInt8(body.readUInt8(middle) ^ 1, middle);
      return body;
    });
    expect(verdict).toMatchObject({
      outcome: 'failed',
      code: 'upgrade.packageRejectedAfterDownload',
      rawCode: '-1003',
    });
  });

  it('is no success when the package is exchanged while it is served', async () => {
    const port = await plugIn();
    const path = join(core.folder, 'other.bin');
    await core.client.packages.save({ sha256: packed.back, path });
    const other = readFileSync(path);
    const verdict = await upgradeThroughProxy(
      (body) => Buffer.concat([body.subarray(0, 400), other.subarray(400, body.length)]),
      port.id,
    );
    expect(verdict.outcome).toBe('failed');
  });

  it('believes no progress lines: a module that still runs the old firmware has failed', async () => {
    const port = await plugIn({ versionAfterReboot: 'old' });
    const { jobId } = await core.client.upgrade.start({ portId: port.id, source: ready('at'), way: 'http' });
    expect(verdictOf(await core.ended(jobId))).toMatchObject({
      outcome: 'failed',
      code: 'upgrade.sameVersion',
    });
  });

  it('blames the power, not the package, when the module restarts half-way although everything was served', async () => {
    const port = await plugIn({ powerCut: 'download:50', linkBytesPerSecond: 1000 });
    const { jobId } = await core.client.upgrade.start({ portId: port.id, source: ready('at'), way: 'http' });
    const job = await core.ended(jobId);
    expect(verdictOf(job)).toMatchObject({
      outcome: 'failed',
      code: 'upgrade.downloadInterrupted',
      remedies: ['checkPower', 'tryAgain'],
    });
    expect(resultOf(job).servedBytes).toBe(resultOf(job).packageBytes);
    expect((await core.client.virtual.stats({ portId: port.id })).boots).toBe(2);
  });

  it('follows a module whose port vanishes at the reboot', async () => {
    const port = await plugIn({ usbDrop: true });
    const { jobId } = await core.client.upgrade.start({ portId: port.id, source: ready('at'), way: 'http' });
    expect(verdictOf(await core.ended(jobId)).outcome).toBe('succeeded');
    const events = (await core.rows(jobId)).flatMap((row) => (row.kind === 'portEvent' ? [row.event] : []));
    expect(events).toEqual(expect.arrayContaining(['vanished', 'returned']));
  });

  it('names the missing network', async () => {
    const port = await plugIn({ sim: false });
    const { jobId } = await core.client.upgrade.start({ portId: port.id, source: ready('at'), way: 'http' });
    expect(verdictOf(await core.ended(jobId))).toMatchObject({
      outcome: 'failed',
      code: 'upgrade.noNetwork',
      rawCode: '-1001',
    });
  });

  it('ends as cancelled when a person cancels during the build, with nothing sent', async () => {
    const port = await plugIn();
    const { jobId } = await core.client.upgrade.start({ portId: port.id, source: shipped, way: 'http' });
    await core.client.jobs.cancel({ id: jobId });
    const job = await core.ended(jobId);
    expect(verdictOf(job).outcome).toBe('cancelled');
    expect(await core.client.virtual.stats({ portId: port.id })).toMatchObject({ httpRequests: 0 });
  });

  it('holds its port alone while it runs', async () => {
    const port = await plugIn();
    const { jobId } = await core.client.upgrade.start({
      portId: port.id,
      source: ready('at'),
      way: 'serial',
    });
    await expect(
      core.client.upgrade.start({ portId: port.id, source: ready('at'), way: 'serial' }),
    ).rejects.toMatchObject({
      code: 'job.resourceBusy',
    });
    expect(verdictOf(await core.ended(jobId)).outcome).toBe('succeeded');
    await expect(core.client.modem.identify({ portId: port.id })).resolves.toMatchObject({ sim: 'ready' });
  });

  it('refuses a file that does not exist as an error of the call', async () => {
    const port = await plugIn();
    const source = { ...shipped, new: { kind: 'path', path: '/nowhere/new.binpkg' } } as const;
    await expect(core.client.upgrade.start({ portId: port.id, source, way: 'http' })).rejects.toMatchObject({
      code: 'file.notFound',
    });
  });

  it.skipIf(!hasCorpus)(
    'upgrades real firmware that has no version string, told apart by digest [needs corpus]',
    async () => {
      const made = (name: string) => ({ kind: 'path', path: corpusPath(`luat/ota_made/${name}`) }) as const;
      const [realOld, realNew] = [made('r618_old.binpkg'), made('r618_new.binpkg')];
      const port = await plugIn({}, realOld);
      const { jobId } = await core.client.upgrade.start({
        portId: port.id,
        source: { kind: 'files', old: realOld, new: realNew, format: 'ec618-at' },
        way: 'http',
      });
      const job = await core.ended(jobId);
      expect(verdictOf(job)).toMatchObject({ outcome: 'succeeded' });
      expect(resultOf(job).from).toMatch(/^AirM2M_780E_[0-9a-f]{8}_LTE_AT$/);
      expect(resultOf(job).to).toBe(resultOf(job).expectedVersion);
    },
  );
});

async function upgradeThroughProxy(tamper: (body: Buffer) => Buffer, portId?: string) {
  const proxy = await startTamperingProxy(tamper);
  try {
    const status = await core.client.otaServer.start({ host: '127.0.0.1' });
    proxy.targetPort = status.state === 'running' ? status.port : 0;
    const { jobId } = await core.client.upgrade.start({
      portId: portId ?? (await plugIn()).id,
      source: ready('at'),
      way: 'http',
      advertise: proxy.host,
    });
    return verdictOf(await core.ended(jobId));
  } finally {
    await proxy.close();
  }
}

/** The old firmware under a version of its own. */
function thirdFirmware(): Uint8Array {
  const renamed = Buffer.from(Buffer.from(oldAp).toString('latin1').replaceAll('V1001', 'V0999'), 'latin1');
  return makeBinpkg(renamed, oldCp);
}
