import { describe, expect, it } from 'vitest';
import { buildEc7xxPar, buildEc618Par, buildLfta } from '../../../test/support/buildVendorFiles.ts';
import { corpusBytes, hasCorpus } from '../../../test/support/corpus.ts';
import { filler } from '../../../test/support/tinyFirmware.ts';
import { inspectFile } from '../firmware/inspectFile.ts';
import { deltaChecks } from './inspectDelta.ts';

async function checksOf(bytes: Uint8Array) {
  return deltaChecks(await inspectFile(bytes, 'x'), bytes);
}

describe('the groups inside a core delta', () => {
  it('are told with rule and place when they are filler behind a right digest', async () => {
    for (const bytes of [buildEc618Par(filler(1, 60)), buildEc7xxPar(filler(1, 60))]) {
      const checks = await checksOf(bytes);
      expect(checks.filter(({ ok }) => !ok).length).toBeGreaterThan(0);
      expect(checks.at(-1)?.detail).toMatch(/^@\d+: /);
    }
  });

  it('are not looked for in other files', async () => {
    expect(await checksOf(buildLfta(filler(1, 60)))).toEqual([]);
  });
});

describe.skipIf(!hasCorpus)('the groups of real deltas [needs corpus]', () => {
  it.each([
    'r618',
    'nearcopy618',
    'syn618_grow_RvsO',
    'r718_nohls_raw',
    'r718_nohls_zip',
    'syn718_nohls',
    'syn718_bzip',
  ])('of %s are whole, every bzip2 block within the limit', async (name) => {
    const checks = await checksOf(corpusBytes(`luat/ota_made/${name}.par`));
    expect(checks).toEqual([{ name: 'bzip2.blockSize', ok: true, detail: '' }]);
  });

  it('are not judged where the vendor used its closed coding', async () => {
    expect(await checksOf(corpusBytes('luat/ota_made/r718_hls_zip.par'))).toEqual([]);
  });
});
