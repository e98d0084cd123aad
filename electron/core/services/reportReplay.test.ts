import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Job } from '../../../shared/contract/job.ts';
import { openTestCore, type TestCore } from '../../../test/support/openTestCore.ts';
import { makeBinpkg, newAp, newCp, oldAp, oldCp } from '../virtual/testing/fixture.ts';

const upgradeTimeouts = { settleMs: 300 };
let here: TestCore;
let there: TestCore;
let folder: string;
beforeAll(async () => {
  [here, there] = [await openTestCore({ upgradeTimeouts }), await openTestCore({ upgradeTimeouts })];
  folder = mkdtempSync(join(tmpdir(), 'airdock-replay-'));
  writeFileSync(join(folder, 'old.binpkg'), makeBinpkg(oldAp, oldCp));
  writeFileSync(join(folder, 'new.binpkg'), makeBinpkg(newAp, newCp));
});
afterAll(async () => {
  await Promise.all([here.close(), there.close()]);
  rmSync(folder, { recursive: true });
});

const small = (name: 'old' | 'new') => ({ kind: 'path', path: join(folder, `${name}.binpkg`) }) as const;

async function packageIn(core: TestCore, format: 'ec618-at' | 'ec618-par') {
  const { jobId } = await core.client.delta.build({ old: small('old'), new: small('new'), format });
  const { result } = await core.ended(jobId);
  return { kind: 'package', sha256: (result?.kind === 'delta' && result.packageSha256) || '' } as const;
}

function verdictOf({ state }: Job) {
  if (state.phase !== 'ended') throw new Error(state.phase);
  const { outcome, code, rawCode, stage, domain, retry } = state.verdict;
  return { outcome, code, rawCode, stage, domain, retry };
}

/** Upgrades a virtual module here, sends the bundle there, and upgrades its replay there. */
async function twice(way: 'http' | 'serial', knobs: Record<string, number | string | boolean>) {
  const format = way === 'http' ? 'ec618-at' : 'ec618-par';
  const port = await here.client.virtual.create({
    ...{ dialect: 'ec618-at', firmware: small('old'), knobs: { speed: 20, linkBytesPerSecond: 0, ...knobs } },
  });
  const source = await packageIn(here, format);
  const { jobId } = await here.client.upgrade.start({ portId: port.id, source, way });
  const first = verdictOf(await here.ended(jobId));
  const path = join(folder, `${jobId}.zip`);
  await here.ended((await here.client.report.create({ jobIds: [jobId], path })).jobId);
  const opened = await there.ended((await there.client.report.open({ file: { kind: 'path', path } })).jobId);
  const recordingId = (opened.result?.kind === 'report' && opened.result.recordingIds?.[0]) || '';
  const replay = await there.client.report.replay({ recordingId, speed: 2 });
  expect((await there.client.ports.refresh({})).map(({ id }) => id)).toContain(replay.id);
  const again = await there.client.upgrade.start({
    ...{ portId: replay.id, source: await packageIn(there, format), way },
  });
  const second = await there.ended(again.jobId);
  return { first, second: verdictOf(second), recordingId, jobId };
}

describe('a bundle made by one core and replayed by another', () => {
  it.each([
    ['http', 'succeeded', {}],
    ['http', 'failed', { fotaAreaBytes: 1000 }],
    ['serial', 'succeeded', {}],
    ['http', 'succeeded', { usbDrop: true, portBackMs: 100 }],
  ] as const)(
    'ends in the same verdict: %s, %s %j',
    async (way, outcome, knobs) => {
      const { first, second } = await twice(way, knobs);
      expect(first.outcome).toBe(outcome);
      expect(second).toEqual(first);
    },
    60_000,
  );
});

describe('a recording of a refusal', () => {
  it('tells its conditions, and one of them changed tells what would have helped', async () => {
    const { recordingId } = await twice('http', { fotaAreaBytes: 1000 });
    const conditions = await there.client.report.conditions({ recordingId });
    expect(conditions).toMatchObject({
      dialect: 'ec618-at',
      versionBefore: expect.stringMatching(/^AirM2M_/),
    });
    expect(conditions.knobs.map(({ name }) => name)).toContain('fotaAreaBytes');
    const change = { speed: 20, linkBytesPerSecond: 0 };
    const run = async (more: Record<string, number>) => {
      const { port } = await there.client.report.startVirtual({
        ...{ recordingId, firmware: small('old'), change: { ...change, ...more } },
      });
      const source = await packageIn(there, 'ec618-at');
      const { jobId } = await there.client.upgrade.start({ portId: port.id, source, way: 'http' });
      return verdictOf(await there.ended(jobId)).outcome;
    };
    expect(await run({})).toBe('failed');
    expect(await run({ fotaAreaBytes: 0 })).toBe('succeeded');
  }, 60_000);
});

describe('an upgrade that ended', () => {
  it('is certified in both languages and counted', async () => {
    const { jobId } = await twice('http', {});
    for (const language of ['zh-CN', 'en'] as const) {
      const page = await here.client.report.certificate({ jobId, language, operator: 'QA 7' });
      const html = page.html.replace(/<style>[\s\S]*<\/style>/, '');
      expect(html).toContain('QA 7');
      expect(html).toMatch(/AirM2M_\w+/);
      expect(html).not.toMatch(/\{\{|verdict\.|certificate\.|decision\.|>way\./);
      expect(/\p{Script=Han}/u.test(html)).toBe(language === 'zh-CN');
    }
    const { rows, outcomes } = await here.client.report.upgrades({});
    expect(rows.map((row) => row.jobId)).toContain(jobId);
    expect(outcomes.reduce((sum, { count }) => sum + count, 0)).toBe(rows.length);
    expect((await here.client.report.upgradesFile({ format: 'csv' })).text).toContain(jobId);
    await expect(here.client.report.certificate({ jobId: 'none', language: 'en' })).rejects.toMatchObject({
      code: 'job.unknown',
    });
  }, 60_000);
});
