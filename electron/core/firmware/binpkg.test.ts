import { describe, expect, it } from 'vitest';
import { appErrorOf, refusalOf } from '../../../test/support/appError.ts';
import { buildBinpkg, ec718Images } from '../../../test/support/buildBinpkg.ts';
import { corpusBytes, hasCorpus } from '../../../test/support/corpus.ts';
import { filler, tinyBinpkg, tinyImages } from '../../../test/support/tinyFirmware.ts';
import { readBinpkg } from './binpkg.ts';

const entry0 = 0x34;
const failed = (checks: readonly { name: string; ok: boolean }[]): string[] =>
  checks.filter((check) => !check.ok).map((check) => check.name);

/** A copy of the package with bytes replaced at an offset. */
function patched(bytes: Uint8Array, offset: number, ...values: readonly number[]): Uint8Array {
  const copy = bytes.slice();
  copy.set(values, offset);
  return copy;
}

describe('a legacy binpkg', () => {
  it('gives its images with role, address, zone and verified bytes', () => {
    const { header, chip, images, checks } = readBinpkg(tinyBinpkg());
    expect(header.layout).toBe('legacy');
    expect(chip).toBe('ec618');
    expect(
      images.map(({ name, role, address, zoneSizeBytes }) => [name, role, address, zoneSizeBytes]),
    ).toEqual([
      ['ap_bootloader', 'bootloader', 0x4000, 0x20000],
      ['ap', 'ap', 0x24000, 0x2e0000],
      ['cp-demo-flash', 'cp', 0, 0x80000],
    ]);
    expect(images[1]?.bytes).toEqual(filler(2, 120));
    expect(failed(checks)).toEqual([]);
  });

  it('takes the role from the type, so an AP that carries the name of a project is still the AP', () => {
    const images = tinyImages().map((image) =>
      image.type === 'AP' ? { ...image, name: 'pump_control' } : image,
    );
    expect(readBinpkg(buildBinpkg({ images })).images[1]).toMatchObject({ name: 'pump_control', role: 'ap' });
  });

  it('keeps an image of an unknown type as data', () => {
    const flex = { name: 'flex', type: 'FLEX', address: 9, zoneSizeBytes: 0, bytes: filler(9, 9) };
    const built = buildBinpkg({ images: [...tinyImages(), flex] });
    expect(readBinpkg(built).images[3]).toMatchObject({ name: 'flex', role: 'data' });
  });

  it('is decided to be an EC618 by its flash addresses, and says so', () => {
    const { chip, chipEvidence } = readBinpkg(tinyBinpkg());
    expect(chip).toBe('ec618');
    expect(chipEvidence).toEqual(['bootloader@0x4000', 'ap@0x24000', 'cp@0x0']);
  });

  it('hands out copies, so that a change of the input does not reach a verified image', () => {
    const bytes = tinyBinpkg();
    const { images } = readBinpkg(bytes);
    bytes.fill(0);
    expect(images[0]?.bytes).toEqual(filler(1, 50));
  });
});

describe('a pkgmode binpkg', () => {
  const content = { bl: filler(1, 50), ap: filler(2, 120), cp: filler(3, 80) };

  it('is an EC7xx with its product name among the arguments', () => {
    const { header, chip, chipEvidence } = readBinpkg(
      buildBinpkg({ images: ec718Images(content), productName: 'EC718P_PRD' }),
    );
    expect(header.layout).toBe('pkgmode');
    expect(header.args).toContainEqual({ name: 'productname', value: 'EC718P_PRD' });
    expect(chip).toBe('ec7xx');
    expect(chipEvidence).toContain('productname=EC718P_PRD');
  });

  it('with the addresses of an EC618 contradicts itself and stays unknown', () => {
    const { chip, checks } = readBinpkg(buildBinpkg({ images: tinyImages(), productName: 'EC718P_PRD' }));
    expect(chip).toBe('unknown');
    expect(failed(checks)).toEqual(['binpkg.chip']);
  });

  it('is damaged when its argument count does not match its layout', async () => {
    const bytes = patched(buildBinpkg({ images: ec718Images(content), productName: 'EC718P_PRD' }), 0x1c, 4);
    expect(await refusalOf(() => readBinpkg(bytes))).toEqual({
      code: 'firmware.damaged',
      params: { check: 'binpkg.args', offset: 0x1c, expected: '3 (420 bytes)', found: '4 (420 bytes)' },
    });
  });
});

