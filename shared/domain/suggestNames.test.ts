import { describe, expect, it } from 'vitest';
import { checkNames } from './packageNames.ts';
import { suggestNames } from './suggestNames.ts';

const at = {
  fileName: 'AirM2M_780E_V1001-V1002_LTE_AT.bin',
  from: { version: 'AirM2M_780E_V1001_LTE_AT' },
  to: { version: 'AirM2M_780E_V1002_LTE_AT' },
};
const luatos = {
  fileName: 'DEMO_1.0.1.bin',
  from: null,
  to: { version: 'DEMO_1.0.13_LuatOS-SoC_V1120_EC618' },
};

describe('what a package of AT firmware is called', () => {
  it('on openLuat: the cloud name and the number', () => {
    expect(suggestNames('openluat', at)).toEqual({
      name: 'AirM2M_780E_LTE_AT',
      version: 'V1002',
      sourceVersion: 'V1001',
      delta: true,
    });
  });

  it.each(['openluat', 'quecthing', 'onenet'] as const)('is taken by %s', (platform) => {
    expect(checkNames(platform, suggestNames(platform, at))).toEqual([]);
  });
});

describe('what a LuatOS release is called', () => {
  it('on openLuat: the version as libfota composes it, the name left to the board', () => {
    expect(suggestNames('openluat', luatos)).toEqual({ version: '1120.1.13', delta: false });
  });

  it('on OneNET: the project and its own version', () => {
    expect(suggestNames('onenet', luatos)).toEqual({ name: 'DEMO_1.0.13', version: '1.0.13', delta: false });
  });
});

it('says nothing where the firmware names no version', () => {
  const silent = { fileName: 'x.bin', from: { version: null }, to: { version: null } };
  expect(suggestNames('onenet', silent)).toEqual({ delta: true });
});
