import { describe, expect, test } from 'vitest';
import { readFactoryPackage } from '../flash/binpkg.ts';
import { PowerLost } from '../luatAt/chip.ts';
import type { PowerCutPoint } from '../luatAt/knobs.ts';
import { PackageRefused } from '../luatAt/refusal.ts';
import { sha256 } from '../testing/bytes.ts';
import {
  ec7xxPar,
  newEc7xxAp,
  newEc7xxCp,
  newEc7xxSections,
  oldEc7xxBinpkg,
} from '../testing/ec7xxFixture.ts';
import { createApplier } from './applier.ts';
import { createFlash, digestOf, type Ec7xxFlash, imageOf } from './flash.ts';
import { checkPackage } from './packageCheck.ts';
import { readParFile } from './parFile.ts';

function flashWith(par: Uint8Array): Ec7xxFlash {
  const flash = createFlash(readFactoryPackage(oldEc7xxBinpkg, 'old').images, 'old', () => 480 * 1024);
  expect(flash.storage.area.append(par)).toBe(true);
  return flash;
}

function expectNew({ zones }: Ec7xxFlash): void {
  expect(Buffer.compare(imageOf(zones.ap), newEc7xxAp)).toBe(0);
  // Changed packed sections stay unpacked; every other byte is in the flash.
  const made = imageOf(zones.cp);
  expect(made.findIndex((byte, at) => byte !== 0xff && byte !== newEc7xxCp[at])).toBe(-1);
  const kept = Buffer.concat([...zones.cp.unpacked.values()]);
  for (const section of newEc7xxSections) expect(kept.includes(Buffer.from(section))).toBe(true);
  expect(digestOf(zones.cp)).toBe(sha256(newEc7xxCp).toString('hex'));
}

/** Right length and SHA-256 again, as a hostile or careless tool would write them. */
function sealed(par: Uint8Array): Uint8Array {
  const copy = Buffer.from(par);
  copy.fill(0, 12, 44);
  copy.set(sha256(copy), 12);
  return new Uint8Array(copy);
}

describe('applying a delta.par of EC7xx', () => {
  test('rebuilds raw blocks and packed zones', () => {
    const flash = flashWith(ec7xxPar);
    expect(checkPackage(flash, 'decode').map(({ role }) => role)).toEqual(['ap', 'cp']);
    const applier = createApplier(flash);
    const percents = [applier.percent()];
    while (applier.step(null)) percents.push(applier.percent());
    percents.push(applier.percent());
    expect(applier.stepCount).toBe(5);
    expect(percents.at(0)).toBe(0);
    expect(percents.at(-1)).toBe(100);
    expect([...percents].sort((a, b) => a - b)).toEqual(percents);
    expectNew(flash);
  });

  test.each(['halfBackup', 'afterBackup', 'halfImage'] as const)(
    'comes through a power cut at %s of every step',
    (point: PowerCutPoint) => {
      for (let step = 0; step < 5; step += 1) {
        const flash = flashWith(ec7xxPar);
        const applier = createApplier(flash);
        for (let done = 0; done < step; done += 1) applier.step(null);
        expect(() => applier.step(point)).toThrow(PowerLost);
        const again = createApplier(flash);
        while (again.step(null));
        expectNew(flash);
      }
    },
  );

  test('refuses an older tool version, a signed package and bytes behind the last image', () => {
    const cases: readonly [number, number][] = [
      [2, 0x20],
      [3, 0xc1],
      [4, 0x11],
    ];
    for (const [at, value] of cases) {
      const changed = ec7xxPar.slice();
      changed[at] = value;
      expect(() => readParFile(sealed(changed), 'fresh')).toThrow(PackageRefused);
    }
  });

  test('refuses or rebuilds whatever any single changed byte promises, and never stumbles', () => {
    for (let at = 84; at < 420; at += 5) {
      const changed = ec7xxPar.slice();
      changed[at] = (changed[at] ?? 0) ^ 0x41;
      const flash = flashWith(sealed(changed));
      try {
        checkPackage(flash, 'decode');
        const applier = createApplier(flash);
        while (applier.step(null));
      } catch (error) {
        if (!(error instanceof PackageRefused)) throw error;
      }
    }
  });
});
