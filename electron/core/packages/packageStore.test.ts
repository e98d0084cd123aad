import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type PackageManifest, packageManifestSchema } from '../../../shared/contract/package.ts';
import { appErrorOf, refusalOf } from '../../../test/support/appError.ts';
import { filler } from '../../../test/support/tinyFirmware.ts';
import { sha256Hex } from './checkManifest.ts';
import { createPackageStore } from './packageStore.ts';

const ap = { name: 'ap', role: 'ap', sizeBytes: 100 };
const oldAp = { ...ap, sha256: 'a'.repeat(64) };
const newAp = { ...ap, sha256: 'b'.repeat(64) };

function manifestOf(bytes: Uint8Array, change: Partial<PackageManifest> = {}): PackageManifest {
  const side = { fileName: 'x.binpkg', sha256: 'c'.repeat(64), version: null, coreSha256: null };
  return {
    sha256: sha256Hex(bytes),
    sizeBytes: bytes.length,
    fileName: 'AirM2M_780E_V1001-V1002_LTE_AT.bin',
    format: 'ec618-at',
    chip: 'ec618',
    createdAtMs: 1_000,
    from: { ...side, images: [oldAp] },
    to: { ...side, version: { text: 'AirM2M_780E_V1002_LTE_AT', source: 'strings' }, images: [newAp] },
    covered: ['ap'],
    notCovered: [],
    warnings: [],
    proofClass: 'formatKnown',
    limits: [{ bytes: 491_520, source: 'luat-formats 5.9' }],
    toolVersion: '0.0.0',
    proof: {
      provedAtMs: 900,
      images: [{ name: 'ap', newSha256: newAp.sha256, rebuiltSha256: newAp.sha256 }],
      rules: ['window'],
    },
    ...change,
  };
}

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'airdock-packages-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const bytes = filler(1, 500);
const { sha256 } = manifestOf(bytes);
const store = () => createPackageStore({ folder: join(folder, 'packages') });
const blobPath = () => join(folder, 'packages', `${sha256}.bin`);
const manifestPath = () => join(folder, 'packages', `${sha256}.json`);

