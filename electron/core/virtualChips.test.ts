/** The main job on the virtual modules of the other chips: our packages, judged by readers and appliers that share nothing with us. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Job } from '../../shared/contract/job.ts';
import { openTestCore, type TestCore } from '../../test/support/openTestCore.ts';
import {
  makeEc7xxBinpkg,
  newEc7xxAp,
  newEc7xxCp,
  newEc7xxVersion,
  oldEc7xxAp,
  oldEc7xxCp,
} from './virtual/testing/ec7xxFixture.ts';

const chips = [
  {
    dialect: 'ec7xx-at',
    format: 'ec7xx-at',
    old: 'old-ec7xx.binpkg',
    new: 'new-ec7xx.binpkg',
    version: newEc7xxVersion,
  },
  {
    dialect: 'uis8910-at',
    format: 'uis8910',
    old: 'DEMO_AirM2M_720U_V1001_LTE_AT.pac',
    new: 'DEMO_AirM2M_720U_V1002_LTE_AT.pac',
    version: 'AirM2M_720U_V1002_LTE_AT',
  },
] as const;
/** Small enough to be built for in moments; the other pair is what Airdock brings along. */
const firmware = {
  'old-ec7xx.binpkg': makeEc7xxBinpkg(oldEc7xxAp, oldEc7xxCp),
  'new-ec7xx.binpkg': makeEc7xxBinpkg(newEc7xxAp, newEc7xxCp),
};
const file = (name: string) =>
  name in firmware
    ? ({ kind: 'path', path: join(folder, name) } as const)
    : ({ kind: 'demo', name } as const);

let folder: string;
/** One core for all: each test has a module of its own. */
let core: TestCore;
beforeAll(async () => {
  core = await openTestCore({ upgradeTimeouts: { settleMs: 300 } });
  folder = mkdtempSync(join(tmpdir(), 'airdock-chips-'));
  for (const [name, bytes] of Object.entries(firmware)) writeFileSync(join(folder, name), bytes);
});
afterAll(async () => {
  await core.close();
  rmSync(folder, { recursive: true });
});

function verdictOf(job: Job) {
  if (job.state.phase !== 'ended') throw new Error(`job is ${job.state.phase}`);
  return job.state.verdict;
}

describe.each(chips)('a virtual $dialect module', ({ dialect, format, old, new: fresh, version }) => {
  const source = () => ({ kind: 'files', old: file(old), new: file(fresh), format }) as const;
  /** Built by the first upgrade; the library has it from then on. */
  let packed: { readonly kind: 'package'; readonly sha256: string } | null = null;
  const plugIn = (knobs = {}) =>
    core.client.virtual.create({
      dialect,
      firmware: file(old),
      knobs: { speed: 20, linkBytesPerSecond: 0, ...knobs },
    });

  it('takes the package that we made for it and says the new version itself', async () => {
    const port = await plugIn();
    const { jobId } = await core.client.upgrade.start({ portId: port.id, source: source(), way: 'http' });
    const job = await core.ended(jobId);
    expect(verdictOf(job)).toMatchObject({ outcome: 'succeeded', code: 'upgrade.succeeded' });
    expect(job.result).toMatchObject({ kind: 'upgrade', to: version });
    const stats = await core.client.virtual.stats({ portId: port.id });
    expect(stats).toMatchObject({ httpRequests: 1, boots: 2, lastRefusal: null });
    const { packageSha256: sha256 } = job.result?.kind === 'upgrade' ? job.result : {};
    if (sha256 !== undefined) packed = { kind: 'package', sha256 };
  });

  it('tells why it refused what the wire only numbers', async () => {
    const port = await plugIn({ fotaAreaBytes: 1000 });
    const start = { portId: port.id, source: packed ?? source(), way: 'http' } as const;
    const { jobId } = await core.client.upgrade.start(start);
    const job = await core.ended(jobId);
    expect(verdictOf(job).outcome).toBe('failed');
    const { lastRefusal } = await core.client.virtual.stats({ portId: port.id });
    expect(lastRefusal?.reason).toBe('tooLarge');
  });
});

describe('the virtual service', () => {
  it('describes every kind, and refuses one that does not exist with those that do', async () => {
    const dialects = await core.client.virtual.dialects({});
    expect(dialects.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['ec618-at', 'ec7xx-at', 'uis8910-at']),
    );
    for (const { knobs, presets } of dialects) {
      const names = new Set(knobs.map(({ name }) => name));
      for (const preset of presets)
        for (const name of Object.keys(preset.knobs)) expect(names).toContain(name);
    }
    const unknown = core.client.virtual.create({ dialect: 'x9', firmware: file(chips[0].old) });
    await expect(unknown).rejects.toMatchObject({
      code: 'virtual.unknownDialect',
      params: { dialect: 'x9' },
    });
  });

  it('refuses firmware of another kind and leaves no port behind', async () => {
    const virtualPorts = async () =>
      (await core.client.ports.refresh({})).flatMap(({ id, kind }) => (kind === 'virtual' ? [id] : []));
    const before = await virtualPorts();
    const wrong = core.client.virtual.create({ dialect: 'uis8910-at', firmware: file(chips[0].old) });
    await expect(wrong).rejects.toMatchObject({ code: 'virtual.badFirmware' });
    expect(await virtualPorts()).toEqual(before);
  });

  it('turns all knobs or none, and tells them', async () => {
    const port = await core.client.virtual.create({ dialect: 'ec7xx-at', firmware: file(chips[0].old) });
    const portId = port.id;
    expect((await core.client.virtual.knobs({ portId })).values).toMatchObject({
      progressStep: 100,
      sim: true,
    });
    const wrong = core.client.virtual.setKnobs({ portId, knobs: { sim: false, signalRssi: 1000 } });
    await expect(wrong).rejects.toMatchObject({ code: 'virtual.badKnob', params: { knob: 'signalRssi' } });
    const set = await core.client.virtual.setKnobs({ portId, knobs: { sim: false } });
    expect(set).toMatchObject({ dialect: 'ec7xx-at', values: { sim: false, signalRssi: 24 } });
  });

  it('offers one TCP port however often it is asked, and closes it with the module', async () => {
    const { id: portId } = await core.client.virtual.create({
      dialect: 'ec7xx-at',
      firmware: file(chips[0].old),
    });
    const [first, again] = [
      await core.client.virtual.attachTcp({ portId }),
      await core.client.virtual.attachTcp({ portId }),
    ];
    expect(again).toEqual(first);
    expect(await core.client.virtual.outside({ portId })).toEqual({ pty: null, tcp: first.port });
    await core.client.virtual.remove({ portId });
    await expect(core.client.virtual.outside({ portId })).rejects.toMatchObject({ code: 'virtual.unknown' });
  });
});
