import { describe, expect, it } from 'vitest';
import { cloudCodes, serialCodes, upgradeCodes } from './luatCodes.ts';
import { remedyCodes, verdictCodes } from './upgradeTexts.ts';

describe('codes of Luat modules', () => {
  it('have a verdict and remedies that exist as texts', () => {
    for (const meaning of [...upgradeCodes.values(), ...cloudCodes.values(), ...serialCodes.values()]) {
      expect(verdictCodes).toContain(meaning.verdict);
      expect(meaning.remedies.length).toBeGreaterThan(0);
      for (const remedy of meaning.remedies) expect(remedyCodes).toContain(remedy);
    }
  });

  it('are all that the documents list', () => {
    expect([...upgradeCodes.keys()]).toEqual([-1000, -1001, -1002, -1003, -1004, -1005, -1006]);
    expect([...cloudCodes.keys()]).toEqual([3, 17, 21, 25, 26, 27, 40, 43, 44]);
    expect([...serialCodes.keys()]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it('make asking again pointless for everything but a package that is being built', () => {
    const pointless = [...cloudCodes].filter(([, { retry }]) => retry === 'pointless').map(([code]) => code);
    expect(pointless).toEqual([3, 17, 21, 25, 26, 27, 40, 44]);
  });

  it('keep both readings where the documents disagree', () => {
    expect([25, 26, 27].map((code) => cloudCodes.get(code)?.otherReading)).toEqual([
      'upgrade.cloudNoPermission',
      'upgrade.cloudProjectInvalid',
      'upgrade.cloudFirmwareInvalid',
    ]);
  });
});
