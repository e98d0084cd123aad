import { describe, expect, it } from 'vitest';
import { appErrorOf } from '../../../test/support/appError.ts';
import { corpusBytes, hasCorpus } from '../../../test/support/corpus.ts';
import { otaFirmware } from '../../../test/support/otaFirmware.ts';
import { syntheticFirmware } from '../../../test/support/syntheticFirmware.ts';
import { readBinpkg } from '../firmware/binpkg.ts';
import type { Firmware } from '../firmware/image.ts';
import { buildDelta } from './buildDelta.ts';
import { verifyDelta } from './verifyDelta.ts';

const because = { overrideReason: 'own loader' };
const fresh = otaFirmware({ script: new Uint8Array(100) });
const other = otaFirmware({ script: new Uint8Array(100).fill(1) });

async function scriptPackage(): Promise<Uint8Array> {
  const { bytes } = await buildDelta(null, fresh, { format: 'luatos-script', ...because });
  return bytes;
}

describe("the check of somebody else's package", () => {
  it('answers with the image that comes out different, as nothing was built that could be discarded', async () => {
    const answer = verifyDelta(null, other, await scriptPackage());
    expect(answer.ok).toBe(false);
    expect(answer.images).toMatchObject([{ ok: false }]);
    expect(answer.images[0]?.rebuiltSha256).not.toBe(answer.images[0]?.newSha256);
    expect(verifyDelta(null, fresh, await scriptPackage()).ok).toBe(true);
  });

  it('names the check that a damaged package fails', async () => {
    const bytes = await scriptPackage();
    const error = await appErrorOf(() => verifyDelta(null, fresh, bytes.subarray(0, bytes.length - 1)));
    expect(error.code).toBe('delta.damagedPackage');
  });
});

describe.skipIf(!hasCorpus)('the default package of the EC718 tool [needs corpus]', () => {
  const firmwareOf = (name: string): Firmware => {
    const { chip, chipEvidence, images } = readBinpkg(corpusBytes(`luat/ota_made/${name}`));
    return syntheticFirmware(images, null, { chip, chipEvidence });
  };

  it('is refused by the name of its transform, not as a package that failed its proof', async () => {
    const packed = corpusBytes('luat/ota_made/r718_hls_zip.par');
    const error = await appErrorOf(() =>
      verifyDelta(firmwareOf('r718_old.binpkg'), firmwareOf('r718_new.binpkg'), packed),
    );
    expect(error).toMatchObject({ code: 'delta.transformUnknown', params: { transform: 'HLS' } });
  });

  it('of the other packages is said to be open where the module compresses by itself', () => {
    const [before, after] = [firmwareOf('r718_old.binpkg'), firmwareOf('r718_new.binpkg')];
    const codesOf = (name: string) => {
      const { ok, proofClass, warnings } = verifyDelta(before, after, corpusBytes(`luat/ota_made/${name}`));
      expect({ ok, proofClass }).toEqual({ ok: true, proofClass: 'experimental' });
      return warnings.map(({ code }) => code);
    };
    const cautious = ['experimental', 'tryOneModuleFirst'];
    expect(codesOf('r718_nohls_raw.par')).toEqual(cautious);
    expect(codesOf('r718_nohls_zip.par')).toEqual([...cautious, 'recompressionNotProvable']);
  });
});
