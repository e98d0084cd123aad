import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { cli, demoFolder, demoNew, demoOld, temporaryHome } from '../support/airdock.ts';
import { corpusPath, hasCorpus } from '../support/corpus.ts';

let home: ReturnType<typeof temporaryHome>;
test.beforeEach(() => {
  home = temporaryHome();
});
test.afterEach(() => home.remove());

const demoSoc = (version: string) => join(demoFolder, `DEMO_${version}_LuatOS-SoC_V1120_EC618.soc`);
const made = (name: string) => corpusPath(`luat/ota_made/${name}`);
const real = (name: string) => corpusPath(`luat/${name}`);

const refusals: readonly (readonly [string, readonly string[], string])[] = [
  ['an EC7xx delta of EC618 firmware', [demoOld, demoNew, '--format', 'ec7xx'], 'delta.wrongChip'],
  ['an XT804 package of EC618 firmware', ['-', demoNew, '--format', 'xt804-fota'], 'delta.wrongChip'],
  ['a core delta without an old firmware', ['-', demoNew, '--format', 'ec618-at'], 'delta.needsOld'],
  [
    'a script of firmware that has none',
    [demoOld, demoNew, '--format', 'luatos-script'],
    'delta.missingImage',
  ],
  [
    'a changed script in a core delta',
    [demoSoc('1.0.0'), demoSoc('1.0.1'), '--format', 'ec618-par'],
    'delta.notCarried',
  ],
  ['two equal scripts', [demoSoc('1.0.0'), demoSoc('1.0.0'), '--format', 'luatos'], 'delta.identical'],
  ['a lower version', [demoSoc('1.0.1'), demoSoc('1.0.0'), '--format', 'luatos'], 'delta.swapped'],
];

for (const [what, words, code] of refusals) {
  test(`delta refuses ${what} and writes nothing`, async () => {
    const out = join(home.path, 'never.bin');
    const { code: exit, stdout } = await cli(['delta', ...words, '-o', out, '--json'], home.path);
    expect(exit).toBe(1);
    expect(JSON.parse(stdout).error.code).toBe(code);
    expect(existsSync(out)).toBe(false);
  });
}

test('an 8910 delta whose modem differs is refused without a reason [needs corpus]', async () => {
  test.skip(!hasCorpus, 'AIRDOCK_CORPUS is not there');
  const pair = ['CSDK_RDA8910_TMP_20210203.pac', 'CSDK_RDA8910_20210514.pac'];
  const words = ['delta', ...pair.map((name) => real(`uis8910/${name}`)), '--format', 'uis8910', '--json'];
  const { code, stdout } = await cli([...words, '-o', join(home.path, 'never.bin')], home.path);
  expect(code).toBe(1);
  expect(JSON.parse(stdout).error.code).toBe('delta.notCarried');
  const reasoned = await cli(
    [...words, '--override', 'the application alone', '-o', join(home.path, 'ap.bin')],
    home.path,
  );
  expect(reasoned.code, reasoned.stderr).toBe(0);
  const manifest = JSON.parse(reasoned.stdout);
  expect(manifest.overrideReason).toBe('the application alone');
  expect(manifest.notCovered.map(({ name }: { name: string }) => name)).toEqual(
    expect.arrayContaining(['PS', 'NV']),
  );
});

test('a reason overrides nothing that the format does not let be overridden, and stands nowhere where it was not needed', async () => {
  const out = join(home.path, 'out.bin');
  const because = ['--override', 'the customer wants it'];
  const stubborn = await cli(
    ['delta', '-', demoNew, '--format', 'xt804-fota', ...because, '-o', out],
    home.path,
  );
  expect(stubborn.code).toBe(1);
  expect(stubborn.stderr).toContain('No reason overrides this refusal.');
  expect(existsSync(out)).toBe(false);
  const words = ['delta', demoOld, demoNew, ...because, '-o', out];
  const needless = await cli([...words, '--json'], home.path);
  expect(needless.code, needless.stderr).toBe(0);
  expect(JSON.parse(needless.stdout)).not.toHaveProperty('overrideReason');
  expect((await cli([...words, '--force'], home.path)).stderr).toContain('--override is not needed');
});

