import { describe, expect, it } from 'vitest';
import { appErrorOf } from '../../../../../test/support/appError.ts';
import { otaFacts, otaFirmware } from '../../../../../test/support/otaFirmware.ts';
import { codeLikeBytes } from '../../../../../test/support/syntheticImage.ts';
import type { Firmware } from '../../../firmware/image.ts';
import type { FormatOptions } from '../format.ts';
import { openOta } from '../luatos/apply.ts';
import { csdkFull } from './format.ts';

const application: Partial<Firmware> = { container: 'binpkg' };

async function build(old: Firmware | null, fresh: Firmware, options: FormatOptions = {}) {
  const plan = csdkFull.plan(old, fresh, options);
  const bytes = await csdkFull.write(plan, { onProgress: () => undefined });
  return { plan, bytes, proof: csdkFull.prove(old, plan, bytes) };
}

describe('a full update', () => {
  it('of EC618 carries AP at its address and CP behind its marker, with the number of the application', async () => {
    const { bytes, proof } = await build(null, otaFirmware(), { appVersion: 0x111e7fa6 });
    const opened = openOta(bytes);
    expect(opened).toMatchObject({
      chip: 'ec618',
      mainVersion: [0, 0, 0, 0, 0xffffffff],
      appVersion: 0x111e7fa6,
      baseVersion: [0, 0, 0, 0, 0],
    });
    expect(opened.sectors.map(({ startAddress }) => startAddress)).toEqual([0x24000, 0x80000000]);
    expect(proof.images.map(({ ok }) => ok)).toEqual([true, true]);
  });

  it('of EC7xx takes both addresses from the container', async () => {
    const fresh = otaFirmware({ more: { chip: 'ec7xx', luatOta: { ...otaFacts, magic: 0xeac37218 } } });
    const opened = openOta((await build(null, fresh)).bytes);
    expect(opened.chip).toBe('ec7xx');
    expect(opened.sectors.map(({ startAddress }) => startAddress)).toEqual([0x24000, 0]);
  });

  it('says what it leaves on the module, and that no number was given', async () => {
    const { plan } = await build(null, otaFirmware());
    expect(plan.notCovered.map(({ name, severity }) => [name, severity])).toEqual([
      ['ap_bootloader', 'warning'],
      ['script.bin', 'warning'],
    ]);
    expect(plan.warnings.map(({ code }) => code)).toEqual(['appVersionNotSet']);
    expect(csdkFull.plan(otaFirmware(), otaFirmware(), {}).notCovered).toEqual([]);
  });

  it('knows the zone between its start and the file system', () => {
    expect(csdkFull.plan(null, otaFirmware(), {}).limits).toMatchObject([{ bytes: 92 + 0xf3000 - 1 }]);
    const { luatOta: _none, ...bare } = otaFirmware({ more: application });
    expect(csdkFull.plan(null, bare, {}).limits).toEqual([]);
  });

  it('is refused for another chip, without AP, and beyond the zone of an image', async () => {
    const refused = async (fresh: Firmware): Promise<string> =>
      (await appErrorOf(() => csdkFull.plan(null, fresh, {}))).code;
    expect(await refused(otaFirmware({ more: { chip: 'xt804' } }))).toBe('delta.wrongChip');
    expect(await refused(otaFirmware({ more: { images: [] } }))).toBe('delta.missingImage');
    const images = otaFirmware().images.map((image) => ({ ...image, zoneSizeBytes: 10 }));
    expect(await refused(otaFirmware({ more: { images } }))).toBe('delta.zoneExceeded');
  });

  it('is the same each time, and its proof sees another AP', async () => {
    const first = await build(null, otaFirmware());
    expect(Buffer.compare(first.bytes, (await build(null, otaFirmware())).bytes)).toBe(0);
    const other = await build(null, otaFirmware({ ap: codeLikeBytes(50_000, 77) }));
    const error = await appErrorOf(() => csdkFull.prove(null, first.plan, other.bytes));
    expect(error.params).toMatchObject({ image: 'ap', reason: 'bytes' });
  });
});
