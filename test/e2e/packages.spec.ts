import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { cli, demoFolder, demoNew, demoOld, temporaryHome } from '../support/airdock.ts';
import { corpusPath, hasCorpus } from '../support/corpus.ts';

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
