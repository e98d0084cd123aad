import { describe, expect, test } from 'vitest';
import { corpusBytes, hasCorpus } from '../../../../test/support/corpus.ts';
import { readFactoryImages } from '../flash/binpkg.ts';
import { PowerLost } from '../luatAt/chip.ts';
import type { PowerCutPoint } from '../luatAt/knobs.ts';
import { PackageRefused, type RefusalReason } from '../luatAt/refusal.ts';
import {
  makePar,
  newAp,
  newCp,
  oldBinpkg,
  oldCp,
  type PackageImage,
  pairImage,
  sealed,
  streamsOf,
} from '../testing/fixture.ts';
import { createApplier } from './applier.ts';
import { ec618FotaAreaBytes } from './chip.ts';
import { checkPackage } from './packageCheck.ts';
import { createFlash, type Ec618Flash, imageOf } from './storage.ts';

function storageWith(binpkg: Uint8Array, par: Uint8Array): Ec618Flash {
  const flash = createFlash(readFactoryImages(binpkg, 'old.binpkg'), 'old.binpkg', () => ec618FotaAreaBytes);
  expect(flash.storage.area.append(par)).toBe(true);
  return flash;
}

function applyAll(flash: Ec618Flash): readonly number[] {
  checkPackage(flash, 'decode');
  const applier = createApplier(flash);
  const percents = [applier.percent()];
  while (applier.step(null)) percents.push(applier.percent());
  percents.push(applier.percent());
  return percents;
}

function refusal(action: () => unknown): { reason: RefusalReason; message: string } {
  try {
    action();
  } catch (error) {
    if (error instanceof PackageRefused) return { reason: error.reason, message: error.message };
    throw error;
  }
  throw new Error('was not refused');
}

/** `toEqual` on megabytes costs seconds; a digest says the same. */
function same(found: Uint8Array, expected: Uint8Array): boolean {
  return Buffer.compare(found, expected) === 0;
}

describe('applying a package to the flash', () => {
  for (const ap of ['forward', 'reverse'] as const)
    for (const cp of ['forward', 'reverse'] as const)
      test(`rebuilds a grown AP ${ap} and a shrunk CP ${cp} exactly`, () => {
        const flash = storageWith(oldBinpkg, makePar([pairImage('ap', ap), pairImage('cp', cp)]));
        applyAll(flash);
        expect(same(imageOf(flash.zones.ap), newAp)).toBe(true);
        expect(same(imageOf(flash.zones.cp), newCp)).toBe(true);
      });

  test('leaves an image alone that the package does not carry', () => {
    const flash = storageWith(oldBinpkg, makePar([pairImage('ap', 'forward')]));
    applyAll(flash);
    expect(same(imageOf(flash.zones.cp), oldCp)).toBe(true);
  });

  test('counts from 0 to 100 in uneven steps', () => {
    const flash = storageWith(oldBinpkg, makePar([pairImage('ap', 'reverse'), pairImage('cp', 'forward')]));
    const percents = applyAll(flash);
    expect(percents[0]).toBe(0);
    expect(percents.at(-1)).toBe(100);
    expect(percents).toEqual([...percents].sort((a, b) => a - b));
    expect(percents).toHaveLength(6);
  });

  for (const point of ['halfBackup', 'afterBackup', 'halfImage'] satisfies PowerCutPoint[])
    test(`continues after the power failed at ${point} of any part, in either direction`, () => {
      for (const direction of ['forward', 'reverse'] as const)
        for (let part = 0; part < 5; part += 1) {
          const par = makePar([pairImage('ap', direction), pairImage('cp', direction)]);
          const flash = storageWith(oldBinpkg, par);
          const applier = createApplier(flash);
          for (let done = 0; done < part; done += 1) applier.step(null);
          expect(() => applier.step(point)).toThrow(PowerLost);
          const again = createApplier(flash);
          expect(again.resumed).toBe(part > 0 || point !== 'halfBackup');
          while (again.step(null));
          expect(same(imageOf(flash.zones.ap), newAp)).toBe(true);
          expect(same(imageOf(flash.zones.cp), newCp)).toBe(true);
        }
    });

  test('notices after the work that an image does not have the promised digest', () => {
    const flash = storageWith(
      oldBinpkg,
      makePar([{ ...pairImage('cp', 'forward'), newSha256: new Uint8Array(32) }]),
    );
    const applier = createApplier(flash);
    applier.step(null);
    expect(refusal(() => applier.step(null)).reason).toBe('damaged');
  });
});