test('an XT804 script without an image that knows the upgrade zone is refused [needs corpus]', async () => {
  test.skip(!hasCorpus, 'AIRDOCK_CORPUS is not there');
  const words = ['delta', '-', real('xt804/script_32bit.img'), '--format', 'xt804-sota', '--json'];
  const { code, stdout } = await cli([...words, '-o', join(home.path, 'never.bin')], home.path);
  expect(code).toBe(1);
  expect(JSON.parse(stdout).error.code).toBe('delta.missingImage');
});

test('an experimental package says in plain words to try one module first, before it is built and after [needs corpus]', async () => {
  test.skip(!hasCorpus, 'AIRDOCK_CORPUS is not there');
  const out = join(home.path, 'out.par');
  const words = ['delta', made('r718_old.binpkg'), made('r718_new.binpkg'), '--format', 'ec7xx', '-o', out];
  const { code, stdout, stderr } = await cli(words, home.path);
  expect(code, stderr).toBe(0);
  const advice = 'Try it on one module first, one that you can flash by cable';
  expect(stderr).toContain(advice);
  expect(stdout).toContain(advice);
  const json = JSON.parse((await cli([...words, '--force', '--json'], home.path)).stdout);
  expect(json).toMatchObject({
    proofClass: 'experimental',
    proofReason: expect.stringContaining('cannot be proved'),
  });
  expect(json.warnings.map(({ text }: { text: string }) => text).join()).toContain(advice);
});

test('a warning says what it is about, not only that there is one [needs corpus]', async () => {
  test.skip(!hasCorpus, 'AIRDOCK_CORPUS is not there');
  const words = [
    'delta',
    made('r618_old.binpkg'),
    made('r618_new.binpkg'),
    '-o',
    join(home.path, 'x.bin'),
    '--json',
  ];
  const { warnings } = JSON.parse((await cli(words, home.path)).stdout);
  expect(warnings).toContainEqual({
    code: 'bootloaderNotCovered',
    params: { image: expect.any(String) },
    text: expect.stringContaining('boot loader'),
  });
});

test('what helps against a refusal stands below it, with a named format and without', async () => {
  test.skip(!hasCorpus, 'AIRDOCK_CORPUS is not there');
  const pair = ['CSDK_RDA8910_TMP_20210203.pac', 'CSDK_RDA8910_20210514.pac'];
  const words = ['delta', ...pair.map((name) => real(`uis8910/${name}`)), '-o', join(home.path, 'never.bin')];
  for (const more of [[], ['--format', 'uis8910']]) {
    const { code, stderr } = await cli([...words, ...more], home.path);
    expect(code).toBe(1);
    expect(stderr).toMatch(/PS .*differs[\s\S]*--override REASON/);
    expect(stderr).not.toMatch(/--override REASON[\s\S]*differs/);
  }
});

test("somebody else's package that leaves an image behind is taken into the library for a reason only [needs corpus]", async () => {
  test.skip(!hasCorpus, 'AIRDOCK_CORPUS is not there');
  const [old, fresh] = ['CSDK_RDA8910_TMP_20210203.pac', 'CSDK_RDA8910_20210514.pac'].map((name) =>
    real(`uis8910/${name}`),
  );
  const words = ['packages', 'add', real('uis8910/fota_20210203_to_20210514.pack'), '--json'];
  const firmwares = ['--old', old ?? '', '--new', fresh ?? ''];
  const refused = await cli([...words, ...firmwares], home.path);
  expect(JSON.parse(refused.stdout).error.code).toBe('package.leavesBehind');
  const added = await cli([...words, ...firmwares, '--override', 'the modem stays'], home.path);
  expect(added.code, added.stderr).toBe(0);
  expect(JSON.parse(added.stdout).package.overrideReason).toBe('the modem stays');
});
