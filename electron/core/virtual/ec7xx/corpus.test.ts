import { describe, expect, test } from 'vitest';
import { corpusBytes, hasCorpus } from '../../../../test/support/corpus.ts';
import { readFactoryPackage } from '../flash/binpkg.ts';
import { PowerLost } from '../luatAt/chip.ts';
import type { PowerCutPoint } from '../luatAt/knobs.ts';
import { createApplier } from './applier.ts';
import { unpackSections } from './cmar.ts';
import { createFlash, digestOf, type Ec7xxFlash, type ImageZone, imageOf } from './flash.ts';
import { checkPackage } from './packageCheck.ts';

const folder = 'luat/ota_made';
const read = (name: string) => readFactoryPackage(corpusBytes(`${folder}/${name}`), name);

function flashWith(old: string, par: string): Ec7xxFlash {
  const flash = createFlash(read(old).images, old, () => 512 * 1024);
  expect(flash.storage.area.append(corpusBytes(`${folder}/${par}`))).toBe(true);
  return flash;
}

function applyAll(flash: Ec7xxFlash): void {
  checkPackage(flash, 'decode');
  const applier = createApplier(flash);
  while (applier.step(null));
}

function newImage(name: string, type: string): Uint8Array {
  return read(name).images.find((image) => image.type === type)?.bytes ?? new Uint8Array();
}

/** Every byte of the new image, packed sections compared unpacked where the flash could not be filled. */
function expectIs(zone: ImageZone, fresh: Uint8Array): void {
  const made = imageOf(zone);
  expect(made.length).toBe(fresh.length);
  if (zone.attested === null) {
    expect(Buffer.compare(made, fresh)).toBe(0);
    return;
  }
  const differing = made.findIndex((byte, at) => byte !== 0xff && byte !== fresh[at]);
  expect(differing).toBe(-1);
  const kept = Buffer.concat([...zone.unpacked.values()]);
  const sections = [...unpackSections(fresh)];
  expect(sections.length).toBeGreaterThan(0);
  for (const section of sections) expect(kept.includes(Buffer.from(section))).toBe(true);
}

describe.skipIf(!hasCorpus)("the vendor's own deltas of EC7xx in the virtual module [needs corpus]", () => {
  test.each([
    ['r718_old.binpkg', 'r718_nohls_raw.par', 'r718_new.binpkg', 'CP'],
    ['r718_old.binpkg', 'r718_nohls_zip.par', 'r718_new.binpkg', 'CP'],
    ['syn718_old_pkgmode.binpkg', 'syn718_nohls.par', 'syn718_new_pkgmode.binpkg', 'AP'],
    ['syn718_old_pkgmode.binpkg', 'syn718_bzip.par', 'syn718_new_pkgmode.binpkg', 'AP'],
    ['nc_old.binpkg', 'nearcopy718_nohls.par', 'nc_new.binpkg', 'AP'],
  ])('%s with %s becomes %s', (old, par, fresh, type) => {
    const flash = flashWith(old, par);
    applyAll(flash);
    const zone = flash.zones[type === 'AP' ? 'ap' : 'cp'];
    expectIs(zone, newImage(fresh, type));
    const again = createFlash(read(fresh).images, fresh, () => 512 * 1024);
    expect(digestOf(zone)).toBe(digestOf(again.zones[type === 'AP' ? 'ap' : 'cp']));
  });

  test('a zip package comes through a power cut at every point of every step', () => {
    const points: readonly PowerCutPoint[] = ['halfBackup', 'afterBackup', 'halfImage'];
    for (const point of points)
      for (let step = 0; step < 5; step += 1) {
        const flash = flashWith('r718_old.binpkg', 'r718_nohls_zip.par');
        const applier = createApplier(flash);
        for (let done = 0; done < step; done += 1) applier.step(null);
        expect(() => applier.step(point)).toThrow(PowerLost);
        const again = createApplier(flash);
        while (again.step(null));
        expectIs(flash.zones.cp, newImage('r718_new.binpkg', 'CP'));
      }
  });

  test('HLS, which nobody outside knows, is refused by its name and not guessed', () => {
    const flash = flashWith('r718_old.binpkg', 'r718_hls_zip.par');
    expect(() => checkPackage(flash, 'header')).toThrow(/HLS/);
  });
});