describe('a damaged binpkg', () => {
  it('is refused at every length below its own', async () => {
    const bytes = tinyBinpkg();
    for (let length = 0; length < bytes.length; length += 1) {
      const error = await appErrorOf(() => readBinpkg(bytes.subarray(0, length)));
      expect(error.code, `${length} bytes`).toBe('firmware.damaged');
    }
  });

  it('is refused at every length below its own in pkgmode too', async () => {
    const images = ec718Images({ bl: filler(1, 5), ap: filler(2, 5), cp: filler(3, 5) });
    const bytes = buildBinpkg({ images, productName: 'EC718P_PRD' });
    for (let length = 0; length < bytes.length; length += 1) {
      const error = await appErrorOf(() => readBinpkg(bytes.subarray(0, length)));
      expect(error.code, `${length} bytes`).toBe('firmware.damaged');
    }
  });

  it('names the image whose bytes do not match their digest, with both digests', async () => {
    const { code, params } = await refusalOf(() => readBinpkg(patched(tinyBinpkg(), entry0 + 364, 0xff)));
    expect(code).toBe('firmware.damaged');
    expect(params).toMatchObject({ check: 'binpkg.sha256:ap_bootloader', offset: entry0 + 80 });
    expect(params['expected']).toMatch(/^[0-9a-f]{64}$/);
    expect(params['found']).toMatch(/^[0-9a-f]{64}$/);
    expect(params['found']).not.toBe(params['expected']);
  });

  const hostile: readonly (readonly [
    what: string,
    offset: number,
    values: readonly number[],
    check: string,
  ])[] = [
    ['another format version', 0, [0x32], 'binpkg.version'],
    ['another magic', 8, [0x42], 'binpkg.magic'],
    ['a digest kind we cannot verify', 0x14, [0x4d, 0x44, 0x35, 0], 'binpkg.crypt'],
    ['no images', 0x10, [0, 0, 0, 0], 'binpkg.count'],
    ['four thousand million images', 0x10, [0xff, 0xff, 0xff, 0xff], 'binpkg.count'],
    ['one image more than there is', 0x10, [4], 'binpkg.entry:3'],
    ['an image of 4 GiB', entry0 + 76, [0xff, 0xff, 0xff, 0xff], 'binpkg.size:ap_bootloader'],
    ['an empty image', entry0 + 76, [0, 0, 0, 0], 'binpkg.size:ap_bootloader'],
    ['an entry that claims another place', entry0 + 72, [0, 0, 0, 0x80], 'binpkg.entryOffset:ap_bootloader'],
    ['a name that leaves the folder', entry0, [0x2e, 0x2e, 0x2f], 'binpkg.name:0'],
    ['a name with a path', entry0 + 2, [0x5c], 'binpkg.name:0'],
    ['a name with an escape sequence', entry0, [0x1b], 'binpkg.name:0'],
    ['no name', entry0, [0], 'binpkg.name:0'],
  ];
  it.each(hostile)('with %s is refused', async (_what, offset, values, check) => {
    const error = await appErrorOf(() => readBinpkg(patched(tinyBinpkg(), offset, ...values)));
    expect(error.code).toBe('firmware.damaged');
    expect(error.params['check']).toBe(check);
  });
});

describe('an odd binpkg that can still be read', () => {
  it('says that bytes follow the last image', () => {
    const longer = Uint8Array.from([...tinyBinpkg(), 0xff]);
    expect(failed(readBinpkg(longer).checks)).toEqual(['binpkg.end']);
  });

  it('says that an image is larger than its zone', () => {
    const images = tinyImages().map((image) =>
      image.type === 'CP' ? { ...image, zoneSizeBytes: 79 } : image,
    );
    const { checks } = readBinpkg(buildBinpkg({ images }));
    const detail = 'at most 79 bytes, 80';
    expect(checks).toContainEqual({ name: 'binpkg.zone:cp-demo-flash', ok: false, detail });
  });

  it('says that a name occurs twice', () => {
    const images = tinyImages().map((image) => ({ ...image, name: 'same' }));
    expect(failed(readBinpkg(buildBinpkg({ images })).checks)).toEqual(['binpkg.uniqueNames']);
  });

  it('at addresses of no known chip is of an unknown chip', () => {
    const images = tinyImages().map((image) => ({ ...image, address: 0x1234 }));
    const { chip, checks } = readBinpkg(buildBinpkg({ images }));
    expect(chip).toBe('unknown');
    expect(checks).toContainEqual({ name: 'binpkg.chip', ok: false, detail: 'ec618 or ec7xx, no sign' });
  });
});

describe.skipIf(!hasCorpus)('real packages [needs corpus]', () => {
  const packages = [
    ['r618_old', 'ec618', 113_782, 470_748],
    ['r618_new', 'ec618', 117_524, 472_684],
    ['r718_old', 'ec7xx', 113_782, 409_600],
    ['syn618_new', 'ec618', 300_700, 472_684],
    ['syn718_new_pkgmode', 'ec7xx', 300_700, 472_684],
  ] as const;
  it.each(packages)('%s is an %s with every check passed', (name, chip, apSize, cpSize) => {
    const result = readBinpkg(corpusBytes(`luat/ota_made/${name}.binpkg`));
    expect(result.chip).toBe(chip);
    expect(result.images.map((image) => image.role)).toEqual(['bootloader', 'ap', 'cp']);
    expect(result.images.map((image) => image.bytes.length).slice(1)).toEqual([apSize, cpSize]);
    expect(failed(result.checks)).toEqual([]);
  });
});
