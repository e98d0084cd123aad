import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import {
  cli,
  demoFolder,
  demoNew,
  demoOld,
  startCli,
  temporaryHome,
  waitForOutput,
} from '../support/airdock.ts';
import { corpusPath, hasCorpus } from '../support/corpus.ts';
import { writeRelease } from '../support/noisyReleases.ts';

let home: ReturnType<typeof temporaryHome>;
test.beforeEach(() => {
  home = temporaryHome();
});
test.afterEach(() => home.remove());

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const demoSoc = (version: string) => join(demoFolder, `DEMO_${version}_LuatOS-SoC_V1120_EC618.soc`);

interface Pair {
  readonly name: string;
  readonly format: string;
  /** `-` for none. */
  readonly old: string;
  readonly new: string;
  /** What the file says it is, where that is not `format`. */
  readonly reads?: string;
  /** Checks of what travels inside that fail in NEW already. */
  readonly failedChecks?: readonly string[];
  readonly chip: string;
}

/** Builds, looks at, and proves one package through the command line. */
async function buildAndVerify({
  format,
  reads = format,
  failedChecks = [],
  old,
  new: fresh,
  chip,
}: Pair): Promise<void> {
  const out = join(home.path, `${format}.bin`);
  const built = await cli(['delta', old, fresh, '--format', format, '-o', out, '--json'], home.path);
  expect(built.code, built.stderr).toBe(0);
  const manifest = JSON.parse(built.stdout);
  expect(manifest).toMatchObject({ format, chip });
  expect(manifest.proofClass.length).toBeGreaterThan(0);
  expect(sha256(readFileSync(out))).toBe(manifest.sha256);
  for (const { bytes, part } of manifest.limits) {
    expect(bytes).toBeGreaterThan(0);
    // What a limit is about is measured.
    expect(part === 'delta' ? manifest.deltaSizeBytes : manifest.sizeBytes).toBeLessThanOrEqual(bytes);
  }
  const verified = await cli(['verify', old, fresh, out, '--json'], home.path);
  expect(verified.code, verified.stdout + verified.stderr).toBe(0);
  const proof = JSON.parse(verified.stdout);
  expect(proof).toMatchObject({ ok: true, format: reads });
  expect(proof.images.length).toBe(manifest.covered.length);
  const inspected = await cli(['inspect', out, '--json'], home.path);
  expect(inspected.code, inspected.stdout + inspected.stderr).toBe(failedChecks.length === 0 ? 0 : 1);
  const seen = JSON.parse(inspected.stdout);
  expect(seen).toMatchObject({ class: 'package', sha256: manifest.sha256 });
  expect(seen.checks.length).toBeGreaterThan(0);
  const kept = await cli(['inspect', manifest.sha256, '--json'], home.path);
  expect(JSON.parse(kept.stdout)).toMatchObject({ kind: seen.kind, sha256: manifest.sha256 });
  const failed = seen.checks.filter(({ ok }: { ok: boolean }) => !ok);
  expect(failed.map(({ name }: { name: string }) => name)).toEqual(failedChecks);
}

const demoPairs: readonly Omit<Pair, 'name'>[] = [
  { format: 'ec618-at', old: demoOld, new: demoNew, chip: 'ec618' },
  { format: 'ec618-par', old: demoOld, new: demoNew, chip: 'ec618' },
  { format: 'luatos-script', old: demoSoc('1.0.0'), new: demoSoc('1.0.1'), chip: 'ec618' },
  { format: 'luatos-script', old: '-', new: demoSoc('1.0.1'), chip: 'ec618' },
  // The cores are equal, so what comes out is the script alone.
  {
    format: 'luatos',
    reads: 'luatos-script',
    old: demoSoc('1.0.0'),
    new: demoSoc('1.0.1'),
    chip: 'ec618',
  },
];

for (const pair of demoPairs) {
  test(`${pair.format} of the demo firmware${pair.old === '-' ? ' without an old one' : ''} is built, proved and read back`, () =>
    buildAndVerify({ ...pair, name: 'demo' }));
}

