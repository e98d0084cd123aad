import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { demoFolder, demoNew, demoOld } from '../../../test/support/airdock.ts';
import { appErrorOf } from '../../../test/support/appError.ts';
import { openTestCore, type TestCore } from '../../../test/support/openTestCore.ts';

let core: TestCore;
beforeEach(async () => {
  core = await openTestCore();
});
afterEach(() => core.close());

const at = (path: string) => ({ kind: 'path', path }) as const;
const pair = { old: at(demoOld), new: at(demoNew) };

async function buildDemo(): Promise<string> {
  const { jobId } = await core.client.delta.build({ ...pair, format: 'ec618-at' });
  const { result } = await core.ended(jobId);
  if (result?.kind !== 'delta') throw new Error('no package');
  return result.packageSha256;
}

describe('planning hops', () => {
  const ends = { from: at(demoOld), to: at(demoNew) };

  it('finds that the direct package fits, keeps it, and reuses it the next time', async () => {
    const ask = async () => {
      const { jobId } = await core.client.planning.hops({
        ...ends,
        releases: { kind: 'folder', path: demoFolder },
      });
      return core.ended(jobId);
    };
    const first = await ask();
    expect(first.state).toMatchObject({ verdict: { outcome: 'succeeded', code: 'hops.direct' } });
    expect(first.result).toMatchObject({
      kind: 'hops',
      outcome: 'direct',
      chain: [{ kind: 'fits', reused: false }],
    });
    const again = await ask();
    expect(again.result).toMatchObject({ chain: [{ kind: 'fits', reused: true }] });
    expect(again.state.phase === 'ended' && again.state.verdict.evidence.length).toBe(1);
  });

  it('opens both ends and the folder before a job is begun', async () => {
    const files = { kind: 'files' as const, files: [] };
    const { planning } = core.client;
    const missing = at(join(core.folder, 'none'));
    expect((await appErrorOf(() => planning.hops({ ...ends, from: missing, releases: files }))).code).toBe(
      'file.notFound',
    );
    expect(
      (await appErrorOf(() => planning.hops({ ...ends, releases: { kind: 'folder', path: missing.path } })))
        .code,
    ).toBe('file.notFound');
    expect((await appErrorOf(() => planning.hops({ ...ends, to: ends.from, releases: files }))).code).toBe(
      'delta.identical',
    );
    expect(
      (await appErrorOf(() => planning.hops({ ...ends, releases: files, format: 'xt804-fota' }))).code,
    ).toBe('delta.wrongChip');
  });
});

describe('names for a package of the library', () => {
  it('are suggested from its versions and taken by the platform', async () => {
    const sha256 = await buildDemo();
    const { planning } = core.client;
    const { naming, file } = await planning.suggestNames({ sha256, platform: 'openluat' });
    expect(naming).toEqual({
      name: 'AirM2M_780E_LTE_AT',
      version: 'V1002',
      sourceVersion: 'V1001',
      delta: true,
    });
    const checked = await planning.checkNames({
      platform: 'openluat',
      naming,
      files: [{ kind: 'package', sha256 }],
    });
    expect(checked).toMatchObject({ ok: true, findings: [], files: [file] });
  });
});

