import { expect, test } from 'vitest';
import { corpusBytes, hasCorpus } from '../../../../test/support/corpus.ts';
import { PowerLost } from '../luatAt/chip.ts';
import { createApplier } from './applier.ts';
import { apImage, createFlash, type Uis8910Flash } from './flash.ts';
import { checkUpdate } from './package.ts';

const folder = 'luat/uis8910';

function flashWithPack(): Uis8910Flash {
  const pac = 'CSDK_RDA8910_TMP_20210203.pac';
  const flash = createFlash(corpusBytes(`${folder}/${pac}`), pac, () => 1024 * 1024);
  flash.storage.area.append(corpusBytes(`${folder}/fota_20210203_to_20210514.pack`));
  return flash;
}

test.skipIf(!hasCorpus)("the vendor's own pack makes the vendor's new application [needs corpus]", () => {
  const flash = flashWithPack();
  expect(Buffer.compare(apImage(flash.ap), corpusBytes(`${folder}/ap_20210203.img`))).toBe(0);
  expect(checkUpdate(flash).pack?.untouched).toContain('/modem/cp.bin');
  const applier = createApplier(flash);
  expect(applier.stepCount).toBe(20);
  while (applier.step(null));
  expect(Buffer.compare(apImage(flash.ap), corpusBytes(`${folder}/ap_20210514.img`))).toBe(0);
});

test.skipIf(!hasCorpus)('the same pack comes through a power cut in every block [needs corpus]', () => {
  const flash = flashWithPack();
  for (let block = 0; block < 20; block += 1) {
    const applier = createApplier(flash);
    expect(applier.resumed).toBe(block > 0);
    const point = (['halfBackup', 'afterBackup', 'halfImage'] as const)[block % 3] ?? null;
    expect(() => applier.step(point)).toThrow(PowerLost);
    createApplier(flash).step(null);
  }
  expect(Buffer.compare(apImage(flash.ap), corpusBytes(`${folder}/ap_20210514.img`))).toBe(0);
});