const made = (name: string) => corpusPath(`luat/ota_made/${name}`);
const real = (name: string) => corpusPath(`luat/${name}`);
const corpusPairs: readonly Pair[] = [
  {
    name: 'r618',
    format: 'ec618-at',
    old: made('r618_old.binpkg'),
    new: made('r618_new.binpkg'),
    chip: 'ec618',
  },
  {
    name: 'r618',
    format: 'ec618-par',
    old: made('r618_old.binpkg'),
    new: made('r618_new.binpkg'),
    chip: 'ec618',
  },
  {
    name: 'synthetic_ec618',
    format: 'luatos',
    // The script of this synthetic file carries a wrong MD5 of its own, and inspect says so.
    failedChecks: ['soc.luadb:script'],
    old: made('synthetic_ec618_a.soc'),
    new: made('synthetic_ec618_b.soc'),
    chip: 'ec618',
  },
  {
    name: 'synthetic_ec618',
    format: 'csdk-full',
    old: '-',
    new: made('synthetic_ec618_b.soc'),
    chip: 'ec618',
  },
  {
    name: 'r718',
    format: 'ec7xx',
    old: made('r718_old.binpkg'),
    new: made('r718_new.binpkg'),
    chip: 'ec7xx',
  },
  {
    name: 'r718',
    format: 'ec7xx-at',
    old: made('r718_old.binpkg'),
    new: made('r718_new.binpkg'),
    chip: 'ec7xx',
  },
  {
    name: 'W806',
    format: 'xt804-fota',
    old: real('xt804/W806_20211205.fls'),
    new: real('xt804/W806_20211206.fls'),
    chip: 'xt804',
  },
  {
    name: 'an application',
    format: 'uis8910',
    old: real('uis8910/ap_20210203.img'),
    new: real('uis8910/ap_20210514.img'),
    chip: 'uis8910',
  },
];

for (const pair of corpusPairs) {
  test(`${pair.format} of ${pair.name} is built, proved and read back [needs corpus]`, async () => {
    test.skip(!hasCorpus, 'AIRDOCK_CORPUS is not there');
    await buildAndVerify(pair);
  });
}

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

test('compare says what differs, how the zones are filled, and which packages can carry it', async () => {
  const { code, stdout } = await cli(['compare', demoOld, demoNew, '--json'], home.path);
  expect(code).toBe(0);
  const comparison = JSON.parse(stdout);
  expect(comparison).toMatchObject({
    identical: false,
    order: 'newer',
    old: { chip: 'ec618', version: { text: 'AirM2M_780E_V1001_LTE_AT' } },
  });
  for (const { old, new: fresh } of comparison.parts) {
    expect(old.freeBytes).toBe(old.zoneSizeBytes - old.sizeBytes);
    expect(fresh.freeBytes).toBe(fresh.zoneSizeBytes - fresh.sizeBytes);
  }
  const possible = comparison.formats.filter((option: { possible: boolean }) => option.possible);
  expect(possible[0]).toMatchObject({ format: 'ec618-at', recommended: true });
  const refused = comparison.formats.filter((option: { possible: boolean }) => !option.possible);
  for (const { refusal } of refused) expect(refusal.text).not.toContain('{{');
  const text = (await cli(['compare', demoOld, demoNew], home.path)).stdout;
  expect(text).toContain('* ec618-at: possible, recommended.');
  expect(text).toContain(
    '- xt804-fota: not possible. Format xt804-fota is for xt804 only; the chosen firmware is for ec618.',
  );
});

test('compare names the script files that changed', async () => {
  const { stdout } = await cli(['compare', demoSoc('1.0.0'), demoSoc('1.0.1'), '--json'], home.path);
  const { scriptFiles, order } = JSON.parse(stdout);
  expect(order).toBe('newer');
  const changed = scriptFiles.filter(({ change }: { change: string }) => change !== 'same');
  expect(changed.length).toBeGreaterThan(0);
  for (const { name, newSizeBytes } of changed) {
    expect(name).toMatch(/\.lua/);
    expect(newSizeBytes).toBeGreaterThan(0);
  }
});