describe('checking a package against the flash', () => {
  const good = makePar([pairImage('ap', 'forward'), pairImage('cp', 'forward')]);
  const refusedAs = (par: Uint8Array, depth: 'decode' | 'header' = 'header') =>
    refusal(() => checkPackage(storageWith(oldBinpkg, par), depth));

  test('takes a good one', () => {
    expect(checkPackage(storageWith(oldBinpkg, good), 'decode').map((image) => image.role)).toEqual([
      'ap',
      'cp',
    ]);
  });

  test('refuses it with any single byte flipped', () => {
    const flash = createFlash(
      readFactoryImages(oldBinpkg, 'old.binpkg'),
      'old.binpkg',
      () => ec618FotaAreaBytes,
    );
    for (let at = 0; at < good.length; at += 97) {
      const flipped = good.slice();
      flipped[at] = (flipped[at] ?? 0) ^ 0x10;
      flash.storage.area.erase();
      flash.storage.area.append(flipped);
      expect(['damaged', 'format']).toContain(refusal(() => checkPackage(flash, 'header')).reason);
    }
  });

  test('refuses hostile fields under a right SHA-256 without stumbling, or rebuilds what they promise', () => {
    const flash = createFlash(
      readFactoryImages(oldBinpkg, 'old.binpkg'),
      'old.binpkg',
      () => ec618FotaAreaBytes,
    );
    let taken = 0;
    for (let at = 0; at < good.length; at += at < 400 ? 1 : 61)
      for (const value of [0x00, 0x7f, 0xff]) {
        if (good[at] === value) continue;
        const hostile = good.slice();
        hostile[at] = value;
        flash.storage.area.erase();
        flash.storage.area.append(sealed(hostile));
        try {
          checkPackage(flash, 'decode');
          taken += 1;
        } catch (error) {
          expect(error).toBeInstanceOf(PackageRefused);
        }
      }
    // What may change unseen before the work: names, reserved words, field A and the digests of the new images.
    expect(taken).toBeLessThan(450);
  });

  test('refuses it cut off', () => {
    expect(refusedAs(good.subarray(0, good.length - 1)).reason).toBe('damaged');
    expect(refusedAs(good.subarray(0, 60)).reason).toBe('damaged');
    expect(refusedAs(good.subarray(0, 8)).reason).toBe('format');
  });

  test('refuses a package for another base', () => {
    const other = { ...pairImage('ap', 'forward'), oldImage: oldCp } satisfies PackageImage;
    expect(refusedAs(makePar([other]))).toMatchObject({ reason: 'base' });
  });

  test('refuses a package for another address', () => {
    expect(refusedAs(makePar([{ ...pairImage('ap', 'forward'), address: 0x7e000 }]))).toEqual({
      reason: 'base',
      message: 'EC618_AP.par is for another address than 0x24000',
    });
  });

  test('refuses a package made by the tool of EC7xx, a signed one, and one whose progress bytes are used', () => {
    const withByte = (at: number, value: number): Uint8Array => {
      const copy = good.slice();
      copy[at] = value;
      return sealed(copy);
    };
    expect(refusedAs(withByte(2, 0x45)).message).toContain('tool version 0x45');
    expect(refusedAs(withByte(3, 0xc1)).message).toContain('signed');
    expect(refusedAs(withByte(50, 0)).message).toContain('progress bytes');
  });

  test('refuses the same image twice', () => {
    expect(refusedAs(makePar([pairImage('cp', 'forward'), pairImage('cp', 'forward')])).message).toContain(
      'twice',
    );
  });

  const hostile = (name: string, newSize: number): Uint8Array =>
    makePar([
      {
        role: 'cp',
        direction: 'forward',
        streams: streamsOf(name),
        oldImage: oldCp,
        newImage: new Uint8Array(newSize),
      },
    ]);

  test('takes a bzip2 block of 8192 bytes and refuses one of 8193', () => {
    expect(checkPackage(storageWith(oldBinpkg, hostile('block8192', 8180)), 'decode')).toHaveLength(1);
    expect(refusedAs(hostile('block8193', 8180), 'decode')).toMatchObject({ reason: 'stream' });
  });

  test('refuses records that make too much or too little', () => {
    expect(refusedAs(hostile('tooMuch', 32_768), 'decode')).toMatchObject({ reason: 'records' });
    expect(refusedAs(hostile('tooLittle', 32_768), 'decode')).toMatchObject({ reason: 'records' });
  });

  test('refuses a stream that is cut off, is no bzip2 or is of another level', () => {
    const [stream = new Uint8Array()] = streamsOf('block8192');
    const asPart = (bytes: Uint8Array): Uint8Array =>
      makePar([
        {
          role: 'cp',
          direction: 'forward',
          streams: [bytes],
          oldImage: oldCp,
          newImage: new Uint8Array(8180),
        },
      ]);
    const level9 = stream.slice();
    level9[3] = 0x39;
    expect(refusedAs(asPart(stream.subarray(0, 500)), 'decode').reason).toBe('stream');
    expect(refusedAs(asPart(level9), 'decode').reason).toBe('stream');
    expect(refusedAs(asPart(new Uint8Array(40)), 'decode').reason).toBe('stream');
  });
});

