import { describe, expect, it } from 'vitest';
import { appErrorOf, refusalOf } from '../../../test/support/appError.ts';
import { otaFirmware } from '../../../test/support/otaFirmware.ts';
import { buildDelta } from './buildDelta.ts';
import { oldFor } from './chipRule.ts';
import { judgePackage } from './override.ts';

const fresh = otaFirmware({ script: new Uint8Array(100) });
const sound = otaFirmware();
const other = otaFirmware({ more: { chip: 'xt804' } });
const because = { overrideReason: 'own loader' };

describe('a refusal and a reason', () => {
  it('are told apart by what the format does once it has the reason', () => {
    expect(judgePackage('luatos-script', null, fresh, because)).toMatchObject({
      kind: 'overridable',
      refusal: { code: 'firmware.damaged' },
    });
    expect(judgePackage('luatos-script', null, sound, because).kind).toBe('possible');
    expect(judgePackage('luatos-script', null, other, because)).toMatchObject({
      kind: 'refused',
      refusal: { code: 'delta.wrongChip' },
    });
  });

  it('tells of two refusals the one that no reason helps against', () => {
    expect(judgePackage('luatos-script', fresh, fresh, because)).toMatchObject({
      kind: 'refused',
      refusal: { code: 'delta.identical' },
    });
  });
});

describe('a build with a reason', () => {
  it('goes past a refusal that the format lets be overridden, and says so', async () => {
    const result = await buildDelta(null, fresh, { format: 'luatos-script', ...because });
    expect(result.overridden).toBe(true);
    expect(result.warnings.map(({ code }) => code)).toContain('scriptDamaged');
  });

  it('overrides nothing where nothing was refused', async () => {
    const result = await buildDelta(null, sound, { format: 'luatos-script', ...because });
    expect(result.overridden).toBe(false);
  });

  it('is refused as without one where the format does not give way', async () => {
    for (const overrideReason of ['own loader', '   ', undefined]) {
      const options = overrideReason === undefined ? {} : { overrideReason };
      const error = await appErrorOf(() => buildDelta(null, other, { ...options, format: 'luatos-script' }));
      expect(error.code).toBe('delta.wrongChip');
    }
    expect(
      (await appErrorOf(() => buildDelta(null, fresh, { format: 'luatos-script', overrideReason: ' ' })))
        .code,
    ).toBe('firmware.damaged');
  });
});

describe('the old firmware that a format needs', () => {
  it('is asked for where only it is missing', async () => {
    expect(await refusalOf(async () => oldFor('ec618', null, sound, 'luatos'))).toEqual({
      code: 'delta.needsOld',
      params: { format: 'luatos' },
    });
  });

  it('is not the first thing to say where the new one is for another chip', async () => {
    expect(await refusalOf(async () => oldFor('ec618', null, other, 'luatos'))).toEqual({
      code: 'delta.wrongChip',
      params: { format: 'luatos', wanted: 'ec618', found: 'xt804' },
    });
  });

  it('names both chips where they differ, whatever the format, and one chip once', async () => {
    const refused = (old: typeof sound, next: typeof sound) =>
      refusalOf(async () => oldFor('ec7xx', old, next, 'ec7xx'));
    expect(await refused(sound, other)).toEqual({
      code: 'delta.mixedChips',
      params: { oldChip: 'ec618', newChip: 'xt804' },
    });
    expect((await refused(sound, sound)).params?.['found']).toBe('ec618');
  });
});
