import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/errors.ts';
import { refusalOf } from '../../../test/support/appError.ts';
import { buildEc7xxImage } from '../../../test/support/buildEc7xxImage.ts';
import { corpusBytes, hasCorpus } from '../../../test/support/corpus.ts';
import { filler } from '../../../test/support/tinyFirmware.ts';
import { readBinpkg } from './binpkg.ts';
import { readEc7xxSections, unpackSection } from './ec7xxSections.ts';

const plain = { code: filler(7, 900), data: filler(8, 60) };
const image = buildEc7xxImage(filler(1, 100), 128, [
  { bytes: plain.code, type: 6, groupId: 0 },
  { bytes: plain.data, type: 8, groupId: 1, ziped: false },
]);

function unpackAll(bytes: Uint8Array): Uint8Array[] | null {
  return readEc7xxSections(bytes)?.sections.map((section) => unpackSection(bytes, section)) ?? null;
}

describe('compressed sections of an EC7xx image', () => {
  it('are listed with their places and unpack to what was packed', () => {
    const found = readEc7xxSections(image);
    expect(found).toMatchObject({ rawLength: 100, tableOffset: 128, tableLength: 8 + 112 + 4 });
    expect(found?.sections.map(({ type, ziped, groupId, flag }) => [type, ziped, groupId, flag])).toEqual([
      [6, true, 0, 1],
      [8, false, 1, 1],
    ]);
    expect(found?.tailRecords).toEqual([{ vma: 0x81a000, lma: 0x81a000, sizeBytes: 100, attr: 1 }]);
    expect(found?.tail).toHaveLength(32);
    expect(unpackAll(image)).toEqual([plain.code, plain.data]);
  });

  it('are absent where the image does not end in CMAR', () => {
    expect(readEc7xxSections(image.subarray(0, -1))).toBeNull();
    expect(readEc7xxSections(new Uint8Array(0))).toBeNull();
  });

  it('are refused with the rule and the place when any byte of table or tail promises too much', async () => {
    const cases: readonly (readonly [at: number, value: number, check: string])[] = [
      [image.length - 14, 0xff, 'ec7xx.tail'],
      [image.length - 5, 0x7f, 'ec7xx.tableOffset'],
      [image.length - 9, 0x7f, 'ec7xx.rawLength'],
      [128, 0, 'ec7xx.tableMagic'],
      [128 + 4, 200, 'ec7xx.sectionCount'],
      [128 + 8, 0, 'ec7xx.sectionMagic'],
      [128 + 8 + 7, 0x7f, 'ec7xx.section'],
      [128 + 8 + 19, 0x7f, 'ec7xx.unpacked'],
      [128 + 8 + 21, 9, 'ec7xx.ziped'],
      [128 + 64 + 16, 9, 'ec7xx.storedLength'],
    ];
    for (const [at, value, check] of cases) {
      const broken = image.slice();
      broken[at] = value;
      expect(await refusalOf(() => unpackAll(broken))).toMatchObject({
        code: 'firmware.damaged',
        params: { check },
      });
    }
  });

  it('never unpack to other bytes, whichever bit is flipped', () => {
    for (let bit = 0; bit < image.length * 8; bit += 1) {
      const broken = image.slice();
      broken[bit >> 3] = (broken[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      try {
        expect(unpackAll(broken) ?? [plain.code, plain.data]).toEqual([plain.code, plain.data]);
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        expect(error.code).toBe('firmware.damaged');
      }
    }
  });
});

describe.skipIf(!hasCorpus)('compressed sections of real modem cores [needs corpus]', () => {
  it.each(['r718_old', 'r718_new'])('unpack with their SHA-256 in %s', (name) => {
    const { images } = readBinpkg(corpusBytes(`luat/ota_made/${name}.binpkg`));
    const cp = images.find(({ role }) => role === 'cp')?.bytes ?? new Uint8Array(0);
    expect(readEc7xxSections(cp)).toMatchObject({ tableOffset: 0x40000 });
    expect(unpackAll(cp)).toHaveLength(6);
    expect(readEc7xxSections(cp)?.tailRecords).toHaveLength(3);
  });
});