test('an XT804 script without an image that knows the upgrade zone is refused [needs corpus]', async () => {
  test.skip(!hasCorpus, 'AIRDOCK_CORPUS is not there');
  const words = ['delta', '-', real('xt804/script_32bit.img'), '--format', 'xt804-sota', '--json'];
  const { code, stdout } = await cli([...words, '-o', join(home.path, 'never.bin')], home.path);
  expect(code).toBe(1);
  expect(JSON.parse(stdout).error.code).toBe('delta.missingImage');
});

test('hops finds the way over a release between, builds nothing twice and names what it skips', async () => {
  const folder = join(home.path, 'releases');
  mkdirSync(folder);
  const old = writeRelease(folder, '780E', 1001, 0);
  const fresh = writeRelease(folder, '780E', 1003, 2);
  const between = writeRelease(folder, '780E', 1002, 1);
  copyFileSync(between, join(folder, 'copy.binpkg'));
  writeRelease(folder, '780EX', 1002, 1);
  writeRelease(folder, '780E', 1004, 2);
  writeFileSync(join(folder, 'notes.txt'), 'no firmware');
  writeFileSync(join(folder, 'torn.binpkg'), readFileSync(between).subarray(0, 3000));
  const words = ['hops', folder, '--from', old, '--to', fresh, '--json'];
  const { code, stdout, stderr } = await cli(words, home.path);
  expect(code, stderr).toBe(0);
  const plan = JSON.parse(stdout);
  expect(plan).toMatchObject({ result: 'hops', format: 'ec618-at', considered: 1 });
  expect(plan.chain.map((hop: { to: { version: string } }) => hop.to.version)).toEqual([
    'AirM2M_780E_V1002_LTE_AT',
    'AirM2M_780E_V1003_LTE_AT',
  ]);
  for (const hop of plan.chain) expect(hop.sizeBytes).toBeLessThanOrEqual(hop.limits[0].bytes);
  expect(plan.tried[0]).toMatchObject({ kind: 'tooLarge', limitBytes: 480 * 1024 });
  expect(plan.tried.length).toBe(3);
  const reasons = plan.skipped.map(({ fileName, reason }: Record<string, string>) => `${fileName} ${reason}`);
  expect(reasons.sort()).toEqual([
    'AirM2M_780EX_V1002_LTE_AT.binpkg otherProduct',
    'AirM2M_780E_V1004_LTE_AT.binpkg notBetween',
    'copy.binpkg again',
    'notes.txt unreadable',
    'torn.binpkg unreadable',
  ]);
  const again = JSON.parse((await cli(words, home.path)).stdout);
  expect(again.chain.every(({ reused }: { reused: boolean }) => reused)).toBe(true);
});

test('hops says that the direct package fits', async () => {
  const { code, stdout } = await cli(
    ['hops', demoFolder, '--from', demoOld, '--to', demoNew, '--json'],
    home.path,
  );
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ result: 'direct', chain: [{ kind: 'fits' }], considered: 0 });
});

test('hops says that there is no way, and refuses what no hop can help', async () => {
  const folder = join(home.path, 'releases');
  mkdirSync(folder);
  const old = writeRelease(folder, '780E', 1001, 0);
  const fresh = writeRelease(folder, '780E', 1003, 2);
  const none = await cli(['hops', folder, '--from', old, '--to', fresh, '--json'], home.path);
  expect(none.code).toBe(1);
  expect(JSON.parse(none.stdout)).toMatchObject({ result: 'none', chain: null });
  const swapped = await cli(['hops', folder, '--from', fresh, '--to', old, '--json'], home.path);
  expect(swapped.code).toBe(1);
  expect(JSON.parse(swapped.stdout).error.code).toBe('delta.swapped');
});

