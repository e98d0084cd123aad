import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { corpusBytes, hasCorpus } from '../../../../test/support/corpus.ts';
import { otaFirmware } from '../../../../test/support/otaFirmware.ts';
import { syntheticFirmware, syntheticImage } from '../../../../test/support/syntheticFirmware.ts';
import { codeLikeBytes, laterBuild } from '../../../../test/support/syntheticImage.ts';
import type { Firmware } from '../../firmware/image.ts';
import { readFirmware } from '../../firmware/readFirmware.ts';
import { buildDelta } from '../buildDelta.ts';
import type { DeltaFormat } from '../result.ts';
import { estimatePackages } from './estimatePackages.ts';
import { differenceBytes } from './sparseDifference.ts';

const core = codeLikeBytes(150_000, 1);
const firmwareOf = (bytes: Uint8Array): Firmware => syntheticFirmware([syntheticImage('ap', bytes)]);

function fileRange(old: Firmware | null, fresh: Firmware, format: DeltaFormat) {
  const found = estimatePackages(old, fresh).find((estimate) => estimate.format === format);
  if (found === undefined) throw new Error(`no estimate for ${format}`);
  return found.file;
}

/** Within a factor of two of either end: the order of magnitude, which is all that is promised. */
function expectNear(sizeBytes: number, { lowBytes, highBytes }: { lowBytes: number; highBytes: number }) {
  expect(sizeBytes).toBeGreaterThan(lowBytes / 2);
  expect(sizeBytes).toBeLessThan(highBytes * 2);
}

describe('the quick difference', () => {
  it('is nothing for equal images, little for a later build, and all of it for another image', () => {
    expect(differenceBytes(core, core.slice())).toBe(0);
    const later = differenceBytes(core, laterBuild(core, 2));
    expect(later).toBeGreaterThan(0);
    expect(later).toBeLessThan(core.length / 5);
    expect(differenceBytes(core, codeLikeBytes(150_000, 99))).toBeGreaterThan(4 * later);
  });

  it('finds what has moved by an odd number of bytes', () => {
    const moved = Uint8Array.from([...codeLikeBytes(1001, 5), ...core]);
    expect(differenceBytes(core, moved)).toBeLessThan(4000);
  });

  it('is not held up by bytes that are alike two times out of three', () => {
    const old = Uint8Array.from({ length: 1 << 20 }, (_, i) => i % 3);
    const fresh = old.map((byte, i) => (i % 3 === 2 ? (i * 7) & 0xff : byte));
    expect(differenceBytes(old, fresh)).toBeGreaterThan(0);
  });

  it.each([0, 1, 7, 8, 31])('takes images of %i bytes on either side', (length) => {
    const short = core.slice(0, length);
    expect(differenceBytes(short, core)).toBeGreaterThan(0);
    expect(differenceBytes(core, short)).toBeGreaterThanOrEqual(0);
  });
});

describe('the estimate of a package', () => {
  it('is near what is then built', async () => {
    const [old, fresh] = [firmwareOf(core), firmwareOf(laterBuild(core, 2))];
    const { bytes } = await buildDelta(old, fresh, { format: 'ec618-at' });
    expectNear(bytes.length, fileRange(old, fresh, 'ec618-at'));
  });

  it('tells the core delta apart where a limit is about that part', () => {
    const old = otaFirmware({ ap: core });
    const fresh = otaFirmware({ ap: laterBuild(core, 3), version: 'PUMP_1.0.1_LuatOS-SoC_V1121_EC618' });
    const estimate = estimatePackages(old, fresh).find(({ format }) => format === 'luatos');
    expect(estimate?.delta?.highBytes).toBeGreaterThan(0);
    expect(estimate?.file.highBytes).toBeGreaterThan(estimate?.delta?.highBytes ?? Number.NaN);
  });

  it('leaves out what cannot be built', () => {
    const formats = estimatePackages(firmwareOf(core), firmwareOf(core)).map(({ format }) => format);
    expect(formats).not.toContain('ec618-at');
    expect(formats).not.toContain('xt804-fota');
  });
});

const made = 'luat/ota_made';
const reason = { overrideReason: 'measured in a test' };

describe.skipIf(!hasCorpus)('the estimate of real pairs [needs corpus]', () => {
  const open = (path: string): Promise<Firmware> => readFirmware(corpusBytes(path), basename(path));

  it.each([
    ['ec618-par', `${made}/r618_old.binpkg`, `${made}/r618_new.binpkg`],
    ['ec618-at', `${made}/syn618_old.binpkg`, `${made}/syn618_new.binpkg`],
    ['ec618-par', `${made}/nc_old.binpkg`, `${made}/nc_new.binpkg`],
    ['ec7xx', `${made}/r718_old.binpkg`, `${made}/r718_new.binpkg`],
    ['ec7xx-at', `${made}/syn718_old_pkgmode.binpkg`, `${made}/syn718_new_pkgmode.binpkg`],
    ['xt804-fota', null, 'luat/xt804/W806_20211206.fls'],
    ['luatos', `${made}/synthetic_ec618_a.soc`, `${made}/synthetic_ec618_b.soc`],
    ['csdk-full', null, `${made}/r618_new.binpkg`],
  ] as const)(
    '%s from %s to %s',
    async (format, oldPath, newPath) => {
      const [old, fresh] = [oldPath === null ? null : await open(oldPath), await open(newPath)];
      const options = { format, allowOlder: true, ...reason };
      const { bytes } = await buildDelta(old, fresh, options);
      expectNear(bytes.length, fileRange(old, fresh, format));
    },
    120_000,
  );

  it.each(['csky-w806', 'pybv11'])(
    'of the code of %s, which no factor was made with',
    async (name) => {
      const [old, fresh] = ['old', 'new'].map((side) => firmwareOf(corpusBytes(`pairs/${name}/${side}.bin`)));
      if (old === undefined || fresh === undefined) throw new Error('a pair has two sides');
      const { bytes } = await buildDelta(old, fresh, { format: 'ec618-par' });
      expectNear(bytes.length, fileRange(old, fresh, 'ec618-par'));
    },
    120_000,
  );
});
