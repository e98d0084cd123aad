import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appErrorOf } from '../../../test/support/appError.ts';
import { corpusPath, hasCorpus } from '../../../test/support/corpus.ts';
import { openTestCore, type TestCore } from '../../../test/support/openTestCore.ts';

const demo = (version: string) => ({ kind: 'demo', name: `AirM2M_780E_${version}_LTE_AT.binpkg` }) as const;
const [old, fresh] = [demo('V1001'), demo('V1002')];

let core: TestCore;
let folder = '';
beforeEach(async () => {
  core = await openTestCore();
  folder = mkdtempSync(join(tmpdir(), 'airdock-delta-'));
});
afterEach(async () => {
  await core.close();
  rmSync(folder, { recursive: true, force: true });
});

const at = (name: string) => ({ kind: 'path', path: join(folder, name) }) as const;
const codeOf = async (step: () => unknown): Promise<string> => (await appErrorOf(step)).code;

/** A package of the two demo releases in a file. */
async function packed(name = 'up.bin') {
  const { jobId } = await core.client.delta.build({ old, new: fresh, format: 'ec618-at' });
  const { result } = await core.ended(jobId);
  if (result?.kind !== 'delta') throw new Error('no package');
  await core.client.packages.save({ sha256: result.packageSha256, path: at(name).path });
  return at(name);
}

describe('verifying a package', () => {
  it('is a job whose result says what every image became', async () => {
    const { jobId } = await core.client.delta.verify({ old, new: fresh, package: await packed() });
    const job = await core.ended(jobId);
    expect(job).toMatchObject({
      kind: 'verify',
      result: { kind: 'verify', ok: true, format: 'ec618-at' },
      state: { phase: 'ended', verdict: { outcome: 'succeeded', code: 'verify.equal' } },
    });
  });

  it('for the wrong pair fails with the reason, and a file that is no package is refused at once', async () => {
    const { jobId } = await core.client.delta.verify({ old: fresh, new: old, package: await packed() });
    expect((await core.ended(jobId)).error?.code).toBe('delta.wrongBase');
    writeFileSync(at('text').path, 'no package');
    for (const file of [at('text'), old]) {
      const step = () => core.client.delta.verify({ old, new: fresh, package: file });
      expect(await codeOf(step)).toBe('delta.notPackage');
    }
  });

  it('ends as cancelled when a person cancels it', async () => {
    const { jobId } = await core.client.delta.verify({ old, new: fresh, package: await packed() });
    await core.client.jobs.cancel({ id: jobId });
    expect(await core.ended(jobId)).toMatchObject({
      state: { verdict: { outcome: 'cancelled', code: 'verify.cancelled' } },
    });
  });
});

describe('rebuilding images', () => {
  it('writes them into a new folder and never over anything', async () => {
    const input = { old, package: await packed(), outPath: at('images').path };
    const { jobId } = await core.client.delta.apply(input);
    const { result } = await core.ended(jobId);
    if (result?.kind !== 'apply') throw new Error('nothing was rebuilt');
    expect(result.files.map(({ path, sizeBytes }) => readFileSync(path).length === sizeBytes)).not.toContain(
      false,
    );
    expect(await codeOf(() => core.client.delta.apply(input))).toBe('file.neverOverwritten');
    const nowhere = { ...input, outPath: at('missing/images').path };
    expect(await codeOf(() => core.client.delta.apply(nowhere))).toBe('file.noFolder');
    expect(existsSync(at('missing').path)).toBe(false);
  });

  it('needs OLD where the package starts from it', async () => {
    const { jobId } = await core.client.delta.apply({ package: await packed(), outPath: at('x').path });
    expect((await core.ended(jobId)).error?.code).toBe('delta.needsOld');
  });
});

describe('the place for a package', () => {
  it('is judged before anything is built, and nothing is made there', async () => {
    const check = (path: string, overwrite = false) =>
      codeOf(() => core.client.packages.checkTarget({ path, overwrite }));
    expect(await core.client.packages.checkTarget({ path: at('new.bin').path })).toEqual({ ok: true });
    expect(existsSync(at('new.bin').path)).toBe(false);
    writeFileSync(at('there.bin').path, 'x');
    mkdirSync(at('folder').path);
    expect(await check(at('there.bin').path)).toBe('file.exists');
    expect(await check(at('folder').path, true)).toBe('file.isFolder');
    expect(await check(at('missing/x.bin').path)).toBe('file.noFolder');
    expect(await check(at('there.bin/x.bin').path)).toBe('file.noFolder');
  });
});

describe('the estimate', () => {
  it('comes with the limits, for every format that can be built', async () => {
    const estimates = await core.client.delta.estimate({ old, new: fresh });
    const wrapped = estimates.find(({ format }) => format === 'ec618-at');
    expect(wrapped?.limits.length).toBeGreaterThan(0);
    expect(wrapped?.file.lowBytes).toBeLessThan(wrapped?.file.highBytes ?? 0);
  });
});

const pac = (name: string) => ({ kind: 'path', path: corpusPath(`luat/uis8910/${name}`) }) as const;
const ofEc718 = (name: string) => ({ kind: 'path', path: corpusPath(`luat/ota_made/${name}`) }) as const;

describe.skipIf(!hasCorpus)("somebody else's package [needs corpus]", () => {
  it('that leaves images behind is taken in for a reason, which stands in the manifest', async () => {
    const input = {
      package: pac('fota_20210203_to_20210514.pack'),
      old: pac('CSDK_RDA8910_TMP_20210203.pac'),
      new: pac('CSDK_RDA8910_20210514.pac'),
    };
    expect(await codeOf(() => core.client.packages.add(input))).toBe('package.leavesBehind');
    const overrideReason = 'the modem was compared by hand';
    const manifest = await core.client.packages.add({ ...input, overrideReason });
    expect(manifest).toMatchObject({ overrideReason, covered: ['AP'] });
    expect(manifest.warnings.map(({ code }) => code)).toContain('bareDownload');
  });

  it('in the closed coding of the EC718 tool goes to a second check all the same', async () => {
    const pair = { old: ofEc718('r718_old.binpkg'), new: ofEc718('r718_new.binpkg') };
    const question = { ...pair, package: ofEc718('r718_hls_zip.par') };
    const { jobId } = await core.client.delta.verify(question);
    expect((await core.ended(jobId)).error?.code).toBe('delta.transformUnknown');
    const [program, config] = [at('tool').path, at('config.json').path];
    writeFileSync(program, '#!/bin/sh\nexit 1\n');
    chmodSync(program, 0o755);
    writeFileSync(config, '{}');
    const second = await core.client.planning.secondCheck({ ...question, toolkit: { program, config } });
    const { result } = await core.ended(second.jobId);
    expect(result).toMatchObject({
      kind: 'secondCheck',
      ok: false,
      notCarried: [],
      images: [{ name: 'cp-demo-flash', result: 'failed' }],
    });
  });
});