describe('a package library', () => {
  it('gives back what was put, also to a library opened later', async () => {
    await store().put(bytes, manifestOf(bytes));
    expect(await store().get(sha256)).toEqual({ manifest: manifestOf(bytes), bytes });
    expect(await store().manifest(sha256)).toEqual(manifestOf(bytes));
  });

  it('is readable by its owner only', async () => {
    await store().put(bytes, manifestOf(bytes));
    const mode = async (path: string) => (await stat(path)).mode & 0o777;
    expect(await mode(join(folder, 'packages'))).toBe(0o700);
    expect(await mode(blobPath())).toBe(0o600);
    expect(await mode(manifestPath())).toBe(0o600);
  });

  it('lists packages with the newest last', async () => {
    const packages = store();
    for (const [seed, createdAtMs] of [
      [1, 30],
      [2, 10],
      [3, 20],
    ] as const) {
      const blob = filler(seed, 50);
      await packages.put(blob, manifestOf(blob, { createdAtMs }));
    }
    const { packages: listed, damaged } = await packages.list();
    expect(listed.map(({ createdAtMs }) => createdAtMs)).toEqual([10, 20, 30]);
    expect(damaged).toEqual([]);
  });

  it('is empty where nothing was ever put', async () => {
    expect(await store().list()).toEqual({ packages: [], damaged: [] });
  });

  it('never changes a package that is there: the first manifest stays', async () => {
    const packages = store();
    await packages.put(bytes, manifestOf(bytes));
    const second = await packages.put(bytes, manifestOf(bytes, { createdAtMs: 2_000 }));
    expect(second.createdAtMs).toBe(1_000);
    expect((await packages.manifest(sha256)).createdAtMs).toBe(1_000);
  });

  it('forgets a removed package', async () => {
    const packages = store();
    await packages.put(bytes, manifestOf(bytes));
    await packages.remove(sha256);
    expect(await readdir(join(folder, 'packages'))).toEqual([]);
    expect(await refusalOf(() => packages.get(sha256))).toEqual({
      code: 'package.unknown',
      params: { sha256 },
    });
    expect((await appErrorOf(() => packages.remove(sha256))).code).toBe('package.unknown');
  });

  it('does not take anything but a digest for a name', async () => {
    for (const name of ['../secret', '', 'A'.repeat(64), `${sha256}/x`]) {
      expect((await appErrorOf(() => store().get(name))).code).toBe('package.unknown');
      expect((await appErrorOf(() => store().remove(name))).code).toBe('package.unknown');
    }
  });

  it('keeps every package of two puts at once', async () => {
    const packages = store();
    const blobs = [filler(1, 50), filler(1, 50), filler(2, 50)];
    await Promise.all(blobs.map((blob) => packages.put(blob, manifestOf(blob))));
    expect((await packages.list()).packages).toHaveLength(2);
    expect((await readdir(join(folder, 'packages'))).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});

describe('a damaged library', () => {
  beforeEach(() =>
    store()
      .put(bytes, manifestOf(bytes))
      .then(() => undefined),
  );

  it('refuses a blob with a changed byte and says both digests', async () => {
    const changed = bytes.slice();
    changed[7] = (changed[7] ?? 0) ^ 1;
    await writeFile(blobPath(), changed);
    expect(await refusalOf(() => store().get(sha256))).toEqual({
      code: 'package.damaged',
      params: { sha256, check: 'sha256', expected: sha256, found: sha256Hex(changed) },
    });
  });

  it('refuses a blob that is cut short or gone', async () => {
    await writeFile(blobPath(), bytes.subarray(0, 10));
    const cut = await refusalOf(() => store().get(sha256));
    expect(cut.params).toMatchObject({ check: 'size', expected: 500, found: 10 });
    await rm(blobPath());
    expect((await refusalOf(() => store().get(sha256))).params).toMatchObject({ check: 'size', found: 0 });
  });

  it('lists a package with an unreadable manifest as damaged instead of hiding it', async () => {
    for (const text of ['', '{}', JSON.stringify(manifestOf(filler(2, 9)))]) {
      await writeFile(manifestPath(), text);
      const { packages, damaged } = await store().list();
      expect(packages).toEqual([]);
      expect(damaged.map(({ sha256: digest, error }) => [digest, error.code])).toEqual([
        [sha256, 'package.damaged'],
      ]);
    }
  });

  it('is mended by putting the package again', async () => {
    await writeFile(blobPath(), bytes.subarray(0, 10));
    await store().put(bytes, manifestOf(bytes));
    expect((await store().get(sha256)).bytes).toEqual(bytes);
  });

  it('does not show a blob whose manifest was never written, and sweeps half-written files', async () => {
    await rm(manifestPath());
    await writeFile(join(folder, 'packages', `${sha256}.bin.1.tmp`), 'half');
    expect((await store().list()).packages).toEqual([]);
    await store().put(bytes, manifestOf(bytes));
    expect((await readdir(join(folder, 'packages'))).sort()).toEqual([`${sha256}.bin`, `${sha256}.json`]);
  });
});

describe('a package without a proof', () => {
  const proof = manifestOf(bytes).proof;
  const row = { name: 'ap', newSha256: newAp.sha256, rebuiltSha256: newAp.sha256 };
  const cases: readonly (readonly [what: string, change: Partial<PackageManifest>])[] = [
    [
      'an image rebuilt to something else',
      { proof: { ...proof, images: [{ ...row, rebuiltSha256: oldAp.sha256 }] } },
    ],
    ['a proof of other content', { proof: { ...proof, images: [{ ...row, newSha256: oldAp.sha256 }] } }],
    ['a covered image that was not proved', { proof: { ...proof, images: [{ ...row, name: 'cp' }] } }],
    ['a covered image that NEW does not have', { covered: ['ap', 'cp'] }],
    [
      'a changed image that the format refuses',
      { notCovered: [{ name: 'script.bin', role: 'script', severity: 'refused', reason: 'scriptChanged' }] },
    ],
  ];
  it.each(cases)('is not kept: %s', async (_what, change) => {
    const error = await appErrorOf(() => store().put(bytes, manifestOf(bytes, change)));
    expect(error.code).toBe('package.unproven');
    expect((await store().list()).packages).toEqual([]);
  });

  it('is not kept when bytes and manifest belong to different packages', async () => {
    const error = await appErrorOf(() => store().put(filler(2, 500), manifestOf(bytes)));
    expect(error.code).toBe('package.damaged');
  });
});

describe('a manifest that an older version wrote', () => {
  it('is read, its warnings with nothing to fill in', async () => {
    await store().put(bytes, manifestOf(bytes));
    const old = { ...manifestOf(bytes), warnings: ['bootloaderNotCovered', 'sameVersion'] };
    await writeFile(manifestPath(), JSON.stringify(old));
    const expected = [
      { code: 'bootloaderNotCovered', params: {} },
      { code: 'sameVersion', params: {} },
    ];
    expect((await store().manifest(sha256)).warnings).toEqual(expected);
    expect((await store().list()).packages.map(({ warnings }) => warnings)).toEqual([expected]);
    expect((await store().get(sha256)).bytes).toEqual(bytes);
  });

  it('is damaged all the same where a warning is neither text nor code', async () => {
    await store().put(bytes, manifestOf(bytes));
    await writeFile(manifestPath(), JSON.stringify({ ...manifestOf(bytes), warnings: [7] }));
    expect((await appErrorOf(() => store().manifest(sha256))).code).toBe('package.damaged');
  });
});

describe('the manifest', () => {
  it('is stored as JSON that people can read', async () => {
    await store().put(bytes, manifestOf(bytes));
    const text = await readFile(manifestPath(), 'utf8');
    expect(text).toContain('\n  "fileName": "AirM2M_780E_V1001-V1002_LTE_AT.bin"');
  });

  it('refuses unknown keys, paths as names, and a package that carries nothing', () => {
    const manifest = manifestOf(bytes);
    expect(packageManifestSchema.safeParse(manifest).success).toBe(true);
    for (const change of [{ extra: 1 }, { fileName: 'a/b' }, { covered: [] }, { sha256: 'A'.repeat(64) }])
      expect(packageManifestSchema.safeParse({ ...manifest, ...change }).success).toBe(false);
  });
});
