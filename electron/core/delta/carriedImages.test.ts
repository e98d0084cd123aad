import { describe, expect, it } from 'vitest';
import { appErrorOf } from '../../../test/support/appError.ts';
import { corpusBytes, hasCorpus } from '../../../test/support/corpus.ts';
import { syntheticFirmware, syntheticImage } from '../../../test/support/syntheticFirmware.ts';
import { codeLikeBytes, laterBuild } from '../../../test/support/syntheticImage.ts';
import { buildDelta } from './buildDelta.ts';
import { carriedImages } from './carriedImages.ts';

const [ap, cp] = [codeLikeBytes(40_000, 1), codeLikeBytes(30_000, 2)];
const old = syntheticFirmware([syntheticImage('ap', ap), syntheticImage('cp', cp)]);
const fresh = syntheticFirmware([
  syntheticImage('ap', laterBuild(ap, 3)),
  syntheticImage('cp', laterBuild(cp, 4)),
]);

describe('the images that a par carries', () => {
  it('are named by its heads, the par taken out of its wrapper', async () => {
    const { bytes } = await buildDelta(old, fresh, { format: 'ec618-at' });
    const { format, par, roles } = carriedImages(bytes);
    expect({ format, roles }).toEqual({ format: 'ec618-at', roles: ['ap', 'cp'] });
    expect(Buffer.compare(par, bytes.subarray(10))).toBe(0);
  });

  it('are refused where the file is cut or no par', async () => {
    const { bytes } = await buildDelta(old, fresh, { format: 'ec618-par' });
    for (let end = 8; end < 200; end++)
      expect((await appErrorOf(() => carriedImages(bytes.subarray(0, end)))).code).toBe(
        'delta.damagedPackage',
      );
    expect((await appErrorOf(() => carriedImages(new Uint8Array(99)))).code).toBe('delta.unsupportedFormat');
  });
});

describe.skipIf(!hasCorpus)('a par in the closed coding of the EC718 tool [needs corpus]', () => {
  it('names its images although nobody here can undo it', () => {
    const { format, roles } = carriedImages(corpusBytes('luat/ota_made/r718_hls_zip.par'));
    expect({ format, roles }).toEqual({ format: 'ec7xx', roles: ['cp'] });
  });
});