describe.skipIf(!hasCorpus)('applying packages of the vendor tool [needs corpus]', () => {
  const pairs = [
    ['r618.par', 'r618'],
    ['syn618_grow_RvsO.par', 'syn618'],
    ['nearcopy618.par', 'nc'],
  ] as const;
  for (const [par, pair] of pairs)
    test(`${par} rebuilds the AP and the CP of ${pair}_new.binpkg exactly`, () => {
      const folder = 'luat/ota_made';
      const expected = readFactoryImages(corpusBytes(`${folder}/${pair}_new.binpkg`), pair);
      const flash = storageWith(corpusBytes(`${folder}/${pair}_old.binpkg`), corpusBytes(`${folder}/${par}`));
      applyAll(flash);
      for (const [role, type] of [['ap', 'AP'] as const, ['cp', 'CP'] as const]) {
        const wanted = expected.find((image) => image.type === type)?.bytes ?? new Uint8Array();
        expect(same(imageOf(flash.zones[role]), wanted)).toBe(true);
      }
    });

  test('survives a power cut in each part of r618.par', () => {
    const folder = 'luat/ota_made';
    const flash = storageWith(corpusBytes(`${folder}/r618_old.binpkg`), corpusBytes(`${folder}/r618.par`));
    const points = ['halfBackup', 'afterBackup', 'halfImage'] satisfies PowerCutPoint[];
    for (let place = 0; place < 19; place += 1) {
      const applier = createApplier(flash);
      expect(() => applier.step(points[place % 3] ?? null)).toThrow(PowerLost);
      createApplier(flash).step(null);
    }
    const expected = readFactoryImages(corpusBytes(`${folder}/r618_new.binpkg`), 'new');
    const images = [imageOf(flash.zones.ap), imageOf(flash.zones.cp)];
    for (const image of images) expect(expected.some((wanted) => same(image, wanted.bytes))).toBe(true);
  });

  test('refuses a package of EC718', () => {
    const folder = 'luat/ota_made';
    const flash = storageWith(
      corpusBytes(`${folder}/r618_old.binpkg`),
      corpusBytes(`${folder}/r718_nohls_raw.par`),
    );
    expect(refusal(() => checkPackage(flash, 'decode')).message).toContain('tool version 0x45');
  });
});
