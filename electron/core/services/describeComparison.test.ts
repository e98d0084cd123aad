import { describe, expect, it } from 'vitest';
import { comparisonSchema } from '../../../shared/contract/firmware.ts';
import { buildBinpkg } from '../../../test/support/buildBinpkg.ts';
import { corpusBytes, hasCorpus } from '../../../test/support/corpus.ts';
import { filler, tinyBinpkg, tinyImages } from '../../../test/support/tinyFirmware.ts';
import { readFirmware } from '../firmware/readFirmware.ts';
import { describeComparison } from './describeComparison.ts';

async function compare(old: Uint8Array, fresh: Uint8Array, names: readonly [string, string] = ['a', 'b']) {
  const comparison = describeComparison(
    await readFirmware(old, names[0]),
    await readFirmware(fresh, names[1]),
  );
  expect(() => comparisonSchema.parse(comparison)).not.toThrow();
  return comparison;
}

type Compared = Awaited<ReturnType<typeof compare>>;
const formatOf = ({ formats }: Compared, id: string) => formats.find(({ format }) => format === id);
const possible = ({ formats }: Compared) =>
  formats.filter(({ refusal }) => refusal === undefined).map(({ format }) => format);

describe('the comparison that a person sees', () => {
  it('says what every part had and has, and what its zone has left', async () => {
    const result = await compare(tinyBinpkg(), tinyBinpkg({ ap: filler(9, 130) }));
    const ap = result.parts.find(({ name }) => name === 'ap');
    expect(ap).toMatchObject({ change: 'changed', moved: false, zoneChanged: false });
    expect(ap?.old?.sizeBytes).toBe(120);
    expect(ap?.new?.sizeBytes).toBe(130);
    for (const side of [ap?.old, ap?.new])
      expect(side?.freeBytes).toBe((side?.zoneSizeBytes ?? 0) - (side?.sizeBytes ?? 0));
  });

  it('counts what is missing where an image is larger than its zone', async () => {
    const outgrown = buildBinpkg({
      images: tinyImages({ ap: filler(9, 130) }).map((image) =>
        image.type === 'AP' ? { ...image, zoneSizeBytes: 129 } : image,
      ),
    });
    const result = await compare(tinyBinpkg(), outgrown);
    expect(result.parts.find(({ name }) => name === 'ap')).toMatchObject({
      zoneChanged: true,
      new: { zoneSizeBytes: 129, freeBytes: -1 },
    });
    expect(formatOf(result, 'ec618-at')?.refusal?.code).toBe('delta.zoneExceeded');
  });

  it('lets every format speak for itself, the possible ones first', async () => {
    const result = await compare(tinyBinpkg(), tinyBinpkg({ ap: filler(9, 130), bl: filler(8, 50) }));
    expect(possible(result).slice(0, 2)).toEqual(['ec618-at', 'ec618-par']);
    expect(formatOf(result, 'ec618-at')).toMatchObject({
      recommended: true,
      covered: ['ap'],
      notCovered: [{ role: 'bootloader', reason: 'bootloaderNotInFormat' }],
    });
    expect(formatOf(result, 'ec618-at')?.warnings).toContainEqual({
      code: 'bootloaderNotCovered',
      params: { image: 'ap_bootloader' },
    });
    expect(formatOf(result, 'xt804-fota')?.refusal).toMatchObject({
      code: 'delta.wrongChip',
      params: { format: 'xt804-fota', wanted: 'xt804', found: 'ec618' },
    });
  });

  it('says so where nothing differs', async () => {
    const result = await compare(
      tinyBinpkg(),
      buildBinpkg({ images: tinyImages(), builtAtS: 1_700_000_000 }),
    );
    expect(result.identical).toBe(true);
    expect(formatOf(result, 'ec618-at')?.refusal?.code).toBe('delta.identical');
    expect(result.formats.some(({ recommended }) => recommended)).toBe(false);
  });
});

describe.skipIf(!hasCorpus)('every chip is judged by its own formats [needs corpus]', () => {
  const luat = (name: string) => corpusBytes(`luat/${name}`);
  const made = (name: string) => luat(`ota_made/${name}`);

  it('EC618', async () => {
    const result = await compare(made('r618_old.binpkg'), made('r618_new.binpkg'));
    expect(result.parts.map(({ change }) => change)).toEqual(['changed', 'changed', 'changed']);
    expect(possible(result)[0]).toBe('ec618-at');
  });

  it('EC7xx', async () => {
    const result = await compare(made('r718_old.binpkg'), made('r718_new.binpkg'));
    expect(possible(result)).toEqual(expect.arrayContaining(['ec7xx-at', 'ec7xx']));
    expect(formatOf(result, 'ec7xx-at')?.warnings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['experimental', 'tryOneModuleFirst']),
    );
  });

  it('XT804', async () => {
    const result = await compare(luat('xt804/W806_20211205.fls'), luat('xt804/W806_20211206.fls'));
    expect(possible(result)).toEqual(['xt804-fota']);
  });

  it('UIS8910, whose refusal a reason may override', async () => {
    const result = await compare(
      luat('uis8910/CSDK_RDA8910_TMP_20210203.pac'),
      luat('uis8910/CSDK_RDA8910_20210514.pac'),
    );
    expect(possible(result)).toEqual([]);
    expect(formatOf(result, 'uis8910')).toMatchObject({
      overridable: true,
      refusal: { code: 'delta.notCarried' },
      notCovered: expect.arrayContaining([expect.objectContaining({ name: 'PS' })]),
    });
    const others = result.formats.filter(({ format }) => format !== 'uis8910');
    expect(others.some(({ overridable }) => overridable)).toBe(false);
  });
});