test('hops ends at Ctrl-C', async () => {
  const folder = join(home.path, 'releases');
  mkdirSync(folder);
  const old = writeRelease(folder, '780E', 1001, 0);
  const fresh = writeRelease(folder, '780E', 1003, 2);
  const planning = startCli(['hops', folder, '--from', old, '--to', fresh, '--jsonl'], home.path);
  await waitForOutput(planning.stdout, /"phase":"running"/);
  planning.stop();
  const { code, stdout } = await planning.finished;
  expect(code).toBe(1);
  expect(JSON.parse(stdout.trim().split('\n').at(-1) ?? '').error.code).toBe('delta.cancelled');
});

test('names says what a platform would refuse and why, and ends with 1', async () => {
  const file = join(home.path, '固件.exe');
  writeFileSync(file, 'x');
  const asked = async (words: readonly string[]) => {
    const { code, stdout, stderr } = await cli(['names', ...words, '--json'], home.path);
    const findings = code === 2 ? [] : JSON.parse(stdout).findings;
    const codes = findings.map(({ part, code: why }: Record<string, string>) => `${part} ${why}`);
    return { code, codes, stderr };
  };
  expect(await asked(['--platform', 'openluat', '--name', 'DEMO', '--version', '1.0.2'])).toMatchObject({
    code: 0,
    codes: [],
  });
  expect(await asked(['--platform', 'openluat', '--version', '1.1000.2'])).toMatchObject({
    code: 1,
    codes: ['version segmentTooLarge'],
  });
  expect(await asked(['--platform', 'quecthing', '--version', 'B', '--file', file])).toMatchObject({
    code: 1,
    codes: ['file fileType'],
  });
  expect(
    await asked(['--platform', 'quecthing', '--version', 'B', '--source-version', 'A', '--full']),
  ).toMatchObject({ code: 1, codes: ['sourceVersion sourceNotWanted'] });
  expect(await asked(['--platform', 'onenet', '--version', '1.0 beta', '--file', file])).toMatchObject({
    code: 1,
    codes: ['version characters', 'file fileNameNotAscii'],
  });
  expect((await asked(['--platform', 'elsewhere', '--name', 'x'])).code).toBe(2);
  expect((await asked(['--platform', 'onenet'])).code).toBe(2);
  const words = await cli(['names', '--platform', 'openluat', '--version', '1.0'], home.path);
  expect(words.stdout).toContain('three numbers with dots');
});

test('names composes what libfota asks for', async () => {
  const base = 'http://192.0.2.1/f';
  const { code, stdout } = await cli(
    [
      'names',
      '--libfota-url',
      base,
      '--project',
      'DEMO',
      '--board',
      'Air780EHV-1.8V',
      '--core',
      'V2034',
    ].concat(['--version', '1.2.3', '--key', 'K', '--imei', '860000000000000', '--json']),
    home.path,
  );
  expect(code).toBe(0);
  expect(JSON.parse(stdout).libfota).toMatchObject({
    name: 'DEMO_LuatOS-SoC_Air780EHV',
    version: '2034.1.3',
    option: `${base}?`,
    url: `${base}?imei=860000000000000&project_key=K&firmware_name=DEMO_LuatOS-SoC_Air780EHV&version=2034.1.3`,
  });
});

/** Takes the place of the vendor's tool. */
function standIn(body: string): string {
  const path = join(home.path, 'FotaToolkit');
  const head = `#!${process.execPath}\nconst fs = require('node:fs');\nconst [verb, config, par, before, after] = process.argv.slice(2);\n`;
  writeFileSync(path, head + body, { mode: 0o755 });
  return path;
}

