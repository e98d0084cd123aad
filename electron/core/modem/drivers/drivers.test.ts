import { describe, expect, it } from 'vitest';
import { texts as en } from '../../../../shared/domain/texts/en.ts';
import { texts as zh } from '../../../../shared/domain/texts/zh-CN.ts';
import { driverReasonCodes } from '../../../../shared/domain/upgradeTexts.ts';
import { chooseDriver, drivers, findDriver, rankDrivers } from './index.ts';

const answers = (...lines: readonly string[]) => new Map([['ATI', lines]]);
const idsOf = (ranked: ReturnType<typeof rankDrivers>) => ranked.map(({ driver }) => driver.description.id);

describe('the drivers', () => {
  it('each have a name and a reason in both languages', () => {
    for (const { driver, driverReason } of [zh, en]) {
      const names = new Map<string, string>(Object.entries(driver));
      expect(drivers.filter(({ description }) => !names.has(description.id))).toEqual([]);
      const reasons = new Map<string, string>(Object.entries(driverReason));
      expect(driverReasonCodes.filter((code) => !reasons.has(code))).toEqual([]);
    }
  });

  it('are found by their id, and each id is there once', () => {
    const ids = drivers.map(({ description }) => description.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(findDriver('luat-uart')?.description.deliveries).toEqual(['serial']);
    expect(findDriver('other')).toBeUndefined();
  });

  it('offer what they say that they deliver', () => {
    for (const { description, ...methods } of drivers) {
      const { id, deliveries } = description;
      const can = {
        http: methods.trigger !== undefined,
        serial: methods.upload !== undefined,
        cloud: true,
        local: methods.image !== undefined,
      };
      expect([id, ...deliveries.filter((delivery) => !can[delivery])]).toEqual([id]);
      if (description.resetBy === 'host') expect(methods.reset).toBeDefined();
      if (description.needsConfirm) expect(methods.confirm).toBeDefined();
    }
  });
});

describe('the choice of a driver', () => {
  it('follows the module’s own answers and says which one', () => {
    const ranked = rankDrivers(answers('AirM2M_780E_V1138_LTE_AT'));
    expect(idsOf(ranked)).toEqual(['luat-at', 'luat-uart']);
    expect(ranked[0]?.detection).toEqual({
      certainty: 'certain',
      reason: 'airM2M',
      evidence: 'AirM2M_780E_V1138_LTE_AT',
    });
  });

  it('takes the one that can deliver in the way that is wanted', () => {
    const ranked = rankDrivers(answers('AirM2M_780E_V1138_LTE_AT'));
    expect(chooseDriver(ranked, 'http')?.driver.description.id).toBe('luat-at');
    expect(chooseDriver(ranked, 'serial')?.driver.description.id).toBe('luat-uart');
    expect(chooseDriver(ranked, 'local')).toBeNull();
  });

  it('is none for a module that nobody knows', () => {
    expect(rankDrivers(answers('Manufacturer: X', 'Model: Y'))).toEqual([]);
  });
});