describe.skipIf(process.platform === 'win32')("the vendor's tool", () => {
  /** Takes the tool's place; restores nothing but what it was given. */
  function standIn(body: string): string {
    const path = join(core.folder, 'FotaToolkit');
    const head = `#!${process.execPath}\nconst fs = require('node:fs');\nconst [verb, config, par, before, after] = process.argv.slice(2);\n`;
    writeFileSync(path, head + body);
    chmodSync(path, 0o755);
    return path;
  }

  function oneConfig(): string {
    const folder = join(core.folder, 'config');
    mkdirSync(folder, { recursive: true });
    const path = join(folder, 'ec618.json');
    writeFileSync(path, '{}');
    return path;
  }

  it('is remembered with the only configuration beside it, and forgotten', async () => {
    const { planning } = core.client;
    const program = standIn('');
    expect(await planning.toolkit({})).toMatchObject({ toolkit: null, mayChange: true });
    const config = oneConfig();
    expect(await planning.setToolkit({ toolkit: { program } })).toEqual({ toolkit: { program, config } });
    expect((await planning.toolkit({})).toolkit).toEqual({ program, config });
    expect(await planning.setToolkit({ toolkit: null })).toEqual({ toolkit: null });
    expect((await planning.toolkit({})).toolkit).toBeNull();
  });

  it('is not guessed a configuration for, nor remembered where it is not', async () => {
    const { planning } = core.client;
    const program = standIn('');
    const error = await appErrorOf(() => planning.setToolkit({ toolkit: { program } }));
    expect(error).toMatchObject({ code: 'planning.toolkitConfig', params: { count: 0 } });
    const missing = join(core.folder, 'none');
    const config = oneConfig();
    expect(
      (await appErrorOf(() => planning.setToolkit({ toolkit: { program: missing, config } }))).code,
    ).toBe('file.notFound');
    expect((await planning.toolkit({})).toolkit).toBeNull();
  });

  it('checks a package of the library, and is believed by what it wrote', async () => {
    const { planning } = core.client;
    const sha256 = await buildDemo();
    const question = { ...pair, package: { kind: 'package', sha256 } as const };
    expect((await appErrorOf(() => planning.secondCheck(question))).code).toBe('planning.toolkitNotSet');
    oneConfig();
    const program = standIn(`fs.copyFileSync(before, after); console.log('SUCC');`);
    await planning.setToolkit({ toolkit: { program } });
    const { jobId } = await planning.secondCheck(question);
    const job = await core.ended(jobId);
    expect(job.state).toMatchObject({ verdict: { outcome: 'failed', code: 'secondCheck.differs' } });
    expect(job.result).toMatchObject({
      ...{ kind: 'secondCheck', packageSha256: sha256, program, ok: false },
      images: [
        { name: 'ap', result: 'differs', output: 'SUCC\n' },
        { name: 'cp-demo-flash', result: 'differs' },
      ],
    });
  });

  it('is ended with its job', async () => {
    const { planning, jobs } = core.client;
    const sha256 = await buildDemo();
    oneConfig();
    const toolkit = { program: standIn('setInterval(() => {}, 1000);') };
    const { jobId } = await planning.secondCheck({ ...pair, package: { kind: 'package', sha256 }, toolkit });
    await jobs.cancel({ id: jobId });
    expect((await core.ended(jobId)).state).toMatchObject({ verdict: { outcome: 'cancelled' } });
  });

  it('is not asked about a package that is no par', async () => {
    const { jobId } = await core.client.delta.build({
      new: at(join(demoFolder, 'DEMO_1.0.1_LuatOS-SoC_V1120_EC618.soc')),
      format: 'luatos-script',
    });
    const { result } = await core.ended(jobId);
    if (result?.kind !== 'delta') throw new Error('no package');
    oneConfig();
    const toolkit = { program: standIn('') };
    const packed = { kind: 'package', sha256: result.packageSha256 } as const;
    const error = await appErrorOf(() =>
      core.client.planning.secondCheck({ ...pair, package: packed, toolkit }),
    );
    expect(error).toMatchObject({ code: 'delta.unsupportedFormat', params: { format: 'luatos-script' } });
  });
});

describe('a package of the library as a file', () => {
  it('can be inspected', async () => {
    const sha256 = await buildDemo();
    const inspection = await core.client.firmware.inspect({ file: { kind: 'package', sha256 } });
    expect(inspection).toMatchObject({ class: 'package', sha256, kind: 'wrapper7e' });
    expect(inspection.checks.every(({ ok }) => ok)).toBe(true);
  });

  it('that is not there is unknown', async () => {
    const file = { kind: 'package', sha256: '0'.repeat(64) } as const;
    expect((await appErrorOf(() => core.client.firmware.inspect({ file }))).code).toBe('package.unknown');
  });
});

describe('a browser', () => {
  it('names neither programs nor folders, and is told so', async () => {
    const browser = await openTestCore({ paths: false });
    try {
      const { planning } = browser.client;
      expect((await planning.toolkit({})).mayChange).toBe(false);
      const program = process.execPath;
      const toolkit = { program, config: program };
      expect((await appErrorOf(() => planning.setToolkit({ toolkit }))).code).toBe('host.notAvailable');
      expect((await appErrorOf(() => planning.setToolkit({ toolkit: null }))).code).toBe('host.notAvailable');
      const demo = (name: string) => ({ kind: 'demo' as const, name });
      const [old, fresh] = [demo('AirM2M_780E_V1001_LTE_AT.binpkg'), demo('AirM2M_780E_V1002_LTE_AT.binpkg')];
      const question = { old, new: fresh, package: old, toolkit };
      expect((await appErrorOf(() => planning.secondCheck(question))).code).toBe('host.notAvailable');
      const releases = { kind: 'folder' as const, path: demoFolder };
      expect((await appErrorOf(() => planning.hops({ from: old, to: fresh, releases }))).code).toBe(
        'file.notFound',
      );
    } finally {
      await browser.close();
    }
  });
});
