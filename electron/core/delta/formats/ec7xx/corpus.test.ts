import { beforeAll, describe, expect, it } from 'vitest';
import { appErrorOf } from '../../../../../test/support/appError.ts';
import { corpusBytes, hasCorpus } from '../../../../../test/support/corpus.ts';
import { quietWork } from '../../../../../test/support/quietWork.ts';
import { syntheticFirmware } from '../../../../../test/support/syntheticFirmware.ts';
import { readBinpkg } from '../../../firmware/binpkg.ts';
import type { Firmware } from '../../../firmware/image.ts';
import { applyEc7xx } from './apply.ts';
import { ec7xx } from './format.ts';
import type { Ec7xxOptions } from './plan.ts';
import { forward, reverse, type WriteDirection } from './write/direction.ts';
import { safeDirections, writeSections } from './write/payload.ts';
import { pairSections } from './write/sectionPair.ts';

const made = (name: string): string => `luat/ota_made/${name}`;

function firmwareOf(name: string): Firmware {
  const { chip, chipEvidence, images } = readBinpkg(corpusBytes(made(name)));
  return syntheticFirmware(images, null, { chip, chipEvidence });
}

describe.skipIf(!hasCorpus)("packages of the vendor's tool [needs corpus]", () => {
  it.each([
    ['r718_nohls_zip.par', 'r718_old.binpkg', 'r718_new.binpkg', 'cp', 'sections', 'forward'],
    ['r718_nohls_raw.par', 'r718_old.binpkg', 'r718_new.binpkg', 'cp', 'raw', 'reverse'],
    ['syn718_nohls.par', 'syn718_old_pkgmode.binpkg', 'syn718_new_pkgmode.binpkg', 'ap', 'raw', 'reverse'],
    ['syn718_bzip.par', 'syn718_old_pkgmode.binpkg', 'syn718_new_pkgmode.binpkg', 'ap', 'raw', 'reverse'],
    ['nearcopy718_nohls.par', 'nc_old.binpkg', 'nc_new.binpkg', 'ap', 'raw', 'forward'],
  ])('%s is rebuilt exactly', (par, old, next, role, mode, direction) => {
    const fresh = firmwareOf(next).images;
    const { images, toolVersion } = applyEc7xx(firmwareOf(old).images, corpusBytes(made(par)), fresh);
    expect(toolVersion).toBe('2.5');
    expect(images).toMatchObject([{ role, mode, direction }]);
    const wanted = fresh.find((image) => image.role === role);
    expect(Buffer.compare(images[0]?.bytes ?? new Uint8Array(0), wanted?.bytes ?? new Uint8Array(0))).toBe(0);
  });

  it('checks everything but the compressed form of the sections when NEW is not at hand', () => {
    const old = firmwareOf('r718_old.binpkg').images;
    const { images, checkedRules } = applyEc7xx(old, corpusBytes(made('r718_nohls_zip.par')));
    expect(images).toMatchObject([{ bytes: null, recompressedSections: 5 }]);
    expect(checkedRules).toContain('sectionSha256');
    expect(checkedRules).toContain('recompressionNotProvable');
    expect(checkedRules).not.toContain('newSha256');
  });

  it('refuses the code transform by its name', async () => {
    const old = firmwareOf('r718_old.binpkg').images;
    const error = await appErrorOf(() => applyEc7xx(old, corpusBytes(made('r718_hls_zip.par'))));
    expect(error).toMatchObject({ code: 'delta.transformUnknown', params: { transform: 'HLS' } });
  });

  it('refuses a package for another base', async () => {
    const other = firmwareOf('r718_new.binpkg').images;
    const error = await appErrorOf(() => applyEc7xx(other, corpusBytes(made('r718_nohls_zip.par'))));
    expect(error).toMatchObject({ code: 'delta.wrongBase', params: { check: 'oldSha256' } });
  });
});

async function built(old: string, next: string, options: Ec7xxOptions): Promise<number> {
  const [from, to] = [firmwareOf(old), firmwareOf(next)];
  const plan = ec7xx.plan(from, to, options);
  const bytes = await ec7xx.write(plan, { onProgress: () => {} });
  expect(ec7xx.prove(from, plan, bytes).images.every((image) => image.ok)).toBe(true);
  return bytes.length;
}

describe.skipIf(!hasCorpus)('the real EC718P pair [needs corpus]', () => {
  const pair = ['r718_old.binpkg', 'r718_new.binpkg'] as const;
  const sizes = { sections: 0, raw: 0 };

  beforeAll(async () => {
    sizes.sections = await built(...pair, {});
    sizes.raw = await built(...pair, { rawOnly: true });
  }, 120_000);

  it("takes at most 9,100 bytes by sections; the vendor's tool needs 10,236 without its code transform", () => {
    expect(sizes.sections).toBeLessThanOrEqual(9100);
  });

  it("takes at most 139,050 bytes raw; the vendor's tool needs 139,902", () => {
    expect(sizes.raw).toBeLessThanOrEqual(139_050);
  });

  it('keeps the smaller of both directions', async () => {
    const [old, next] = [firmwareOf(pair[0]), firmwareOf(pair[1])];
    const [image] = ec7xx.plan(old, next, {}).carried;
    if (image === undefined) throw new Error('nothing changed');
    const [before, after] = [image.old.bytes, image.new.bytes];
    const sections = pairSections(before, after);
    if (typeof sections === 'string') throw new Error(sections);
    const sizeOf = async (allowed: readonly WriteDirection[]): Promise<number> =>
      (await writeSections(before, after, sections, allowed, quietWork()))?.bytes.length ?? 0;
    const [up, down] = [await sizeOf([forward]), await sizeOf([reverse])];
    expect(safeDirections(sections)).toEqual([forward, reverse]);
    expect(await sizeOf([forward, reverse])).toBe(Math.min(up, down));
    expect(up).not.toBe(down);
  }, 60_000);

  it('is not larger than the vendor on the made-up AP pair', async () => {
    const size = await built('syn718_old_pkgmode.binpkg', 'syn718_new_pkgmode.binpkg', {});
    expect(size).toBeLessThanOrEqual(912);
  }, 60_000);
});