test.describe('verify --toolkit', () => {
  test.skip(process.platform === 'win32', 'the stand-in is a script');

  test('believes the vendor tool by what it restores, and nothing else', async () => {
    const packed = join(home.path, 'up.bin');
    await cli(['delta', demoOld, demoNew, '-o', packed], home.path);
    const images = join(home.path, 'images');
    await cli(['apply', demoOld, packed, '-o', images], home.path);
    const config = join(home.path, 'config');
    mkdirSync(config);
    writeFileSync(join(config, 'ec618.json'), '{}');
    // Restores by looking the answer up, but only for a bare par and one of the old images.
    const honest = `
      if (verb !== '-p' || !config.endsWith('ec618.json') || !fs.existsSync(config)) process.exit(3);
      if (fs.readFileSync(par).readUInt16BE(0) !== 0xecdf) process.exit(4);
      const index = Number(/old(\\d)\\.bin$/.exec(before)[1]);
      const images = ${JSON.stringify(images)};
      fs.copyFileSync(images + '/' + fs.readdirSync(images).sort()[index], after);
    `;
    const words = ['verify', demoOld, demoNew, packed, '--json'];
    const good = await cli([...words, '--toolkit', standIn(honest)], home.path);
    expect(good.code, good.stdout + good.stderr).toBe(0);
    const { toolkit, ok } = JSON.parse(good.stdout);
    expect(ok).toBe(true);
    expect(toolkit.images.length).toBeGreaterThan(0);
    for (const image of toolkit.images) expect(image).toMatchObject({ result: 'equal' });
    for (const [body, result] of [
      [`console.log('SUCC');`, 'noOutput'],
      [`fs.copyFileSync(before, after);`, 'differs'],
      [`console.error('ERROR read db(0)'); process.exit(1);`, 'failed'],
      [`setInterval(() => {}, 1000);`, 'timeout'],
    ] as const) {
      const bad = await cli([...words, '--toolkit', standIn(body), '--timeout', '1500'], home.path);
      expect(bad.code).toBe(1);
      const told = JSON.parse(bad.stdout);
      expect(told).toMatchObject({ ok: false, airdockOk: true });
      expect(told.toolkit.images[0].result).toBe(result);
    }
    const missing = await cli(
      [...words, '--toolkit', join(home.path, 'none'), '--toolkit-config', packed],
      home.path,
    );
    expect(missing.code).toBe(1);
    expect(JSON.parse(missing.stdout).toolkit.images[0].result).toBe('notStarted');
  });

  test('is remembered, used for a second check, and forgotten', async () => {
    const packed = join(home.path, 'up.bin');
    await cli(['delta', demoOld, demoNew, '-o', packed], home.path);
    const second = ['verify', demoOld, demoNew, packed, '--second-check', '--json'];
    const none = await cli(second, home.path);
    expect(none.code).toBe(1);
    expect(JSON.parse(none.stdout).error.code).toBe('planning.toolkitNotSet');
    const config = join(home.path, 'config');
    mkdirSync(config);
    writeFileSync(join(config, 'ec618.json'), '{}');
    const program = standIn(`fs.copyFileSync(before, after);`);
    const set = await cli(['toolkit', program, '--json'], home.path);
    expect(JSON.parse(set.stdout)).toEqual({ toolkit: { program, config: join(config, 'ec618.json') } });
    const differs = await cli(second, home.path);
    expect(differs.code).toBe(1);
    expect(JSON.parse(differs.stdout)).toMatchObject({
      airdockOk: true,
      ok: false,
      toolkit: { program, ok: false },
    });
    expect(JSON.parse((await cli(['toolkit', '--forget', '--json'], home.path)).stdout)).toEqual({
      toolkit: null,
    });
  });

  test('asks which configuration is meant where there are several', async () => {
    const config = join(home.path, 'config');
    mkdirSync(config);
    for (const name of ['ec718p.json', 'ec718pm.json']) writeFileSync(join(config, name), '{}');
    const { code, stderr } = await cli(
      ['verify', demoOld, demoNew, demoNew, '--toolkit', standIn('')],
      home.path,
    );
    expect(code).toBe(2);
    expect(stderr).toContain('--toolkit-config');
  });
});
