import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { PackageLibrary } from './packageLibrary.ts';
import { publishPackage } from './publishPackage.ts';

const bytes = Buffer.from('package bytes');
const sha256 = createHash('sha256').update(bytes).digest('hex');
const side = { fileName: 'a.bin', sha256, version: null, coreSha256: null, images: [] };
const library: Pick<PackageLibrary, 'get'> = {
  get: async () => ({
    bytes,
    manifest: {
      ...{ sha256, sizeBytes: bytes.length, fileName: 'old 1-新.bin', format: 'ec618-at', chip: 'ec618' },
      ...{ createdAtMs: 5, from: null, to: { ...side, version: { text: 'V2', source: 'user' } } },
      ...{ covered: ['ap'], notCovered: [], warnings: [], proofClass: 'realFiles', limits: [] },
      ...{ toolVersion: '1', proof: { provedAtMs: 1, images: [], rules: [] } },
    },
  }),
};

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'airdock-publish-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('writes the package under a plain name, and its manifest beside it', async () => {
  const out = join(folder, 'web', 'fota');
  const made = await publishPackage({ sha256, folder: out }, library, { paths: true });
  expect(made.path).toBe(join(out, 'old_1-_.bin'));
  expect(await readFile(made.path)).toEqual(bytes);
  expect(JSON.parse(await readFile(made.manifestPath, 'utf8'))).toEqual({
    ...{ fileName: 'old_1-_.bin', sizeBytes: 13, sha256, format: 'ec618-at', chip: 'ec618' },
    ...{ md5: createHash('md5').update(bytes).digest('hex'), from: null, to: 'V2', createdAtMs: 5 },
  });
  await expect(publishPackage({ sha256, folder: out }, library, { paths: true })).rejects.toThrow(
    'file.exists',
  );
  await publishPackage({ sha256, folder: out, overwrite: true }, library, { paths: true });
});

it('is refused a folder that is a file, and a door that may not name paths', async () => {
  const file = join(folder, 'file');
  await writeFile(file, '');
  await expect(publishPackage({ sha256, folder: file }, library, { paths: true })).rejects.toThrow(
    'otaClient.noFolder',
  );
  await expect(publishPackage({ sha256, folder }, library, { paths: false })).rejects.toThrow(
    'host.notAvailable',
  );
});
