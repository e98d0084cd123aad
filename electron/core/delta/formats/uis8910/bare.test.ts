import { describe, expect, it } from 'vitest';
import { appErrorOf } from '../../../../../test/support/appError.ts';
import { corpusBytes, hasCorpus } from '../../../../../test/support/corpus.ts';
import { syntheticFirmware, syntheticImage } from '../../../../../test/support/syntheticFirmware.ts';
import { codeLikeBytes, laterBuild } from '../../../../../test/support/syntheticImage.ts';
import type { Firmware } from '../../../firmware/image.ts';
import { readPac } from '../../../firmware/pac.ts';
import { applyDelta } from '../../applyDelta.ts';
import { buildDelta } from '../../buildDelta.ts';
import { verifyDelta } from '../../verifyDelta.ts';
import { planUis8910 } from './plan.ts';
import { proveUis8910 } from './prove.ts';

const firmwareOf = (images: Firmware['images']): Firmware =>
  syntheticFirmware(images, null, { chip: 'uis8910' });
const withAp = (bytes: Uint8Array): Firmware =>
  firmwareOf([{ ...syntheticImage('ap', bytes, 'AP'), address: 0x60010000 }]);

const oldAp = codeLikeBytes(2000, 1);
const [old, fresh] = [withAp(oldAp), withAp(laterBuild(oldAp, 2))];
const wrapperBytes = 10;

describe('a pack without the wrapper', () => {
  it('is verified and rebuilt like the wrapped one, and each is told from the other', async () => {
    const { bytes } = await buildDelta(old, fresh, { format: 'uis8910' });
    const bare = bytes.subarray(wrapperBytes);
    expect(verifyDelta(old, fresh, bytes)).toMatchObject({ ok: true, envelope: 'wrapped' });
    expect(verifyDelta(old, fresh, bare)).toMatchObject({ ok: true, envelope: 'bare' });
    expect(applyDelta(old, bare).images[0]?.sha256).toBe(fresh.images[0]?.sha256);
    expect(verifyDelta(old, withAp(codeLikeBytes(2000, 9)), bare)).toMatchObject({ ok: false });
  });

  it('is no package of ours: modules download the wrapped one', async () => {
    const { bytes } = await buildDelta(old, fresh, { format: 'uis8910' });
    const plan = planUis8910(old, fresh, {});
    const error = await appErrorOf(() => proveUis8910(plan, bytes.subarray(wrapperBytes)));
    expect(error).toMatchObject({ code: 'delta.proofFailed', params: { reason: 'envelope' } });
  });

  it('that is cut anywhere is damaged, never right', async () => {
    const { bytes } = await buildDelta(old, fresh, { format: 'uis8910' });
    for (let end = wrapperBytes + 8; end < bytes.length; end += 7) {
      const cut = bytes.subarray(wrapperBytes, end);
      expect((await appErrorOf(() => verifyDelta(old, fresh, cut))).code).toBe('delta.damagedPackage');
    }
  });
});

describe.skipIf(!hasCorpus)("the vendor's pack between two releases [needs corpus]", () => {
  const pac = (name: string): Firmware => firmwareOf(readPac(corpusBytes(`luat/uis8910/${name}`)).images);

  it('brings the application, and what its files bring is not claimed either way', () => {
    const packed = corpusBytes('luat/uis8910/fota_20210203_to_20210514.pack');
    const [before, after] = [pac('CSDK_RDA8910_TMP_20210203.pac'), pac('CSDK_RDA8910_20210514.pac')];
    const { ok, envelope, images, notCovered } = verifyDelta(before, after, packed);
    expect({ ok, envelope }).toEqual({ ok: false, envelope: 'bare' });
    expect(images).toMatchObject([{ name: 'AP', ok: true }]);
    expect(notCovered.map(({ name, reason }) => [name, reason])).toEqual([
      ['BOOTLOADER', 'bootloaderNotInFormat'],
      ['PS', 'filesNotProvable'],
      ['NV', 'filesNotProvable'],
    ]);
  });
});
