import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { buildBinpkg, ec718Images } from '../../../test/support/buildBinpkg.ts';
import { buildLuadb } from '../../../test/support/buildLuadb.ts';
import { corpusBytes, hasCorpus } from '../../../test/support/corpus.ts';
import {
  filler,
  imageWithTexts,
  socInfoJson,
  tinyBinpkg,
  tinyImages,
} from '../../../test/support/tinyFirmware.ts';
import { compareFirmware, type FirmwareComparison } from './compare.ts';
import type { Firmware } from './image.ts';
import { readFirmware } from './readFirmware.ts';

const read = (bytes: Uint8Array, name = 'x.binpkg'): Promise<Firmware> => readFirmware(bytes, name);

async function compare(old: Uint8Array, next: Uint8Array): Promise<FirmwareComparison> {
  return compareFirmware(await read(old), await read(next));
}

describe('comparing two AT releases', () => {
  it('finds changed and equal images with their sizes', async () => {
    const result = await compare(tinyBinpkg(), tinyBinpkg({ ap: filler(9, 130) }));
    expect(result.images.map(({ name, state }) => [name, state])).toEqual([
      ['ap_bootloader', 'same'],
      ['ap', 'changed'],
      ['cp-demo-flash', 'same'],
    ]);
    expect(result.images[1]).toMatchObject({ old: { sizeBytes: 120 }, new: { sizeBytes: 130 } });
  });

  it('says that there is nothing to carry when no image differs', async () => {
    const repacked = buildBinpkg({ images: tinyImages(), builtAtS: 1_700_000_000 });
    const result = await compare(tinyBinpkg(), repacked);
    expect(result.identical).toBe(true);
  });

  it('pairs the AP by its role when the project was renamed', async () => {
    const images = tinyImages({ ap: filler(9, 130) }).map((image) =>
      image.type === 'AP' ? { ...image, name: 'pump_v2' } : image,
    );
    const result = await compare(tinyBinpkg(), buildBinpkg({ images }));
    expect(result.images[1]).toMatchObject({ name: 'pump_v2', state: 'changed', old: { name: 'ap' } });
  });

  it('lists added and removed images', async () => {
    const two = buildBinpkg({ images: tinyImages().slice(0, 2) });
    const removed = await compare(tinyBinpkg(), two);
    expect(removed.images[2]).toMatchObject({ name: 'cp-demo-flash', state: 'removed', new: null });
    const added = await compare(two, tinyBinpkg());
    expect(added.images[2]).toMatchObject({ name: 'cp-demo-flash', state: 'added', old: null });
  });

  it('sees an image that moved, and a zone of another size', async () => {
    const change = (fields: object) =>
      buildBinpkg({
        images: tinyImages({ ap: filler(9, 130) }).map((image) =>
          image.type === 'AP' ? { ...image, ...fields } : image,
        ),
      });
    const moved = await compare(tinyBinpkg(), change({ address: 0x25000 }));
    expect(moved.images[1]?.addressDiffers).toBe(true);
    const outgrown = await compare(tinyBinpkg(), change({ zoneSizeBytes: 129 }));
    expect(outgrown.images[1]?.zoneDiffers).toBe(true);
  });

  const release = (version: string, seed: number) => tinyBinpkg({ ap: imageWithTexts(seed, [version]) });

  it('knows an upgrade from a downgrade, and another variant from both', async () => {
    const base = release('AirM2M_780E_V1147_LTE_AT', 1);
    const newer = await compare(base, release('AirM2M_780E_V1162_LTE_AT', 2));
    expect(newer.versions.order).toBe('newer');
    const older = await compare(base, release('AirM2M_780E_V1100_LTE_AT', 2));
    expect(older.versions.order).toBe('older');
    const variant = await compare(base, release('AirM2M_780E_V1162_LTE_LPAT', 2));
    expect(variant.versions.order).toBe('incomparable');
  });
});

describe('comparing LuatOS projects', () => {
  const project = async (name: string) => ({
    ...(await read(tinyBinpkg())),
    version: { text: name, source: 'fileName' as const },
  });
  it.each([
    ['DEMO_1.0.10_LuatOS-SoC_V1120_EC618', 'newer'],
    ['DEMO_1.0.9_LuatOS-SoC_V1121_EC618', 'newer'],
    ['DEMO_1.0.9_LuatOS-SoC_V1120_EC618', 'same'],
    ['DEMO_1.0.8_LuatOS-SoC_V2000_EC618', 'older'],
    ['OTHER_2.0.0_LuatOS-SoC_V1120_EC618', 'incomparable'],
    ['something', 'unknown'],
  ])('knows that to %s it is %s', async (name, order) => {
    const base = await project('DEMO_1.0.9_LuatOS-SoC_V1120_EC618');
    expect(compareFirmware(base, await project(name)).versions.order).toBe(order);
  });
});

describe('comparing other pairs', () => {
  const soc = (files: Readonly<Record<string, string>>) =>
    zipSync({
      'info.json': socInfoJson(),
      'luatos.binpkg': tinyBinpkg(),
      'script.bin': buildLuadb(
        Object.entries(files).map(([name, text]) => ({ name, bytes: new TextEncoder().encode(text) })),
      ),
    });

  it('names the files of a script that changed', async () => {
    const result = await compare(
      soc({ 'main.lua': 'a', 'same.lua': 's', 'gone.lua': 'g' }),
      soc({ 'main.lua': 'bb', 'same.lua': 's', 'fresh.lua': 'f' }),
    );
    expect(result.scriptFiles).toEqual([
      { name: 'fresh.lua', state: 'added', oldSizeBytes: null, newSizeBytes: 1 },
      { name: 'gone.lua', state: 'removed', oldSizeBytes: 1, newSizeBytes: null },
      { name: 'main.lua', state: 'changed', oldSizeBytes: 1, newSizeBytes: 2 },
      { name: 'same.lua', state: 'same', oldSizeBytes: 1, newSizeBytes: 1 },
    ]);
  });

  it('has no script files to list where a side has no script', async () => {
    expect((await compare(soc({ a: 'a' }), tinyBinpkg())).scriptFiles).toBeNull();
  });

  it('says where the chips differ', async () => {
    const content = { bl: filler(1, 50), ap: filler(2, 120), cp: filler(3, 80) };
    const ec718 = buildBinpkg({ images: ec718Images(content), productName: 'EC718P_PRD' });
    const result = await compare(tinyBinpkg(), ec718);
    expect(result.chips).toEqual({ old: 'ec618', new: 'ec7xx', same: false });
  });
});

describe.skipIf(!hasCorpus)('comparing real packages [needs corpus]', () => {
  it('finds all three images of r618 changed', async () => {
    const result = await compare(
      corpusBytes('luat/ota_made/r618_old.binpkg'),
      corpusBytes('luat/ota_made/r618_new.binpkg'),
    );
    expect(result.images.map(({ state }) => state)).toEqual(['changed', 'changed', 'changed']);
  });
});
