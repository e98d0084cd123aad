import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { corpusBytes, corpusPath, hasCorpus } from '../../../test/support/corpus.ts';
import { sha256, syntheticFirmware } from '../../../test/support/syntheticFirmware.ts';
import { readBinpkg } from '../firmware/binpkg.ts';
import type { Firmware } from '../firmware/image.ts';
import { applyDelta } from './applyDelta.ts';
import { buildDelta } from './buildDelta.ts';
import { inspectPackage } from './inspectPackage.ts';
import type { DeltaResult } from './result.ts';
import { verifyDelta } from './verifyDelta.ts';

const made = (name: string): string => `luat/ota_made/${name}`;
const hasPython = spawnSync('python3', ['--version']).status === 0;
const decoder = resolve(import.meta.dirname, '../../../test/support/decode-ec618-par.py');

function firmwareOf(name: string): Firmware {
  const { chip, images } = readBinpkg(corpusBytes(made(name)));
  return syntheticFirmware(images, null, { chip });
}

describe.skipIf(!hasCorpus)("packages of the vendor's tool [needs corpus]", () => {
  it.each([
    ['r618.par', 'r618_old.binpkg', 'r618_new.binpkg', ['ap', 'cp']],
    ['nearcopy618.par', 'nc_old.binpkg', 'nc_new.binpkg', ['ap']],
    ['syn618_grow_RvsO.par', 'syn618_old.binpkg', 'syn618_new.binpkg', ['ap']],
  ])('%s is rebuilt exactly and keeps the block rule', (par, old, next, roles) => {
    const verdict = verifyDelta(firmwareOf(old), firmwareOf(next), corpusBytes(made(par)));
    expect(verdict.ok).toBe(true);
    expect(verdict.images.length).toBe(roles.length);
    const seen = inspectPackage(corpusBytes(made(par)));
    expect(seen).toMatchObject({ format: 'ec618-par', hashOk: true, problem: null, blockRule: { ok: true } });
    expect(seen.images.map(({ header }) => header.role)).toEqual(roles);
    expect(seen.blockRule.largestBytes).toBeLessThanOrEqual(8177);
  });

  it('refuses a package for another base by the size or digest it expects', () => {
    expect(() => applyDelta(firmwareOf('nc_old.binpkg'), corpusBytes(made('r618.par')))).toThrow(
      expect.objectContaining({ code: 'delta.wrongBase' }),
    );
  });

  it('names an EC7xx par instead of calling it damaged', () => {
    expect(() => inspectPackage(corpusBytes(made('r718_nohls_raw.par')))).toThrow(
      expect.objectContaining({ params: expect.objectContaining({ format: 'ec7xx' }) }),
    );
  });

  it('describes the published first 1024 bytes of an official delta, and applies nothing of it', () => {
    const bytes = corpusBytes('luat/ec618/official_at_dfota_first1024.bin');
    const seen = inspectPackage(bytes);
    expect(seen.par).toMatchObject({ toolVersion: '1.0', parBytes: 6011, packageCount: 1 });
    expect(seen.images[0]?.header).toMatchObject({
      name: 'EC618_AP.par',
      partCount: 73,
      direction: 'forward',
    });
    expect(seen.images[0]?.parts.length).toBe(6);
    expect(seen.blockRule).toMatchObject({ ok: true, checkedParts: 6 });
    expect(seen.problem).toMatchObject({ check: 'part.truncated' });
    expect(() => applyDelta(firmwareOf('r618_old.binpkg'), bytes)).toThrow(
      expect.objectContaining({ params: expect.objectContaining({ check: 'par.length' }) }),
    );
  });
});

describe.skipIf(!hasCorpus)('the real AP and CP pair [needs corpus]', () => {
  let result: DeltaResult;

  beforeAll(async () => {
    const old = firmwareOf('r618_old.binpkg');
    result = await buildDelta(old, firmwareOf('r618_new.binpkg'), { format: 'ec618-at' });
  }, 60_000);

  it("becomes at most 53,300 bytes, wrapper included; the vendor's tool needs 67,660", () => {
    expect(result.bytes.length).toBeLessThanOrEqual(53_300);
    expect(result.proof.images.map((image) => image.ok)).toEqual([true, true]);
    expect(inspectPackage(result.bytes).blockRule.largestBytes).toBeLessThanOrEqual(8173);
  });

  it.skipIf(!hasPython)('is rebuilt exactly by a decoder outside the product [needs python3]', () => {
    const folder = mkdtempSync(join(tmpdir(), 'airdock-delta-'));
    try {
      const file = join(folder, 'package.bin');
      writeFileSync(file, result.bytes);
      const pair = [corpusPath(made('r618_old.binpkg')), file, corpusPath(made('r618_new.binpkg'))];
      const printed = execFileSync('python3', [decoder, ...pair], { encoding: 'utf8', timeout: 60_000 });
      const wanted = firmwareOf('r618_new.binpkg').images.filter((image) => image.role !== 'bootloader');
      const lines = wanted.map(
        ({ role, bytes }) => `${role.toUpperCase()} ${bytes.length} ${sha256(bytes)}\n`,
      );
      expect(printed).toBe(lines.join(''));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
